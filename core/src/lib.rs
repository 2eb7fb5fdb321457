//! The messenger, without a platform: no browser, no sockets, no clock of its own.
#![forbid(unsafe_code)]

pub mod account_code;
pub mod address;
mod apps;
mod card;
mod chores;
pub mod color;
mod command;
pub mod db;
mod device;
mod engine;
mod group;
mod identity;
pub mod invite;
pub mod mail;
mod media;
mod model;
pub mod pgp;
#[cfg(any(test, feature = "test-suite"))]
pub mod plenty;
pub mod ports;
mod problem;
mod realtime;
mod receive;
pub mod rng;
#[cfg(test)]
mod scenarios;
pub mod schema;
mod search;
mod securejoin;
mod send;
mod signal;
mod sync;
pub mod table;
pub mod token;
pub mod transport;
mod view;
mod watch;

pub use engine::{Engine, Host};
