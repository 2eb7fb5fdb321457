//! The web side over real connections: accounts, JMAP, push, and what hostile clients try.

mod accounts;
mod client;
mod durability;
mod events;
mod fetch;
mod headers;
mod hostile;
mod limits;
mod methods;
mod server;
mod transport;
mod websocket;
