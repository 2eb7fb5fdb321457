//! The ways to the other profiles of this browser. Where there is one profile only, nothing of this is seen.

use super::{avatar::Avatar, icon};
use crate::{
    i18n::{t, t_with},
    profiles::{self, ProfileId},
    session::{Session, session},
};
use estuary_api::Picture;
use leptos::prelude::*;

/// All profiles in a row, or beside the chats where there is room; what is unread in each, and one more.
#[component]
pub(super) fn ProfileRail() -> impl IntoView {
    let session = session();
    let ids = move || {
        let others = session.others.with(|others| others.iter().map(|other| other.id).collect::<Vec<_>>());
        let mut ids = [others, vec![profiles::shown()]].concat();
        ids.sort();
        ids
    };
    let several = Memo::new(move |_| session.others.with(|others| !others.is_empty()));
    move || {
        several.get().then(|| {
            view! {
                <nav class="profiles" aria-label=t("profiles") data-testid="profiles">
                    <ul role="list">
                        <For each=ids key=|id| *id let:id><li><Way id/></li></For>
                    </ul>
                    <button
                        type="button" class="icon-button" aria-label=t("profile-add") title=t("profile-add")
                        on:click=move |_| session.add_profile()
                    >
                        <icon::Plus/>
                    </button>
                </nav>
            }
        })
    }
}

#[component]
fn Way(id: ProfileId) -> impl IntoView {
    let session = session();
    let here = id == profiles::shown();
    let face = Memo::new(move |_| Face::of(session, id));
    let name = Signal::derive(move || face.get().name);
    let color = Signal::derive(move || face.get().color);
    let picture = Signal::derive(move || face.get().picture);
    let label = move || {
        let Face { name, unread, .. } = face.get();
        match unread {
            0 => name,
            _ => format!("{name}, {}", t_with("unread-count", [("count", unread.into())])),
        }
    };
    let go = move |_| if here { session.leave() } else { session.switch_to(id, None) };
    view! {
        <button
            type="button" class="profile-way" aria-current=here.then_some("true") title=name
            data-testid=if here { "profile-here" } else { "profile-way" } on:click=go
        >
            <Avatar name color picture size="small"/>
            <span class="visually-hidden">{label}</span>
            {move || badge(face.get().unread)}
        </button>
    }
}

/// Buttons with the names of the other profiles.
#[component]
pub(super) fn ProfileWays() -> impl IntoView {
    let session = session();
    let way = move |id| {
        let Face { name, color, picture, .. } = Face::of(session, id);
        view! {
            <button type="button" class="button quiet" data-testid="profile-to" on:click=move |_| session.switch_to(id, None)>
                <Avatar name=name.clone() color picture size="small"/>
                <span dir="auto">{name}</span>
            </button>
        }
    };
    move || session.others.get().into_iter().map(|other| way(other.id)).collect::<Vec<_>>()
}

/// What is seen of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Face {
    /// Its address where it has no name; words where it cannot be opened.
    pub(super) name: String,
    pub(super) address: Option<String>,
    pub(super) color: u32,
    pub(super) picture: Option<Picture>,
    pub(super) unread: u32,
}

impl Face {
    /// Follows what changes.
    pub(super) fn of(session: Session, id: ProfileId) -> Self {
        let (profile, unread) = if id == profiles::shown() {
            (session.profile.get(), session.unread.get())
        } else {
            session.others.with(|others| {
                let other = others.iter().find(|other| other.id == id);
                other.map_or_else(Default::default, |other| (other.profile.clone(), other.unread))
            })
        };
        match profile {
            Some(profile) => Self {
                name: if profile.name.is_empty() { profile.address.clone() } else { profile.name },
                address: Some(profile.address),
                color: profile.color,
                picture: profile.avatar.map(Picture::Bytes),
                unread,
            },
            None => Self { name: t("profile-unreadable"), address: None, color: 0, picture: None, unread },
        }
    }
}

/// How much is unread, if anything is.
pub(super) fn badge(unread: u32) -> Option<impl IntoView> {
    (unread > 0).then(
        || view! { <span class="badge" aria-hidden="true" data-testid="profile-unread">{unread}</span> },
    )
}
