//! A world with nothing but loopback. Outside one the real Delta Chat calls hosts of the internet, and so
//! does a browser; what cannot leave need not be forbidden.

use anyhow::{Result, bail};
use std::{ffi::OsStr, process::Command};

use crate::{
    command::succeeds,
    tools::debian::{self, is_root},
};

/// Wakes the interface, then becomes the program.
const INSIDE: &str = "PATH=$PATH:/usr/sbin:/sbin ip link set lo up && exec \"$@\"";

/// A command that runs `program` there; more arguments may be added.
pub(crate) fn loopback_only(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("unshare");
    // Whoever is not root becomes it in a user namespace of its own, where that is allowed.
    command.arg(if is_root() { "-n" } else { "-rn" });
    command.args(["--", "bash", "-c", INSIDE, "_"]).arg(program);
    command
}

/// Wakes the interface and forbids UDP, then becomes the program.
const WITHOUT_UDP: &str = "PATH=$PATH:/usr/sbin:/sbin; for ip in 'ip -4' 'ip -6'; do $ip rule add pref 5 ipproto udp prohibit && \
    $ip rule add pref 10 lookup local && $ip rule del pref 0 || exit 1; done; exec \"$@\"";

/// A command that runs `program` there, where devices find no way to each other but through a relay, as most do that are
/// behind two routers.
pub(crate) fn without_udp(program: impl AsRef<OsStr>) -> Command {
    let mut command = loopback_only("bash");
    command.args(["-c", WITHOUT_UDP, "_"]).arg(program);
    command
}

/// Says what to do if this machine has no namespaces for us.
pub(crate) fn ensure() -> Result<()> {
    debian::ensure(&[debian::IPROUTE])?;
    if !succeeds(&mut loopback_only("true")) {
        bail!(
            "This machine does not let us open a network namespace (unshare -n). Run as root, allow user \
             namespaces, or give the container CAP_SYS_ADMIN: the real Delta Chat is never run without one"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::capture;

    #[test]
    fn nothing_but_loopback_is_inside() {
        ensure().unwrap();
        let mut command = loopback_only("cat");
        let devices = capture(command.arg("/proc/net/dev")).unwrap();
        let names: Vec<_> =
            devices.lines().filter_map(|line| line.split_once(':')).map(|(name, _)| name.trim()).collect();
        // Some kernels put idle tunnel devices into every namespace.
        assert!(names.contains(&"lo"));
        assert!(
            !names
                .iter()
                .any(|name| name.starts_with("eth") || name.starts_with("en") || name.starts_with("wl"))
        );
        let mut routes = loopback_only("cat");
        let table = capture(routes.arg("/proc/net/route")).unwrap();
        assert_eq!(table.lines().count(), 1, "a route leads out: {table}");
    }
}
