//! Full-text search, by an index of words that grows as messages arrive.
//!
//! An index run takes the messages that came since the last one and writes, for each word, one row with the messages
//! that have it. Rows are never changed: an edited or deleted message leaves its old words behind, and whoever
//! searches looks at what the message says now.

mod filter;
mod fold;
mod index;
mod query;
mod word;

pub(crate) use index::{Indexed, add};
pub(crate) use query::find;
