//! `cargo xtask serve`: everything, on this machine.

mod bridge;
mod stop;

use crate::{
    command::run,
    pages::{self, Mode},
    tools::debian,
    workspace::Workspace,
};
use anyhow::{Context, Result, bail};
use bridge::Bridge;
use std::{process::Command, thread, time::Duration};
use stop::Stop;

/// How often is looked whether something ended or changed.
const PAUSE: Duration = Duration::from_millis(300);

/// Where the stories are; beside the port of the bridge.
const GALLERY_PORT: &str = "8081";

/// Builds, starts, says where, and stays until Ctrl-C.
pub(crate) fn serve(workspace: &Workspace, dev: bool, open: bool) -> Result<()> {
    let stop = Stop::on_signals()?;
    if dev { serve_dev(workspace, &stop, open) } else { serve_release(workspace, &stop, open) }
}

fn serve_release(workspace: &Workspace, stop: &Stop, open: bool) -> Result<()> {
    let pages = pages::build(workspace, Mode::Release)?;
    let mut bridge = Bridge::build_and_start(workspace, Mode::Release, &pages)?;
    bridge.introduce(open)?;
    while !stop.wanted() {
        bridge.check()?;
        thread::sleep(PAUSE);
    }
    bridge.end()
}

/// Trunk watches the pages, we watch the bridge.
fn serve_dev(workspace: &Workspace, stop: &Stop, open: bool) -> Result<()> {
    let mut trunk = pages::trunk(workspace, "watch", Mode::Dev)?;
    let pages = pages::folder(workspace, Mode::Dev);
    let mut inputs = bridge::inputs(workspace)?;
    let mut bridge = Bridge::build_and_start(workspace, Mode::Dev, &pages)?;
    bridge.introduce(open)?;
    println!("The first build of the pages may take a minute.");
    let mut trunk = stop::Child::start(&mut trunk)?;
    while !stop.wanted() {
        if let Some(status) = trunk.ended()? {
            bail!("Trunk ended ({status})");
        }
        let now = bridge::inputs(workspace)?;
        if now != inputs {
            inputs = now;
            println!("The bridge has changed.");
            match bridge::build(workspace, Mode::Dev) {
                Ok(()) => {
                    bridge.end()?;
                    bridge = Bridge::start(workspace, Mode::Dev, &pages)?;
                }
                // The compiler has said why; the old one runs on until the next change.
                Err(error) => println!("{error:#}"),
            }
        }
        bridge.check()?;
        thread::sleep(PAUSE);
    }
    bridge.end()
}

/// The stories, by Trunk's own server: there is nobody behind them.
pub(crate) fn gallery(workspace: &Workspace) -> Result<()> {
    let mut trunk = pages::trunk(workspace, "serve", Mode::Gallery)?;
    println!("  Every screen in a browser   http://localhost:{GALLERY_PORT}");
    run(trunk.args(["--port", GALLERY_PORT]))
}

/// Opens a URL as the desktop would.
fn open_in_browser(url: &str) -> Result<()> {
    let opener = debian::find("xdg-open").context("Unable to open a browser: there is no xdg-open")?;
    Command::new(opener).arg(url).spawn().context("Unable to open a browser")?;
    Ok(())
}
