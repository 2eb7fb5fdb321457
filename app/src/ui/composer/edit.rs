//! Changing the text of a message that was sent.

use super::super::{conversation::talk, icon};
use crate::{browser, i18n::t};
use estuary_api::{Command, MessageCommand, MessageId};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use web_sys::SubmitEvent;

/// Stands where one writes until it is done or given up.
#[component]
pub(in super::super) fn EditForm(message: MessageId, text: String) -> impl IntoView {
    let talk = talk();
    let before = text.clone();
    let text = RwSignal::new(text);
    let field = NodeRef::<html::Textarea>::new();
    let end = move || {
        talk.editing.set(None);
        request_animation_frame(|| browser::focus("composer"));
    };
    let save = move || {
        let value = text.get_untracked();
        if value.trim().is_empty() {
            return;
        }
        if value != before {
            talk.session.run(Command::Message(MessageCommand::Edit { message, text: value }));
        }
        end();
    };
    let submit = {
        let save = save.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            save();
        }
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.shift_key() && !event.is_composing() => {
            event.prevent_default();
            save();
        }
        "Escape" => end(),
        _ => {}
    };
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            field.focus().ok();
            let length = field.value().encode_utf16().count() as u32;
            field.set_selection_range(length, length).ok();
        }
    });
    view! {
        <form class="composer" on:submit=submit data-testid="edit-form">
            <div class="answering">
                <icon::Pencil/>
                <div><strong>{t("editing")}</strong></div>
                <button type="button" class="icon-button" aria-label=t("edit-cancel") on:click=move |_| end()><icon::Close/></button>
            </div>
            <label class="visually-hidden" for="edit">{t("editing")}</label>
            <textarea
                id="edit" rows="1" maxlength="1000000" dir="auto" enterkeyhint="done" data-testid="edit-text" node_ref=field
                prop:value=text on:input:target=move |event| text.set(event.target().value()) on:keydown=key
            ></textarea>
            <button
                type="submit" class="icon-button send" aria-label=t("save") data-testid="edit-save"
                prop:disabled=move || text.with(|text| text.trim().is_empty())
            >
                <icon::Tick/>
            </button>
        </form>
    }
}
