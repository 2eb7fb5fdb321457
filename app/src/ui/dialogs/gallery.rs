//! Messages with files of some kinds, a page at a time.

use crate::{client, session::session};
use estuary_api::{ChatId, Command, FileKind, Found, MediaCommand, Reply};
use leptos::{prelude::*, task::spawn_local};

/// Messages asked for at once.
const PAGE: u32 = 60;

/// What is known of them so far, newest first.
#[derive(Clone, Copy)]
pub(super) struct Gallery {
    chat: Option<ChatId>,
    kinds: &'static [FileKind],
    /// `None` until the first answer.
    pub(super) rows: RwSignal<Option<Vec<Found>>>,
    /// There are older ones.
    pub(super) more: RwSignal<bool>,
}

impl Gallery {
    /// Of a chat or of all, with the first page on its way.
    pub(super) fn new(chat: Option<ChatId>, kinds: &'static [FileKind]) -> Self {
        let gallery = Self { chat, kinds, rows: RwSignal::new(None), more: RwSignal::new(false) };
        gallery.load();
        gallery
    }

    /// Asks for the next page.
    pub(super) fn load(self) {
        let session = session();
        let Self { chat, kinds, rows, more } = self;
        let shown = rows.get_untracked().unwrap_or_default();
        let before = shown.last().map(|found| found.row.id);
        let command = MediaCommand::Gallery { chat, kinds: kinds.to_vec(), before, limit: PAGE };
        spawn_local(async move {
            match client::call(Command::Media(command)).await {
                Ok(Reply::Gallery(page)) => {
                    more.try_set(page.more);
                    rows.try_set(Some(shown.into_iter().chain(page.rows).collect()));
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    }
}
