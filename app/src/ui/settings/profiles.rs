//! The profiles of this browser: going to another, making one, removing this one.

use super::super::{
    avatar::Avatar,
    profiles::{Face, badge},
};
use crate::{
    i18n::t,
    profiles,
    session::{Dialog, Question, session},
};
use leptos::{prelude::*, task::spawn_local};

/// The others, and what can be done.
#[component]
pub(super) fn Profiles() -> impl IntoView {
    let session = session();
    let several = RwSignal::new(false);
    spawn_local(async move {
        several.try_set(profiles::can_be_several().await);
    });
    let row = move |id| {
        let Face { name, address, color, picture, unread } = Face::of(session, id);
        view! {
            <li>
                <button type="button" class="person" data-testid="profile-row" on:click=move |_| session.switch_to(id, None)>
                    <Avatar name=name.clone() color picture/>
                    <span class="person-text">
                        <strong dir="auto">{name}</strong>
                        {address.map(|address| view! { <small dir="ltr">{address}</small> })}
                    </span>
                    {badge(unread)}
                </button>
            </li>
        }
    };
    let remove = move |_| {
        let name = untrack(|| Face::of(session, profiles::shown()).name);
        session.dialog.set(Some(Dialog::Ask(Question::RemoveProfile(name))));
    };
    view! {
        <section class="card">
            <h2>{move || t("profiles")}</h2>
            <p class="lead">{move || t("profiles-lead")}</p>
            {move || session.others.with(|others| !others.is_empty()).then(|| {
                let rows: Vec<_> = session.others.get().into_iter().map(|other| row(other.id)).collect();
                view! { <ul role="list" class="people">{rows}</ul> }
            })}
            <footer>
                <button type="button" class="button danger" data-testid="profile-remove" on:click=remove>{move || t("profile-remove")}</button>
                {move || several.get().then(|| view! {
                    <button type="button" class="button" data-testid="profile-add" on:click=move |_| session.add_profile()>{t("profile-add")}</button>
                })}
            </footer>
        </section>
    }
}
