//! Somebody: who they say they are, what one calls them, what is shared.

use super::{
    super::{avatar::Avatar, focus, icon, seen::Seen},
    share_contact::hand_on,
};
use crate::{
    client, format,
    i18n::{t, t_with},
    session::session,
};
use estuary_api::{ChatRow, Command, ContactCommand, ContactId, ContactProfile, Problem, Reply};
use leptos::{prelude::*, task::spawn_local};
use web_sys::SubmitEvent;

/// Asks, and shows.
#[component]
pub(super) fn ContactProfileCard(contact: ContactId) -> impl IntoView {
    let session = session();
    let profile = RwSignal::new(None::<ContactProfile>);
    let refresh = move || {
        spawn_local(async move {
            match client::call(Command::Contacts(ContactCommand::Profile(contact))).await {
                Ok(Reply::ContactProfile(answer)) => {
                    profile.try_set(Some(answer));
                    focus::rescue_soon();
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    };
    refresh();
    let act = Callback::new(move |command: ContactCommand| {
        spawn_local(async move {
            let done: Result<_, Problem> = client::call(Command::Contacts(command)).await;
            match done {
                Ok(_) => refresh(),
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    move || profile.get().map(|profile| view! { <Card profile act/> })
}

#[component]
fn Card(profile: ContactProfile, act: Callback<ContactCommand>) -> impl IntoView {
    let session = session();
    let ContactProfile { contact, introducer, own_name, nickname, blocked, shared, relays } = profile;
    let id = contact.id;
    let nickname = RwSignal::new(nickname);
    let write = move |_| session.open_by(Command::Contacts(ContactCommand::Chat(id)));
    let share = move |_| hand_on(session, id, None);
    let rename = move |event: SubmitEvent| {
        event.prevent_default();
        act.run(ContactCommand::Rename { contact: id, name: nickname.get_untracked().trim().to_owned() });
    };
    let chat = move |row: ChatRow| {
        let ChatRow { id, name, color, avatar, .. } = row;
        view! {
            <li>
                <button type="button" class="person" on:click=move |_| session.open(id)>
                    <Avatar name=name.clone() color picture=avatar size="small"/><span dir="auto">{name}</span>
                </button>
            </li>
        }
    };
    view! {
        <div class="profile-head" data-testid="contact-profile">
            <Avatar name=contact.name.clone() color=contact.color picture=contact.avatar size="large"/>
            <Seen at=contact.last_seen/>
            <h3 dir="auto">{contact.name}</h3>
            {match introducer {
                Some(by) => view! { <p class="verified"><icon::Verified/>{t_with("introduced-by", [("name", by.name.into())])}</p> }.into_any(),
                None if contact.verified => view! { <p class="verified"><icon::Verified/>{t("verified-directly")}</p> }.into_any(),
                None => view! { <p class="lead">{t("verified-not")}</p> }.into_any(),
            }}
            {(!contact.status.is_empty()).then(|| view! { <p class="selectable" dir="auto">{contact.status}</p> })}
            {(contact.last_seen > 0).then(|| view! { <p class="lead">{t_with("last-seen", [("time", format::moment(contact.last_seen).into())])}</p> })}
        </div>
        <div class="ways">
            <button type="button" class="way" data-testid="write" on:click=write><icon::Send/>{t("write")}</button>
            <button type="button" class="way" data-testid="share-contact" on:click=share><icon::Forward/>{t("share-contact")}</button>
            <button type="button" class="way" class:danger=!blocked data-testid="block-contact" on:click=move |_| act.run(ContactCommand::Block { contact: id, blocked: !blocked })>
                <icon::Mute/>{t(if blocked { "unblock" } else { "block" })}
            </button>
        </div>
        <form class="inline-form" on:submit=rename>
            <label class="field">
                <span>{t("nickname")}</span>
                <input type="text" maxlength="100" placeholder=own_name data-testid="nickname" prop:value=nickname on:input:target=move |event| nickname.set(event.target().value())/>
            </label>
            <button type="submit" class="button" data-testid="save-nickname">{t("save")}</button>
        </form>
        {(!shared.is_empty()).then(|| view! {
            <h3>{t("shared-chats")}</h3>
            <ul role="list" class="people">{shared.into_iter().map(chat).collect::<Vec<_>>()}</ul>
        })}
        <details>
            <summary>{t("encryption")}</summary>
            <dl class="facts">
                <dt>{t("address")}</dt> <dd class="selectable" dir="ltr">{contact.address}</dd>
                <dt>{t("fingerprint")}</dt> <dd class="detail selectable" dir="ltr" data-testid="contact-fingerprint">{format::grouped(&contact.fingerprint)}</dd>
                {(!relays.is_empty()).then(|| view! { <dt>{t("relays")}</dt> <dd class="selectable" dir="ltr">{relays.join(", ")}</dd> })}
            </dl>
        </details>
    }
}
