//! What this process and those that descend from it need.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Milliseconds that processors worked so far, for each of those who do the work of a realtime channel: tabs, the rest of
/// their browsers, real cores, the servers in this process, and whatever else it does.
pub fn work() -> BTreeMap<&'static str, f64> {
    let mut work = BTreeMap::new();
    let mut note = |who, stat: Option<f64>| *work.entry(who).or_default() += stat.unwrap_or_default();
    for pid in family() {
        let line = fs::read_to_string(file(pid, "cmdline")).unwrap_or_default();
        let who = match &line {
            line if line.contains("--type=renderer") => "tabs",
            line if line.contains("deltachat-rpc-server") => "real cores",
            _ => "browsers",
        };
        note(who, worked(&file(pid, "stat")));
    }
    for thread in fs::read_dir("/proc/self/task").unwrap().filter_map(Result::ok) {
        let name = fs::read_to_string(thread.path().join("comm")).unwrap_or_default();
        let who = if name.starts_with("tokio") { "servers" } else { "others" };
        note(who, worked(&thread.path().join("stat")));
    }
    work
}

/// Milliseconds of work in user and system mode (proc_pid_stat(5): fields 14 and 15, in hundredths of a second).
fn worked(stat: &Path) -> Option<f64> {
    let text = fs::read_to_string(stat).ok()?;
    let fields = text.rsplit_once(") ")?.1.split(' ');
    let ticks = fields.skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap_or_default());
    Some(ticks.sum::<f64>() * 10.0)
}

/// MiB that all browsers hold together, the driver included (their proportional share of what they share).
pub fn memory_of_browsers() -> f64 {
    family().into_iter().filter_map(|pid| mebibytes(pid, "smaps_rollup", &["Pss:"])).sum()
}

/// MiB that the largest tab, with its workers, has to itself: what Chromium calls its *private footprint*.
pub fn memory_of_largest_tab() -> f64 {
    let is_renderer = |pid: &u32| {
        fs::read_to_string(file(*pid, "cmdline")).is_ok_and(|line| line.contains("--type=renderer"))
    };
    let own = |pid| mebibytes(pid, "status", &["RssAnon:", "VmSwap:"]);
    family().into_iter().filter(is_renderer).filter_map(own).fold(0.0, f64::max)
}

/// Children, their children, and so on.
fn family() -> Vec<u32> {
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| {
            let pid: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(file(pid, "stat")).ok()?;
            Some((pid, stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?))
        })
        .collect();
    let mut family = vec![std::process::id()];
    let mut at = 0;
    while let Some(parent) = family.get(at).copied() {
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
        at += 1;
    }
    family.remove(0);
    family
}

/// The sum of lines with these names, which are in kB.
fn mebibytes(pid: u32, from: &str, names: &[&str]) -> Option<f64> {
    let text = fs::read_to_string(file(pid, from)).ok()?;
    let of = |name: &&str| {
        let line = text.lines().find_map(|line| line.strip_prefix(*name))?;
        line.trim().trim_end_matches(" kB").parse::<f64>().ok()
    };
    Some(names.iter().filter_map(of).sum::<f64>() / 1024.0)
}

fn file(pid: u32, name: &str) -> PathBuf {
    Path::new("/proc").join(pid.to_string()).join(name)
}
