//! What can be done with the messages that were chosen.

use super::{super::icon, talk::talk};
use crate::{
    i18n::{t, t_with},
    session::{Dialog, Question},
};
use leptos::prelude::*;

/// Stands where one writes, as long as messages are chosen.
#[component]
pub(super) fn SelectionBar() -> impl IntoView {
    let talk = talk();
    let chosen =
        move || talk.selected.with_untracked(|selected| selected.iter().copied().collect::<Vec<_>>());
    let count = move || talk.selected.with(|selected| selected.len() as u32);
    let clear = move || talk.selected.update(|selected| selected.clear());
    let delete = move |_| {
        talk.session.dialog.set(Some(Dialog::Ask(Question::Delete { messages: chosen(), own: false })));
        clear();
    };
    let forward = move |_| {
        talk.session.dialog.set(Some(Dialog::Forward(chosen())));
        clear();
    };
    view! {
        <div class="selection" role="toolbar" aria-label=t("selection") data-testid="selection">
            <button type="button" class="icon-button" aria-label=t("selection-end") on:click=move |_| clear()><icon::Close/></button>
            <span role="status">{move || t_with("selection-count", [("count", count().into())])}</span>
            <button type="button" class="button" data-testid="selection-forward" on:click=forward>
                <icon::Forward/>{t("forward")}
            </button>
            <button type="button" class="button danger" data-testid="selection-delete" on:click=delete>
                <icon::Bin/>{t("delete")}
            </button>
        </div>
    }
}
