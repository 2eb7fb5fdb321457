//! What the store holds: one file per kind of row, with the access that keeps its indexes in step.

mod certificate;
mod chat;
mod chat_list;
mod contact;
mod group;
pub(crate) mod inbox;
mod join;
mod marks;
mod message;
mod message_id;
mod origin;
mod outgoing;
mod profile;
mod reaction;
mod receipt;
mod shelf;
mod timeline;
mod timer;
mod token;

pub(crate) use certificate::{certificate, learn};
pub(crate) use chat::{Chat, ChatKind};
pub(crate) use contact::Contact;
pub(crate) use group::Group;
pub(crate) use inbox::{Inbox, Parked};
pub(crate) use join::Join;
pub(crate) use marks::Marks;
pub(crate) use message::{Attachment, Failure, Info, Message, Quote, State};
pub(crate) use message_id::Trace;
pub(crate) use origin::{Origin, Read};
pub(crate) use outgoing::{Outgoing, Purpose};
pub(crate) use profile::{OwnInvite, Profile, Secrets, Settings, single};
pub(crate) use reaction::Reaction;
pub(crate) use receipt::Receipt;
pub(crate) use shelf::Shelf;
pub(crate) use timer::Timer;
pub(crate) use token::Token;
