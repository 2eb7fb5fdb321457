//! What the interface and the core say to each other: commands, replies, events and view models. Types only.
//!
//! Everything here crosses a `MessagePort` as [postcard](https://postcard.jamesmunns.com/wire-format) in a
//! transferred `ArrayBuffer` ([`wire`]). Both ends are built from one commit; tabs of different builds meet only
//! through [`wire::PROTOCOL`].
#![forbid(unsafe_code)]

mod app;
mod command;
mod event;
mod id;
mod problem;
mod profile;
mod view;
mod watch;
pub mod wire;

pub use app::{AppSummary, AppUpdate, AppUpdates, Channel, Instance, Unpacked};
pub use command::{
    AppCommand, ChatCommand, Command, ContactCommand, FileKind, LARGEST_FILE, LARGEST_STICKER, MediaCommand,
    MessageCommand, NewFile, NewProfile, Reply, Search, SearchKind, Sender,
};
pub use event::{ConnectionState, Connectivity, Event, JoinProgress};
pub use id::{ChatId, ContactId, MessageId, SendId, StickerId};
pub use problem::{Problem, ProblemKind};
pub use profile::{ChatProfile, ContactProfile};
pub use view::{
    Attachment, Author, ChatKind, ChatListPage, ChatRow, ChatView, Contact, DeliveryState, DeviceNews,
    Download, DraftFile, Face, Found, Gallery, Info, Invite, InviteKind, InviteStanding, MessageBody,
    MessageInfo, MessagePage, MessageRow, Picture, ProfileView, Quote, Reaction, Reactor, Settings, Status,
    Summary, SummaryBody,
};
pub use watch::{Change, Difference, PageId, Pane, Parts, Span, Watch, WhichChats};
