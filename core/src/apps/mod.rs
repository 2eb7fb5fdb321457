//! Mini apps (webxdc): instances, what is in their archives, and their updates (wire protocol §5).

mod archive;
mod instance;
mod notice;
mod receive;
mod send;
mod update;

pub(crate) use archive::{Opened, read};
pub(crate) use instance::{gone, may_send, new_topic, summary};
pub(crate) use receive::{arrived, receive};
pub(crate) use send::Bundle;
