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
    /// Part of the names of those wanted; empty for all.
    name: RwSignal<String>,
    /// `None` until the first answer.
    pub(super) rows: RwSignal<Option<Vec<Found>>>,
    /// There are older ones.
    pub(super) more: RwSignal<bool>,
}

impl Gallery {
    /// Of a chat or of all, with the first page on its way.
    pub(super) fn new(chat: Option<ChatId>, kinds: &'static [FileKind]) -> Self {
        let name = RwSignal::new(String::new());
        let gallery = Self { chat, kinds, name, rows: RwSignal::new(None), more: RwSignal::new(false) };
        gallery.load();
        gallery
    }

    /// Asks for those with this in their names.
    pub(super) fn named(self, part: String) {
        self.name.set(part);
        self.ask(Vec::new());
    }

    /// Asks for the next page.
    pub(super) fn load(self) {
        self.ask(self.rows.get_untracked().unwrap_or_default());
    }

    fn ask(self, shown: Vec<Found>) {
        let session = session();
        let Self { chat, kinds, rows, more, .. } = self;
        let name = self.name.get_untracked();
        let before = shown.last().map(|found| found.row.id);
        let (kinds, wanted) = (kinds.to_vec(), name.clone());
        let command = MediaCommand::Gallery { chat, kinds, name, before, limit: PAGE };
        spawn_local(async move {
            match client::call(Command::Media(command)).await {
                // Other names may be wanted by now.
                Ok(Reply::Gallery(page)) if self.name.try_get_untracked() == Some(wanted) => {
                    more.try_set(page.more);
                    rows.try_set(Some(shown.into_iter().chain(page.rows).collect()));
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    }
}
