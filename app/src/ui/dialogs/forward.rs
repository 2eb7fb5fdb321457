//! Where messages are to be forwarded to.

use super::choose_chat::ChooseChat;
use crate::{browser, client, session::session};
use estuary_api::{ChatRow, Command, MessageCommand, MessageId, SendId};
use leptos::{prelude::*, task::spawn_local};

/// Forwards, then shows the chat.
#[component]
pub(super) fn Forward(messages: Vec<MessageId>) -> impl IntoView {
    let session = session();
    // The same however often it is pressed.
    let id = SendId(browser::random());
    let choose = Callback::new(move |row: ChatRow| {
        let command = MessageCommand::Forward { id, messages: messages.clone(), chat: row.id };
        spawn_local(async move {
            match client::call(Command::Message(command)).await {
                Ok(_) => session.open(row.id),
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    view! { <ChooseChat on_choice=choose/> }
}
