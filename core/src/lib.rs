//! The messenger, without a platform: no browser, no sockets, no clock of its own.
#![forbid(unsafe_code)]

pub mod account_code;
pub mod address;
pub mod color;
pub mod db;
mod engine;
pub mod invite;
pub mod mail;
pub mod pgp;
pub mod ports;
mod problem;
pub mod rng;
pub mod schema;
mod signal;
mod model;
mod view;
pub mod table;
pub mod token;

pub use engine::{Engine, Host};
