//! The other profiles of this browser: at work behind the page, and the way to them.

use super::{News, Session};
use crate::{
    browser, client, host,
    place::Place,
    profiles::{self, Change, ProfileId},
    ui::take_away_read,
};
use estuary_api::{AppCommand, ChatId, Command, Event, ProblemKind, ProfileView, Reply, Status, SummaryBody};
use futures::{StreamExt as _, stream};
use leptos::{prelude::*, task::spawn_local};
use std::mem;

/// Origins of mini apps that are emptied at a time.
const WIPES: usize = 8;

/// Another profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Other {
    pub(crate) id: ProfileId,
    /// `None` where it cannot be opened; its own page says why.
    pub(crate) profile: Option<ProfileView>,
    /// Unread messages.
    pub(crate) unread: u32,
}

impl Session {
    /// Lets the others work from now on, too. They begin after what is shown here, so that they do not delay it. A window of
    /// an app leaves that to the page it came from.
    pub(super) fn attend_others(self) {
        if self.attended.try_update_value(|attended| mem::replace(attended, true)) != Some(false) {
            return;
        }
        profiles::listen(move |change| match change {
            Change::Removed(profile) if profile == profiles::shown() => {
                client::end(profile);
                if self.alone { browser::close() } else { self.show_next() }
            }
            Change::Added(profile) if !self.alone => self.attend(profile),
            Change::Added(_) => {}
            Change::Removed(profile) => self.lose(profile),
        });
        if !self.alone {
            spawn_local(async move {
                for profile in profiles::others().await {
                    self.attend(profile);
                }
            });
        }
    }

    fn attend(self, profile: ProfileId) {
        if profile == profiles::shown()
            || self.others.with_untracked(|others| others.iter().any(|o| o.id == profile))
        {
            return;
        }
        client::start(profile, move |event| self.on_other(profile, event));
        self.look_at(profile);
    }

    fn lose(self, profile: ProfileId) {
        client::end(profile);
        self.others.update(|others| others.retain(|other| other.id != profile));
    }

    fn on_other(self, id: ProfileId, event: Event) {
        match event {
            Event::ProfileChanged | Event::Resync => self.look_at(id),
            Event::ChatListChanged => {
                self.count(id);
                take_away_read(id);
            }
            Event::Incoming { chat, chat_name, from, body } => {
                self.count(id);
                self.tell(News { profile: id, chat, chat_name, from, body, app: None });
            }
            Event::AppNotify { instance, chat, text, .. } => spawn_local(async move {
                let asked = client::ask(id, Command::App(AppCommand::Instance(instance))).await;
                if let Ok(Reply::Instance(instance)) = asked {
                    let (from, body) = (Some(instance.summary.name), SummaryBody::Text(text));
                    let chat_name = instance.chat_name;
                    self.tell(News { profile: id, chat, chat_name, from, body, app: None });
                }
            }),
            Event::AppGone { label, .. } => spawn_local(async move {
                host::wipe(&label).await;
            }),
            Event::Problem(problem) if problem.kind == ProblemKind::WorkerDied => {
                self.know(id, |other| other.profile = None)
            }
            // What is shown of a profile that is not shown does not depend on the rest.
            _ => {}
        }
    }

    /// Asks who it is, and what is unread there.
    fn look_at(self, id: ProfileId) {
        spawn_local(async move {
            match client::ask(id, Command::Status).await {
                Ok(Reply::Status(Status { profile: Some(profile), .. })) => {
                    self.know(id, |other| other.profile = Some(profile));
                    self.count(id);
                }
                // Prepared, and not made yet. Whoever makes it tells.
                Ok(_) => self.lose(id),
                Err(_) => self.know(id, |other| other.profile = None),
            }
        });
    }

    fn count(self, id: ProfileId) {
        spawn_local(async move {
            let command = Command::ChatList { query: String::new(), unread: false, offset: 0, limit: 0 };
            if let Ok(Reply::ChatList(page)) = client::ask(id, command).await {
                self.know(id, |other| other.unread = page.unread);
            }
        });
    }

    fn know(self, id: ProfileId, change: impl FnOnce(&mut Other)) {
        self.others.maybe_update(|others| {
            let at = others.binary_search_by_key(&id, |other| other.id).unwrap_or_else(|at| {
                others.insert(at, Other { id, profile: None, unread: 0 });
                at
            });
            let Some(other) = others.get_mut(at) else { return false };
            let before = other.clone();
            change(other);
            *other != before
        });
    }

    /// Goes to another profile, and to one of its chats.
    pub(crate) fn switch_to(self, profile: ProfileId, chat: Option<ChatId>) {
        spawn_local(async move {
            // What is written and not sent is kept first.
            self.place.set(Place::List);
            client::settle().await;
            profiles::show(profile, chat.map(|chat| chat.to_string()).as_deref());
        });
    }

    /// Goes where a new profile can be made.
    pub(crate) fn add_profile(self) {
        let known: Vec<_> =
            self.others.with_untracked(|others| others.iter().map(|other| other.id).collect());
        spawn_local(async move {
            self.switch_to(profiles::fresh(&known).await, None);
        });
    }

    /// Removes the profile shown here from this browser.
    pub(crate) fn remove_profile(self) {
        self.stage.set(super::Stage::Loading);
        spawn_local(async move {
            if let Ok(Reply::AppLabels(labels)) = client::call(Command::App(AppCommand::Labels)).await {
                let wipe = async |label: String| {
                    // What is left where it fails is on an origin that no app gets again.
                    host::wipe(&label).await;
                };
                stream::iter(labels).for_each_concurrent(WIPES, wipe).await;
            }
            profiles::remove().await;
            self.show_next();
        });
    }

    /// The profile shown here is gone: shows another one.
    fn show_next(self) {
        match self.others.with_untracked(|others| others.first().map(|other| other.id)) {
            Some(next) => profiles::show(next, None),
            None => self.add_profile(),
        }
    }
}
