//! Every chore of a developer, one word each: `cargo xtask --help`.

mod bench;
mod bot;
mod cli;
mod command;
mod conformance;
mod language;
mod pages;
mod report;
mod samples;
mod serve;
mod sizes;
mod test;
mod tools;
mod workspace;

use anyhow::Result;
use clap::Parser;
use cli::{Chore, Cli};
use std::process::ExitCode;
use workspace::Workspace;

fn main() -> ExitCode {
    let outcome =
        tools::bindgen::dispatch(std::env::args_os().collect()).unwrap_or_else(|| run(Cli::parse().chore));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<()> {
    let workspace = Workspace::find()?;
    match chore {
        Chore::Serve { dev, open } => serve::serve(&workspace, dev, open),
        Chore::Bot { folder } => bot::bot(&workspace, folder),
        Chore::Gallery => serve::gallery(&workspace),
        Chore::Test { group, filter } => test::test(&workspace, group, filter.as_deref()),
        Chore::Sizes => sizes::sizes(&workspace),
        Chore::Bench { what } => bench::bench(&workspace, what),
        Chore::Samples => samples::samples(&workspace),
        Chore::Conformance => conformance::conformance(&workspace),
        Chore::Language { code, name, strings } => language::language(&workspace, &code, &name, &strings),
        Chore::Finish => pages::finish_hook(&workspace),
    }
}
