//! What can be had for a message besides words: emoji to write, stickers to send.

use super::{super::emoji::EmojiPicker, stickers::Stickers};
use crate::i18n::t;
use leptos::prelude::*;

/// One of them at a time.
#[component]
pub(super) fn Picker(
    /// Writes an emoji.
    insert: Callback<String>,
    /// When a sticker was sent.
    on_sent: Callback<()>,
) -> impl IntoView {
    let stickers = RwSignal::new(false);
    let choice = move |label: &'static str, these: bool| {
        let pressed = move || (stickers.get() == these).to_string();
        view! {
            <button type="button" class="way" aria-pressed=pressed data-testid=label on:click=move |_| stickers.set(these)>{t(label)}</button>
        }
    };
    view! {
        <div class="picker">
            <div class="shelves" role="group">{choice("emoji", false)}{choice("stickers", true)}</div>
            {move || if stickers.get() {
                view! { <Stickers on_sent/> }.into_any()
            } else {
                view! { <EmojiPicker on_choice=insert/> }.into_any()
            }}
        </div>
    }
}
