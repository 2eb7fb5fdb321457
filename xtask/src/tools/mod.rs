//! What the chores need on a machine, and how it gets there. Every version is pinned; everything that is
//! installed is announced with a line that says what and why.

pub(crate) mod bindgen;
pub(crate) mod debian;
pub(crate) mod npm;
pub(crate) mod program;
pub(crate) mod python;
pub(crate) mod rust;

/// Says what is being installed, and why.
fn announce(what: &str, why: &str) {
    println!("Installing {what}: {why}.");
}
