//! What the parts of an open conversation share.

use super::super::composer::Tray;
use crate::{
    browser,
    session::{Handed, Session, session},
};
use estuary_api::{ChatId, ChatKind, ChatView, MessageBody, MessageId, MessageRow, Quote};
use leptos::prelude::*;
use std::collections::BTreeSet;
use web_sys::File;

/// An open conversation; a copy is a reference.
#[derive(Clone, Copy)]
pub(in super::super) struct Talk {
    /// The chat.
    pub(in super::super) chat: ChatId,
    /// The session it belongs to.
    pub(in super::super) session: Session,
    /// Its head and state, once known.
    pub(in super::super) view: RwSignal<Option<ChatView>>,
    /// The message that is answered.
    pub(in super::super) answering: RwSignal<Option<Quote>>,
    /// The own message that is edited, and its text.
    pub(in super::super) editing: RwSignal<Option<(MessageId, String)>>,
    /// Text that was handed over from elsewhere, until the composer takes it.
    pub(in super::super) given: RwSignal<String>,
    /// Files that wait to be sent.
    pub(in super::super) tray: Tray,
    /// How fast sounds play: each step is faster than the one before.
    pub(in super::super) speed: RwSignal<usize>,
    /// Messages chosen, to do something with all of them.
    pub(in super::super) selected: RwSignal<BTreeSet<MessageId>>,
    /// A message that is to be shown, wherever in the chat it is.
    pub(in super::super) wanted: RwSignal<Option<MessageId>>,
}

impl Talk {
    /// A conversation that was just opened.
    pub(super) fn new(chat: ChatId) -> Self {
        let view = RwSignal::new(None);
        Self {
            chat,
            session: session(),
            view,
            answering: RwSignal::new(None),
            editing: RwSignal::new(None),
            given: RwSignal::new(String::new()),
            tray: Tray::new(chat, view),
            speed: RwSignal::new(0),
            selected: RwSignal::new(BTreeSet::new()),
            wanted: RwSignal::new(None),
        }
    }

    /// Takes what was handed over from elsewhere, as it is.
    pub(super) fn take(self, handed: Handed) {
        let files: Vec<_> =
            handed.files.iter().filter_map(|(name, bytes)| browser::file_of(name, bytes, "")).collect();
        if !files.is_empty() {
            self.tray.add(files, true);
        }
        if handed.quote.is_some() {
            self.answering.set(handed.quote);
        }
        self.given.set(handed.text);
    }

    /// Takes files to be sent.
    pub(in super::super) fn attach(self, files: Vec<File>) {
        self.tray.add(files, false);
    }

    /// Chooses a message, or does not any more.
    pub(in super::super) fn toggle(self, message: MessageId) {
        self.selected.update(|selected| {
            if !selected.remove(&message) {
                selected.insert(message);
            }
        });
    }

    /// Messages are being chosen.
    pub(in super::super) fn is_selecting(self) -> bool {
        self.selected.with(|selected| !selected.is_empty())
    }

    /// The same, for what is done once.
    pub(in super::super) fn is_selecting_untracked(self) -> bool {
        self.selected.with_untracked(|selected| !selected.is_empty())
    }

    /// Begins to edit an own message.
    pub(in super::super) fn edit(self, row: &MessageRow) {
        if let MessageBody::Content { text, .. } = &row.body {
            self.editing.set(Some((row.id, text.clone())));
        }
    }

    /// The kind of the chat, once known.
    pub(in super::super) fn kind(self) -> Option<ChatKind> {
        self.view.with(|view| view.as_ref().map(|view| view.row.kind))
    }

    /// The same, for what is done once.
    pub(in super::super) fn kind_untracked(self) -> Option<ChatKind> {
        self.view.with_untracked(|view| view.as_ref().map(|view| view.row.kind))
    }

    /// The person can write here.
    pub(in super::super) fn can_send(self) -> bool {
        self.view.with_untracked(|view| {
            view.as_ref().is_some_and(|view| view.can_send.is_ok() && !view.row.request)
        })
    }
}

/// The conversation this is a part of.
pub(in super::super) fn talk() -> Talk {
    expect_context::<Talk>()
}
