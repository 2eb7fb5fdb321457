//! A question before something that cannot be undone.

use crate::{
    browser, client,
    i18n::{t, t_with},
    session::{Dialog, Question, session},
};
use estuary_api::{ChatCommand, Command, MessageCommand, ProblemKind};
use leptos::{prelude::*, task::spawn_local};

/// Key of the title.
pub(super) fn title(question: &Question) -> &'static str {
    match question {
        Question::Block(..) => "block",
        Question::Delete { .. } => "delete",
        Question::Leave(..) => "leave",
        Question::LeaveAndDelete(..) => "leave-delete",
        Question::DeleteChat(..) => "delete-chat",
        Question::Remove(..) => "remove",
        Question::ResetInvite => "invite-reset",
        Question::RemoveProfile(_) => "profile-remove",
        Question::Link { .. } => "link-warning-title",
    }
}

/// The question, and both answers.
#[component]
pub(super) fn Ask(question: Question) -> impl IntoView {
    let session = session();
    let text = match &question {
        Question::Block(_, name) => t_with("request-block-question", [("name", name.as_str().into())]),
        Question::Delete { messages, own } => {
            let key = if *own { "delete-question-own" } else { "delete-question" };
            t_with(key, [("count", (messages.len() as u32).into())])
        }
        Question::Leave(_, name) => t_with("leave-question", [("name", name.as_str().into())]),
        Question::LeaveAndDelete(_, name) => {
            t_with("leave-delete-question", [("name", name.as_str().into())])
        }
        Question::DeleteChat(_, name) => t_with("delete-chat-question", [("name", name.as_str().into())]),
        Question::Remove(_, contact) => t_with("remove-question", [("name", contact.name.as_str().into())]),
        Question::ResetInvite => t("invite-reset-question"),
        Question::RemoveProfile(name) => t_with("profile-remove-question", [("name", name.as_str().into())]),
        Question::Link { host, .. } => t_with("link-warning-text", [("host", host.as_str().into())]),
    };
    let yes = match &question {
        Question::Link { .. } => "link-open",
        Question::Delete { .. } => "delete-for-me",
        other => title(other),
    };
    let url = match &question {
        Question::Link { href, .. } => Some(href.clone()),
        _ => None,
    };
    let everywhere = match &question {
        Question::Delete { messages, own: true } => Some(messages.clone()),
        _ => None,
    };
    let agree = move |_| {
        session.dialog.set(None);
        match question.clone() {
            Question::Block(chat, _) => {
                session.leave();
                session.run(Command::BlockChat(chat));
            }
            Question::Delete { messages, .. } => session.run(Command::DeleteMessages(messages)),
            Question::Leave(chat, _) => session.run(Command::Chats(ChatCommand::Leave(chat))),
            Question::LeaveAndDelete(chat, _) => {
                session.leave_chat(chat);
                spawn_local(async move {
                    // Once it is left, what tells the others is in the outbox, and leaves whatever becomes of the chat.
                    match client::call(Command::Chats(ChatCommand::Leave(chat))).await {
                        Err(problem) if problem.kind != ProblemKind::NotFound => {
                            session.problem.set(Some(problem));
                        }
                        // Left, or without members to tell.
                        _ => session.run(Command::Chats(ChatCommand::Delete(chat))),
                    }
                });
            }
            Question::DeleteChat(chat, _) => {
                session.leave_chat(chat);
                session.run(Command::Chats(ChatCommand::Delete(chat)));
            }
            Question::Remove(chat, contact) => {
                session.run(Command::Chats(ChatCommand::RemoveMember { chat, member: contact.id }));
                session.dialog.set(Some(Dialog::ChatProfile(chat)));
            }
            Question::RemoveProfile(_) => session.remove_profile(),
            Question::ResetInvite => spawn_local(async move {
                match client::call(Command::ResetInvite).await {
                    Ok(_) => session.dialog.set(Some(Dialog::Invite)),
                    Err(problem) => session.problem.set(Some(problem)),
                }
            }),
            Question::Link { href, .. } => {
                if let Some(window) = browser::window() {
                    window.open_with_url_and_target_and_features(&href, "_blank", "noopener,noreferrer").ok();
                }
            }
        }
    };
    view! {
        <p dir="auto">{text}</p>
        {url.map(|url| view! { <p class="detail" dir="ltr">{url}</p> })}
        <footer>
            <button type="button" class="button" autofocus=true on:click=move |_| session.dialog.set(None)>{t("cancel")}</button>
            {everywhere.map(|messages| view! {
                <button type="button" class="button danger" data-testid="delete-for-all" on:click=move |_| {
                    session.dialog.set(None);
                    session.run(Command::Message(MessageCommand::DeleteForAll(messages.clone())));
                }>
                    {t("delete-for-all")}
                </button>
            })}
            <button type="button" class="button danger" data-testid="agree" on:click=agree>{t(yes)}</button>
        </footer>
    }
}
