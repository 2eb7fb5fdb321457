//! What a link to the page brings along.

use super::{Dialog, Handed, Session, Stage};
use crate::{
    browser,
    place::{Link, Place, link_in_fragment},
};
use gloo_events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

impl Session {
    /// Goes on with what waited for a profile, if anything did.
    pub(crate) fn follow_arrival(self) {
        if let Some((profile, chat)) = self.told.try_update_value(Option::take).flatten() {
            self.open_in(profile, chat);
        } else if let Some(text) = self.invited.get_untracked() {
            self.invited.set(None);
            self.dialog.set(Some(Dialog::Join(Some(text))));
        } else if let Some(dialog) = self.wanted.try_update_value(Option::take).flatten() {
            match dialog {
                Dialog::ToChat(handed) => self.hand(handed),
                dialog => self.dialog.set(Some(dialog)),
            }
        }
    }

    /// What is in the URL is taken out of it at once: an invite is not to stay in history or be shared by accident.
    pub(super) fn watch_fragment(self) {
        self.read_fragment();
        if let Some(window) = browser::window() {
            EventListener::new(&window, "hashchange", move |_| self.read_fragment()).forget();
        }
    }

    fn read_fragment(self) {
        let fragment = browser::window().and_then(|window| window.location().hash().ok());
        let Some(link) = fragment.and_then(|fragment| link_in_fragment(&fragment)) else { return };
        browser::history(|history| history.replace_state_with_url(&JsValue::NULL, "", Some("/")));
        match link {
            Link::Invite(text) => self.invited.set(Some(text)),
            Link::ShowInvite => self.wanted.set_value(Some(Dialog::Invite)),
            Link::OpenInvite => self.wanted.set_value(Some(Dialog::Join(None))),
            Link::Developer => self.place.set(Place::Developer),
            Link::Shared => self.take_shared(),
            Link::Mail(link) => self.wanted.set_value(Some(Dialog::ToChat(Handed::by_mail(&link)))),
            Link::Chat(profile, chat) => self.told.set_value(Some((profile, chat))),
        }
        if self.stage.get_untracked() == Stage::Inside {
            self.follow_arrival();
        }
    }
}
