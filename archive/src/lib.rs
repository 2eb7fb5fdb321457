//! Archives of mini apps (`.xdc`, a ZIP; webxdc specification, "Container").
//!
//! An archive comes from anybody. [`Archive::open`] looks at its directory only and refuses what no tool for apps
//! writes: too much, too tightly packed, paths that lead elsewhere, two files of one name, encryption, files inside
//! each other. [`Archive::read`] unpacks one file at a time and checks its length and checksum.
#![forbid(unsafe_code)]

mod app;
mod archive;
mod error;
mod manifest;
mod path;

pub use app::{API_LEVEL, App};
pub use archive::Archive;
pub use error::ArchiveError;
pub use manifest::Manifest;
