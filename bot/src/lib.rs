//! A bot that shares a shell: a process of its own, with the real core of Delta Chat as its messenger and the sample app
//! *terminal* as its screen.
#![forbid(unsafe_code)]

mod account;
mod bot;
mod event;
mod group;
mod rpc;
mod sharing;
mod shell;

pub use account::Account;
pub use bot::Bot;
pub use event::Event;
pub use rpc::Rpc;
