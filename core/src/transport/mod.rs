//! The ways to a mail server.

mod jmap;

pub use jmap::JmapTransport;
