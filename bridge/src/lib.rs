//! The one native program of Estuary: an embedded mail store with JMAP, IMAPS and SMTPS in front, and the pages.

pub mod address;
pub mod config;
mod http;
mod rate;
mod server;
pub mod store;
pub mod submission;

pub use config::Config;
pub use server::{Addresses, Bridge, Running, StartError, run};
