//! Search: of chats by their names, and full-text search of messages by an index of words that grows as they arrive.
//!
//! An index run takes the messages that came since the last one and writes, for each word, one row with the messages
//! that have it. Rows are never changed: an edited or deleted message leaves its old words behind, and whoever
//! searches looks at what the message says now.

mod directory;
mod filter;
mod fold;
mod index;
mod query;
mod word;

pub(crate) use directory::Directory;
pub(crate) use fold::fold;
pub(crate) use index::{Indexed, add};
pub(crate) use query::find;
