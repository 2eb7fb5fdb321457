//! `cargo xtask bench`: programs of the `tests` room, built for speed, with what they measure.

use crate::{
    cli::Bench,
    command::{cargo, run},
    pages::{self, Mode},
    report,
    test::{Surroundings, namespace},
    tools::{bindgen, npm, rust},
    workspace::Workspace,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Seconds that storing many mails or updates may take.
const PATIENCE: &str = "1800";

/// Runs one; it prints its table and writes its report.
pub(crate) fn bench(workspace: &Workspace, what: Bench) -> Result<()> {
    let name = match what {
        Bench::Crypto => "bench-crypto",
        Bench::Message => "bench-message",
        Bench::Receive => "bench-receive",
        Bench::Webxdc => "bench-webxdc",
        Bench::Realtime => "bench-realtime",
        Bench::Ui => "bench-ui",
    };
    report::forget(workspace, name)?;
    namespace::ensure()?;
    run(cargo(workspace).args(["build", "--release", "--locked", "-p", "estuary-tests", "--bin", name]))?;
    let program = workspace.program("release", name);
    let mut program = match what {
        Bench::Realtime => namespace::without_udp(program),
        _ => namespace::loopback_only(program),
    };
    let surroundings = Surroundings::of_a_journey(workspace).with_browser();
    match what {
        Bench::Crypto => {
            program.env("ESTUARY_BENCH_PAGES", crypto_pages(workspace)?);
            surroundings.tell(&mut program)?;
        }
        Bench::Webxdc => {
            program.env("ESTUARY_PATIENCE", PATIENCE);
            surroundings.with_pages().tell(&mut program)?;
        }
        Bench::Ui => {
            program.env("ESTUARY_PATIENCE", PATIENCE).env("ESTUARY_BENCH_PAGES", ui_pages(workspace)?);
            surroundings.tell(&mut program)?;
        }
        Bench::Message | Bench::Realtime => surroundings.with_delta_chat().with_pages().tell(&mut program)?,
        Bench::Receive => {
            program.env("ESTUARY_PATIENCE", PATIENCE);
            surroundings.with_delta_chat().with_pages().tell(&mut program)?;
        }
    }
    run(program.current_dir(workspace.root.join("tests")))?;
    ensure!(workspace.reports().join(format!("{name}.json")).is_file(), "{name} wrote no report");
    Ok(())
}

/// A folder with our encryption, compiled as the product's, and OpenPGP.js beside it: one page measures both.
fn crypto_pages(workspace: &Workspace) -> Result<PathBuf> {
    let openpgpjs = npm::ensure(workspace, &npm::OPENPGPJS)?;
    let folder = bench_page(workspace, &workspace.target.join("bench"), &["index.html", "bench.js"])?;
    copy(&openpgpjs, &folder)?;
    Ok(folder)
}

/// The pages as people get them, with the one that fills their store below `bench`.
fn ui_pages(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("bench-ui");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("Unable to remove {}", folder.display()))?;
    }
    let pages = pages::build(workspace, Mode::Release)?;
    run(Command::new("cp").arg("-r").args([&pages, &folder]))?;
    bench_page(workspace, &folder.join("bench"), &["fill.html", "fill.js", "loop.js"])?;
    Ok(folder)
}

/// What benches run in a page, compiled as the product is, in this folder, and files of its own beside it.
fn bench_page(workspace: &Workspace, folder: &Path, files: &[&str]) -> Result<PathBuf> {
    let mut build = cargo(workspace);
    build.args(["build", "--locked", "--profile", "web", "--target", rust::WASM, "-p", "estuary-bench-page"]);
    run(&mut build)?;
    fs::create_dir_all(folder).with_context(|| format!("Unable to create {}", folder.display()))?;
    let module = workspace.target.join(rust::WASM).join("web/estuary_bench_page.wasm");
    run(Command::new(bindgen::folder(workspace)?.join(bindgen::BINDGEN))
        .args(["--target=web", "--no-typescript", "--out-name=estuary_bench_page", "--out-dir"])
        .args([folder, &module]))?;
    for name in files {
        copy(&workspace.root.join("tests/bench-page").join(name), folder)?;
    }
    Ok(folder.to_owned())
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().context("A file without a name")?;
    fs::copy(file, folder.join(name)).with_context(|| format!("Unable to copy {}", file.display()))?;
    Ok(())
}
