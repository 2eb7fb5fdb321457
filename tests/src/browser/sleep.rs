//! What happens to the machine a browser runs on.

use super::Browser;
use std::{fs, process::Command, thread, time::Duration};

impl Browser {
    /// Closes the lid of the laptop for a while: nothing of the browser runs meanwhile.
    pub fn sleep(&self, duration: Duration) {
        let processes = descendants(self.driver.id());
        signal("-STOP", &processes);
        thread::sleep(duration);
        signal("-CONT", &processes);
    }

    /// Tells the current tab what browsers tell when they have a network again. This one is on loopback, which is always
    /// there, and DevTools only make its requests fail.
    #[track_caller]
    pub fn tell_online(&self) {
        self.script("window.dispatchEvent(new Event('online'))", vec![]);
    }
}

fn signal(signal: &str, processes: &[u32]) {
    let processes = processes.iter().map(u32::to_string);
    assert!(Command::new("kill").arg(signal).args(processes).status().unwrap().success(), "{signal}");
}

/// Processes that come from this one, by what Linux tells of all.
fn descendants(ancestor: u32) -> Vec<u32> {
    let all: Vec<(u32, u32)> = fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|process| Some((process, parent(process)?)))
        .collect();
    let mut found = vec![ancestor];
    let mut at = 0;
    while let Some(next) = found.get(at).copied() {
        found.extend(all.iter().filter(|(_, parent)| *parent == next).map(|(process, _)| *process));
        at += 1;
    }
    found.split_off(1)
}

fn parent(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()
}
