//! The web side over real connections: accounts, JMAP, push, and what hostile clients try.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a failing test panics"
)]

mod accounts;
mod apps;
mod client;
mod durability;
mod events;
mod fetch;
mod headers;
mod hostile;
mod limits;
mod methods;
mod relay;
mod server;
mod transport;
mod websocket;
