//! Reactions under a message.

use super::super::{conversation::talk, emoji};
use crate::{
    i18n::{t, t_with},
    session::Dialog,
};
use estuary_api::{MessageId, MessageRow, Reaction};
use leptos::{ev::MouseEvent, prelude::*};
use std::sync::Arc;

/// A click gives or takes back the same; the menu key and the right button tell who reacted.
#[component]
pub(super) fn Reactions(id: MessageId, row: RwSignal<Arc<MessageRow>>) -> impl IntoView {
    let session = talk().session;
    let reactions = Memo::new(move |_| row.with(|row| row.reactions.clone()));
    let given =
        move || reactions.with_untracked(|all| all.iter().find(|one| one.own).map(|one| one.emoji.clone()));
    let who = move |event: MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        session.dialog.set(Some(Dialog::Reactions(id)));
    };
    let chip = move |Reaction { emoji, count, own }: Reaction| {
        let label = t_with("reaction-count", [("emoji", emoji.as_str().into()), ("count", count.into())]);
        let chosen = emoji.clone();
        let press = move |_| emoji::react(session, id, &chosen, given().as_deref());
        view! {
            <button
                type="button" class="reaction" aria-pressed=own.to_string() aria-label=label data-testid="reaction"
                on:click=press on:contextmenu=who
            >
                <span>{emoji}</span>{(count > 1).then_some(count)}
            </button>
        }
    };
    move || {
        let all = reactions.get();
        (!all.is_empty()).then(|| {
            view! {
                <div class="reactions" role="group" aria-label=t("reactions")>
                    {all.into_iter().map(chip).collect::<Vec<_>>()}
                </div>
            }
        })
    }
}
