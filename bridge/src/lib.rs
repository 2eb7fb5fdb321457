//! The one native program of Estuary: an embedded mail store with JMAP, IMAPS and SMTPS in front, and the pages.

pub mod address;
pub mod config;
mod connections;
pub mod dclogin;
mod endpoint;
pub mod filter;
mod header;
mod http;
mod imap;
mod jmap;
pub mod pages;
mod rate;
mod relay;
mod sasl;
mod server;
mod smtp;
pub mod store;
pub mod submission;
pub mod tls;

pub use config::Config;
pub use relay::{Relay, RelayError};
pub use server::{Addresses, Bridge, Running, StartError, run};
