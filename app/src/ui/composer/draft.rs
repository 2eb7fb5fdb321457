//! What is written and not sent, kept while it is written.

use super::super::conversation::Talk;
use crate::session::{Session, session};
use estuary_api::{Command, MessageId};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Pause in typing after which a draft is kept.
const PAUSE: u32 = 600;

/// The text; a copy is a reference.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    talk: Talk,
    session: Session,
    /// The text.
    pub(super) text: RwSignal<String>,
    pending: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Draft {
    /// Keeps what is written from now on, also when the person leaves or the page is hidden.
    pub(super) fn keep(talk: Talk, text: String) -> Self {
        let pending = StoredValue::new_local(None);
        let draft = Self { talk, session: session(), text: RwSignal::new(text), pending };
        on_cleanup(move || draft.store_now());
        // A page that is hidden may never be seen again: browsers on phones end them.
        let listener = EventListener::new(&document(), "visibilitychange", move |_| {
            if document().hidden() {
                draft.store_now();
            }
        });
        let listener = StoredValue::new_local(Some(listener));
        on_cleanup(move || drop(listener.try_update_value(Option::take)));
        // What is answered belongs to the draft; the first run only sees what the draft came with.
        Effect::new(move |old: Option<Option<MessageId>>| {
            let new = talk.answering.with(|quote| quote.as_ref().and_then(|quote| quote.id));
            if old.is_some_and(|old| old != new) && !draft.text.with_untracked(String::is_empty) {
                draft.store();
            }
            new
        });
        draft
    }

    /// The text changed.
    pub(super) fn typed(self, value: String) {
        self.text.set(value);
        self.pending.set_value(Some(Timeout::new(PAUSE, move || {
            self.pending.set_value(None);
            self.store();
        })));
    }

    /// Takes the text out, to be sent.
    pub(super) fn take(self) {
        let changed = self.pending.try_update_value(Option::take).flatten().is_some();
        let text = self.text.try_update(std::mem::take).unwrap_or_default();
        // It was deleted a moment ago, and nothing is sent that would take the kept one away.
        if changed && text.trim().is_empty() {
            self.store();
        }
    }

    /// Back to where it was, unless something else was written meanwhile.
    pub(super) fn put_back(self, value: String) {
        self.text.try_update(|text| {
            if text.is_empty() {
                *text = value;
            }
        });
    }

    fn store(self) {
        let quote = self.talk.answering.with_untracked(|quote| quote.as_ref()?.id);
        let text = self.text.get_untracked();
        self.session.run(Command::SetDraft { chat: self.talk.chat, text, quote });
    }

    fn store_now(self) {
        if let Some(Some(timeout)) = self.pending.try_update_value(Option::take) {
            timeout.cancel();
            self.store();
        }
    }
}
