//! Harness for tests that go through the whole house: the real Delta Chat core, the real bridge, Estuary's own core,
//! and a third party that takes every mail apart.
//!
//! Everything here blocks, and reports by panicking: the callers are tests and benches.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a harness has nobody to return an error to; a panic fails the one test that asked"
)]

pub mod anatomy;
pub mod bridge;
pub mod browser;
pub mod channel;
pub mod filter;
pub mod forge;
pub mod hostile;
pub mod invite;
pub mod journal;
mod keys;
pub mod mail;
pub mod namespace;
pub mod native;
pub mod packets;
pub mod page;
pub mod pair;
pub mod plain_server;
pub mod pointer;
pub mod ports;
pub mod processes;
pub mod qr;
pub mod real_core;
pub mod recorder;
pub mod report;
pub mod sinks;
pub mod terminal_bot;
pub mod tls;
pub mod workbench;
pub mod xdc;
