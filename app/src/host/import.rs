//! Files a person chooses for an app.

use super::message::Filter;
use estuary_api::ChatId;
use futures::channel::oneshot;
use std::sync::{Arc, Mutex, PoisonError};

/// Largest file that is handed to an app, in bytes.
const LARGEST: usize = 100_000_000;

/// A file on its way into an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Imported {
    /// Its name.
    pub(crate) name: String,
    /// Its media type; may be empty.
    pub(crate) media_type: String,
    /// Its content.
    pub(crate) bytes: Vec<u8>,
}

/// A question for files. Where nobody answers, the app gets none; a copy is the same question.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    /// The chat whose files can be chosen; none in a simulation.
    pub(crate) chat: Option<ChatId>,
    /// What the app wants.
    pub(crate) filter: Filter,
    answer: Arc<Mutex<Option<oneshot::Sender<Vec<Imported>>>>>,
}

impl Import {
    /// A question, and where its answer arrives.
    pub(super) fn new(chat: Option<ChatId>, filter: Filter) -> (Self, oneshot::Receiver<Vec<Imported>>) {
        let (sender, answer) = oneshot::channel();
        (Self { chat, filter, answer: Arc::new(Mutex::new(Some(sender))) }, answer)
    }

    /// Answers it; only the first answer counts.
    pub(crate) fn answer(&self, files: Vec<Imported>) {
        let sender = self.answer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(sender) = sender {
            // The app may be closed by now.
            sender.send(files.into_iter().filter(|file| file.bytes.len() <= LARGEST).collect()).ok();
        }
    }
}

impl PartialEq for Import {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.answer, &other.answer)
    }
}

impl Eq for Import {}
