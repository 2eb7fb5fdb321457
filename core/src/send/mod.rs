//! The send river: `Intent → Draft → Composed → Sealed → Outgoing row → Submitted`.
//!
//! Everything up to the row happens in one unit of work, so a message is shown as waiting exactly when it is durable
//! in the outbox; [`crate::sync`] takes it from there. A message keeps its Message-ID for life, made of the
//! [`estuary_api::SendId`] the interface chose, so that no repetition of any step sends it twice.

mod audience;
mod change;
mod compose;
mod draft;
mod group;
mod handshake;
mod intent;
mod newcomer;
mod notice;
mod post;
mod receipt;
mod seal;
mod text;

pub(crate) use audience::Audience;
pub(crate) use change::Change;
pub(crate) use draft::{Content, Draft, Recipient};
pub(crate) use group::GroupChange;
pub(crate) use handshake::{Desk, Handshake};
pub(crate) use intent::{Intent, rfc_id};
pub(crate) use notice::Notice;
pub(crate) use seal::Sealed;
pub(crate) use text::{LONGEST_TEXT, NewMessage};
