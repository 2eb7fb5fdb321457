//! The fence around the real core.
//!
//! Outside a loopback-only network namespace Delta Chat's core looks up mail servers, time and relays of the
//! internet. A test must not do that, so nothing here starts it unless no packet can leave.

use std::fs;

/// Panics unless this process lives in a network namespace from which no route leads out.
pub fn require_loopback_only() {
    let ways_out = ways_out(&read("/proc/net/route"), &read("/proc/net/ipv6_route"));
    assert!(
        ways_out.is_empty(),
        "The real core runs only in a loopback-only network namespace, but there are routes over {ways_out:?}. \
         Use `cargo xtask test interop`, or: unshare -n -- bash -c 'ip link set lo up && exec \"$@\"' _ COMMAND"
    );
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default() // a kernel without IPv6 has no such table
}

/// Interfaces other than loopback that appear in the kernel's routing tables (`/proc/net/route`, whose first column is
/// the interface, and `/proc/net/ipv6_route`, where it is the last).
fn ways_out(ipv4: &str, ipv6: &str) -> Vec<String> {
    let ipv4 = ipv4.lines().skip(1).filter_map(|line| line.split_whitespace().next());
    let ipv6 = ipv6.lines().filter_map(|line| line.split_whitespace().last());
    let mut found: Vec<String> = ipv4.chain(ipv6).filter(|name| *name != "lo").map(str::to_owned).collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::ways_out;

    const HEAD: &str =
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
    const LO6: &str = "00000000000000000000000000000001 80 00000000000000000000000000000000 00 \
        00000000000000000000000000000000 00000000 00000002 00000000 80200001       lo\n";

    #[test]
    fn loopback_alone_is_no_way_out() {
        assert!(ways_out(HEAD, LO6).is_empty());
        assert!(ways_out("", "").is_empty());
    }

    #[test]
    fn any_other_interface_is() {
        let route = format!("{HEAD}eth0\t00000000\t0100A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");
        assert_eq!(ways_out(&route, LO6), ["eth0"]);
        assert_eq!(ways_out(HEAD, &LO6.replace("      lo", "    wlan0")), ["wlan0"]);
    }
}
