//! JMAP (RFC 8620, RFC 8621, RFC 8887, RFC 9425): the types both ends speak, and a client over a small HTTP port.
//!
//! The types are what Estuary uses of those standards, not all there is: unknown properties are ignored on reading.
#![forbid(unsafe_code)]

pub mod client;
pub mod date;
pub mod error;
pub mod mail;
pub mod method;
pub mod push;
pub mod request;
pub mod session;
pub mod template;

/// A JMAP id (RFC 8620 section 1.2): opaque to the client.
pub type Id = String;
