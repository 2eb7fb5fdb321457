//! Hosting of mini apps (webxdc): an app runs in a frame on an origin of its own and reaches nothing but this module.
//!
//! Two frames belong to a running app. The *keeper* is hidden and ours; through it the app's service worker asks for
//! files. The other shows the app. Where there are no origins for apps, one frame with an opaque origin is both. What
//! comes from a frame is believed only if it comes from that very frame and its origin, and then only as far as it can be
//! read. What is served there, and why, is told in `xdc-sandbox`.

mod frame;
mod icon;
mod import;
mod link;
mod local_channel;
mod message;
mod place;
mod protection;
mod realtime;
mod running;
mod simulation;
mod site;
mod source;

pub(crate) use icon::icon;
pub(crate) use import::{Import, Imported};
pub(crate) use link::Link;
pub(crate) use local_channel::{Packet, Traffic};
pub(crate) use message::Chat;
pub(crate) use place::wipe;
pub(crate) use protection::{Design, Protection, protection};
pub(crate) use realtime::{Relay, Standing, channel_peer, end_realtime};
pub(crate) use running::{Outside, Running, State};
pub(crate) use simulation::{Archive, Peer, Room, Sent, peer_name};
pub(crate) use source::Source;
