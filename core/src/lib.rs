//! The messenger, without a platform: no browser, no sockets, no clock of its own.
#![forbid(unsafe_code)]

pub mod address;
pub mod db;
mod engine;
pub mod pgp;
pub mod ports;
mod problem;
pub mod rng;
pub mod schema;
mod signal;
pub mod table;

pub use engine::{Engine, Host};
