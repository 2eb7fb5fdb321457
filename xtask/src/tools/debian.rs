//! Packages of Debian.

use super::announce;
use crate::command::{run, succeeds};
use anyhow::{Context, Result, bail};
use std::{io::IsTerminal, path::Path, process::Command};

/// A Debian package, known to be there by a program it brings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Package {
    /// What `apt-get` calls it.
    pub(crate) name: &'static str,
    /// A program in it.
    pub(crate) program: &'static str,
    /// What it is needed for.
    pub(crate) why: &'static str,
}

/// Compiles the C inside crates.
pub(crate) const CLANG: Package =
    Package { name: "clang", program: "clang", why: "some crates bring C that must become wasm" };
/// The browser of the tests.
pub(crate) const CHROMIUM: Package =
    Package { name: "chromium", program: "chromium", why: "tests run in a real browser" };
/// Steers the browser of the tests.
pub(crate) const CHROMEDRIVER: Package =
    Package { name: "chromium-driver", program: "chromedriver", why: "tests steer the browser through it" };
/// The other engine of the tests.
pub(crate) const FIREFOX: Package = Package {
    name: "firefox-esr",
    program: "firefox-esr",
    why: "what a mini app can do in it is tested and told",
};
/// `ip`, which wakes the loopback interface of a fresh namespace.
pub(crate) const IPROUTE: Package = Package {
    name: "iproute2",
    program: "ip",
    why: "the real Delta Chat is tested in a world with nothing but loopback",
};
/// Runs scripts outside a browser.
pub(crate) const NODE: Package = Package {
    name: "nodejs",
    program: "node",
    why: "the scripts on the origins of mini apps are tested by themselves",
};
/// The package manager of JavaScript.
pub(crate) const NPM: Package =
    Package { name: "npm", program: "npm", why: "the benchmark compares with OpenPGP.js" };

/// Installs those that are missing.
pub(crate) fn ensure(packages: &[Package]) -> Result<()> {
    let missing: Vec<_> = packages.iter().filter(|package| find(package.program).is_none()).collect();
    for package in &missing {
        announce(&format!("{} (Debian package)", package.name), package.why);
    }
    install(&missing.iter().map(|package| package.name).collect::<Vec<_>>())
}

/// Installs Debian packages, as root or through sudo.
pub(crate) fn install(names: &[&str]) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let by_hand = format!("apt-get install {}", names.join(" "));
    if find("apt-get").is_none() {
        bail!("This machine has no apt-get. Please install what Debian calls: {}", names.join(" "));
    }
    let privilege = privilege().with_context(|| format!("Please run as root: {by_hand}"))?;
    // A fresh machine or container knows no packages until the lists are fetched.
    run(apt_get(privilege).args(["-q", "update"]))?;
    run(apt_get(privilege).args(["-q", "install", "-y", "--no-install-recommends"]).args(names))
}

/// What stands before a command that needs root.
fn privilege() -> Result<&'static str> {
    if is_root() {
        return Ok("env");
    }
    if find("sudo").is_none() {
        bail!("Installing needs root, and there is no sudo");
    }
    if !std::io::stdin().is_terminal() && !succeeds(Command::new("sudo").args(["-n", "true"])) {
        bail!("Installing needs root, and sudo would ask for a password that nobody can type");
    }
    Ok("sudo")
}

fn apt_get(privilege: &str) -> Command {
    let mut command = Command::new(privilege);
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

/// The path of a program on `PATH`.
pub(crate) fn find(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    // Debian keeps `ip` where only root's PATH looks.
    let folders =
        std::env::split_paths(&path).chain(["/usr/sbin", "/sbin"].map(|folder| Path::new(folder).to_owned()));
    folders.map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Whether we are root here, which inside a container is the usual thing.
pub(crate) fn is_root() -> bool {
    crate::command::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
