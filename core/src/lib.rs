//! The messenger, without a platform: no browser, no sockets, no clock of its own.
#![forbid(unsafe_code)]

pub mod ports;
pub mod table;
