//! What the interface and the core say to each other: commands, replies, events and view models. Types only.
//!
//! Everything here crosses a `MessagePort` as [postcard](https://postcard.jamesmunns.com/wire-format) in a
//! transferred `ArrayBuffer` ([`wire`]). Both ends are built from one commit; tabs of different builds meet only
//! through [`wire::PROTOCOL`].
#![forbid(unsafe_code)]

mod command;
mod event;
mod id;
mod problem;
mod view;
pub mod wire;

pub use command::{Command, NewProfile, Reply};
pub use event::{ConnectionState, Connectivity, Event, JoinProgress};
pub use id::{ChatId, ContactId, MessageId, SendId};
pub use problem::{Problem, ProblemKind};
pub use view::{
    Attachment, ChatKind, ChatListPage, ChatRow, ChatView, Contact, DeliveryState, Info, Invite, InviteKind,
    InviteStanding, MessageBody, MessagePage, MessageRow, ProfileView, Quote, Settings, Status, Summary,
    SummaryBody,
};
