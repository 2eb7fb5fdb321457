//! Typed access to the store, and units of work.
//!
//! [`Db::read`] gives a [`Reader`]; [`Db::begin`] waits for its turn and gives a [`Transaction`], which reads through
//! its own changes and commits them as one batch. Between two commits nothing is half done, so a tab may die there.

mod key;
mod known;
mod reader;
mod record;
mod transaction;

pub use key::Key;
pub(crate) use key::{head_i64, head_u32, tail_u32, tail_u64};
pub use reader::Reader;
pub use record::Record;
pub(crate) use record::decode;
pub use transaction::Transaction;

use crate::ports::Store;
use futures::lock::Mutex;
use known::Known;

/// Rows read at the same time: the way to a browser's database and back takes longer than the reading there, and those
/// that are asked for together go it together.
pub(crate) const AT_ONCE: usize = 256;

/// The gate before the store: one unit of work at a time.
#[derive(Debug, Default)]
pub struct Db {
    turn: Mutex<()>,
    known: Known,
}

impl Db {
    /// A unit of work, when its turn comes.
    pub async fn begin<'a, S: Store>(&'a self, store: &'a S) -> Transaction<'a, S> {
        Transaction::new(Reader::new(store, &self.known), self.turn.lock().await)
    }

    /// What is committed.
    pub fn read<'a, S: Store>(&'a self, store: &'a S) -> Reader<'a, S> {
        Reader::new(store, &self.known)
    }
}
