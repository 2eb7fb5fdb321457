//! Many tabs, one messenger. Each tab has a worker of its own; the one that holds a Web Lock leads: it opens the
//! store and runs the core. The others pass their pages' requests on to it over a `BroadcastChannel`.
//!
//! The lock is the browser's: it is free the moment a tab dies, however that happens, and nobody has to guess from
//! missing heartbeats. Whoever gets it next announces itself, and the others repeat what was not answered yet;
//! commands are made to be repeated.

mod channel;
mod lock;
mod member;
mod packet;
mod tab;

pub use member::{Effect, Member};
pub use packet::{Heard, Packet, WorkerId, read, write};
pub use tab::{Lead, Tab};
