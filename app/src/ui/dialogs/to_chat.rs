//! Where what a mini app, another program or the system hands over is to go. It becomes a draft; sending it is another
//! decision.

use super::choose_chat::ChooseChat;
use crate::session::{Handed, session};
use estuary_api::ChatRow;
use leptos::prelude::*;

/// The chats.
#[component]
pub(super) fn ToChat(handed: Handed) -> impl IntoView {
    let session = session();
    let choose = Callback::new(move |row: ChatRow| {
        session.handed.set(Some((row.id, handed.clone())));
        session.open(row.id);
    });
    view! { <div data-testid="to-chat"><ChooseChat on_choice=choose/></div> }
}
