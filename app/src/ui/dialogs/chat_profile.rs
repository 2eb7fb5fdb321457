//! A group or channel: its people, and what is told about it.

use super::super::{avatar::Avatar, icon, people::SearchField, person::Person};
use crate::{
    client,
    i18n::{t, t_with},
    session::{Dialog, Question, session},
};
use estuary_api::{ChatCommand, ChatId, ChatKind, ChatProfile, Command, Contact, Reply};
use leptos::{prelude::*, task::spawn_local};

/// Who looks for one of more members than these would rather type.
const FEW: usize = 8;

/// Follows changes while it is open.
#[component]
pub(super) fn ChatProfileCard(chat: ChatId) -> impl IntoView {
    let session = session();
    let profile = RwSignal::new(None::<ChatProfile>);
    Effect::new(move |_| {
        session.chat_changed.track();
        spawn_local(async move {
            match client::call(Command::Chats(ChatCommand::Profile(chat))).await {
                // Something in any chat may have changed; what did not change here keeps the focus.
                Ok(Reply::ChatProfile(answer))
                    if profile.try_with_untracked(|old| old.as_ref() == Some(&answer)) == Some(false) =>
                {
                    profile.set(Some(answer));
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    // It stays when the people change.
    let query = RwSignal::new(String::new());
    move || profile.get().map(|profile| view! { <Card profile query/> })
}

#[component]
fn Card(profile: ChatProfile, query: RwSignal<String>) -> impl IntoView {
    let session = session();
    let row = profile.row.clone();
    let (chat, name) = (row.id, row.name.clone());
    let to = move |dialog: Dialog| move |_| session.dialog.set(Some(dialog.clone()));
    let invites = profile.own && matches!(row.kind, ChatKind::Group | ChatKind::OwnChannel);
    let can_add = profile.own && row.kind == ChatKind::Group;
    let can_remove = can_add || row.kind == ChatKind::OwnChannel;
    let count = profile.members.len() as u32 + u32::from(row.kind == ChatKind::Group && profile.own);
    let counted = if row.kind == ChatKind::OwnChannel { "subscriber-count" } else { "member-count" };
    let leave = to(Dialog::Ask(Question::Leave(chat, name.clone())));
    let leave_delete = to(Dialog::Ask(Question::LeaveAndDelete(chat, name.clone())));
    let member = move |contact: Contact| {
        let remove = can_remove.then(|| {
            let label = t_with("member-remove", [("name", contact.name.as_str().into())]);
            let ask = to(Dialog::Ask(Question::Remove(chat, contact.clone())));
            view! { <button type="button" class="icon-button" aria-label=label.clone() title=label data-testid="member-remove" on:click=ask><icon::Close/></button> }
        });
        let show = to(Dialog::ContactProfile(contact.id));
        view! {
            <li class="member" data-testid="member">
                <button type="button" class="person" on:click=show><Person contact/></button>
                {remove}
            </li>
        }
    };
    let edit = (profile.can_edit && profile.own).then(|| to(Dialog::EditChat(profile.clone())));
    let clone = (row.kind == ChatKind::Group).then(|| to(Dialog::CloneGroup(profile.clone())));
    let add = can_add.then(|| to(Dialog::AddMembers(profile.clone())));
    let ChatProfile { description, members, past, own, .. } = profile;
    view! {
        <div class="profile-head">
            <Avatar name=name.clone() color=row.color picture=row.avatar size="large"/>
            <h3 dir="auto" data-testid="profile-chat-name">{name}</h3>
            <p class="lead">{t_with(counted, [("count", count.into())])}</p>
            {(!description.is_empty()).then(|| view! { <p class="selectable" dir="auto" data-testid="chat-description">{description}</p> })}
        </div>
        <div class="ways">
            {edit.map(|edit| view! { <button type="button" class="way" data-testid="edit-chat" on:click=edit><icon::Pencil/>{t("edit-chat")}</button> })}
            {invites.then(|| view! { <button type="button" class="way" data-testid="chat-invite" on:click=to(Dialog::ChatInvite(chat))><icon::Code/>{t("chat-invite")}</button> })}
            {add.map(|add| view! { <button type="button" class="way" data-testid="add-members" on:click=add><icon::Plus/>{t("members-add")}</button> })}
            {clone.map(|clone| view! { <button type="button" class="way" data-testid="clone-chat" on:click=clone><icon::Copy/>{t("clone-chat")}</button> })}
            {own.then(|| view! { <button type="button" class="way danger" data-testid="leave-chat" on:click=leave><icon::Leave/>{t("leave")}</button> })}
            {own.then(|| view! { <button type="button" class="way danger" data-testid="leave-delete" on:click=leave_delete><icon::Bin/>{t("leave-delete")}</button> })}
        </div>
        {(members.len() > FEW || !query.with_untracked(String::is_empty)).then(|| view! { <SearchField query label="people-search"/> })}
        {(!members.is_empty()).then(|| view! {
            <ul role="list" class="people" aria-label=t("members")>
                {move || {
                    let found = query.with(|query| found(&members, query));
                    if found.is_empty() {
                        view! { <li class="empty" role="status">{t("members-no-match")}</li> }.into_any()
                    } else {
                        found.into_iter().map(member).collect::<Vec<_>>().into_any()
                    }
                }}
            </ul>
        })}
        {(!past.is_empty()).then(|| view! {
            <h3>{t("members-past")}</h3>
            <ul role="list" class="people">
                {past.into_iter().map(|contact| view! { <li class="person"><Person contact/></li> }).collect::<Vec<_>>()}
            </ul>
        })}
    }
}

/// Those whose name or address contains the query.
fn found(people: &[Contact], query: &str) -> Vec<Contact> {
    let query = query.trim().to_lowercase();
    let is_found =
        |one: &&Contact| [&one.name, &one.address].iter().any(|text| text.to_lowercase().contains(&query));
    people.iter().filter(is_found).cloned().collect()
}
