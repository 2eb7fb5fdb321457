//! What somebody wrote or sent.

use super::{
    super::{avatar::Avatar, conversation::talk, menu::MenuButton},
    actions::{self, Failure},
    attachment::AttachmentBlock,
    element_id,
    meta::Meta,
    quote::QuoteBlock,
    reactions::Reactions,
    text::RichText,
};
use crate::{browser, format, i18n::t, session::Dialog};
use estuary_api::{Attachment, Author, FileKind, MessageId, MessageRow, Quote};
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Its sender, content, state and reactions, and the way to what can be done with it.
#[component]
pub(super) fn Bubble(
    id: MessageId,
    row: Memo<Option<Arc<MessageRow>>>,
    first: bool,
    from: Option<Author>,
    text: String,
    quote: Option<Quote>,
    attachment: Option<Attachment>,
) -> impl IntoView {
    let talk = talk();
    let own = from.is_none();
    let media = attachment.as_ref().is_some_and(|attachment| {
        matches!(attachment.kind, FileKind::Image | FileKind::Gif | FileKind::Video) && attachment.here
    });
    let sticker =
        text.is_empty() && attachment.as_ref().is_some_and(|attachment| attachment.kind == FileKind::Sticker);
    let sender = from.clone().filter(|_| first).map(|author| {
        let color = format::hex_color(author.color);
        view! { <strong class="sender" dir="auto" style=("--avatar", color)>{author.name}</strong> }
    });
    let avatar = from.filter(|_| first).map(|author| {
        view! { <Avatar name=author.name color=author.color picture=author.avatar size="small"/> }
    });
    let of = move |get: fn(&MessageRow) -> bool| row.with(|row| row.as_ref().is_some_and(|row| get(row)));
    let forwarded = move || of(|row| row.forwarded);
    let selected = move || talk.selected.with(|selected| selected.contains(&id));
    let open = Callback::new(move |event: MouseEvent| {
        if let Some(row) = row.get_untracked() {
            actions::open(talk, &event, row);
        }
    });
    let context = move |event: MouseEvent| {
        // Text that is selected and links are meant to be copied by the browser's own menu.
        let link = event.target().and_then(|target| target.dyn_into::<Element>().ok()?.closest("a").ok()?);
        if link.is_none() && !browser::has_selection() && !talk.is_selecting_untracked() {
            event.prevent_default();
            open.run(event);
        }
    };
    let full = move |_| talk.session.dialog.set(Some(Dialog::FullMessage(id)));
    let pressed = move |event: MouseEvent| {
        if talk.is_selecting_untracked() {
            event.prevent_default();
            talk.toggle(id);
        }
    };
    let key = move |event: KeyboardEvent| {
        // What is inside has keys of its own.
        if event.target() == event.current_target()
            && let Some(row) = row.get_untracked()
            && actions::by_key(talk, &event, &row)
        {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let empty = text.is_empty();
    view! {
        <article
            class="message" class:own=own class:first=first class:chosen=selected class:media=media class:captioned=!empty class:sticker=sticker
            id=element_id(id) data-testid="message" tabindex="-1"
            on:contextmenu=context on:click=pressed on:keydown=key
        >
            {move || selected().then(|| view! { <span class="visually-hidden">{t("selected")}</span> })}
            {avatar}
            <div class="bubble">
                {sender}
                {move || forwarded().then(|| view! { <small class="forwarded">{t("forwarded")}</small> })}
                {quote.map(|quote| view! { <QuoteBlock quote/> })}
                {attachment.map(|attachment| view! { <AttachmentBlock id attachment/> })}
                {(!empty).then(|| view! { <RichText text/> })}
                {move || of(|row| row.html).then(|| view! {
                    <button type="button" class="link show-full" data-testid="show-full" on:click=full>{t("show-full")}</button>
                })}
                <Meta row own/>
                <Reactions id row/>
            </div>
            <MenuButton label="message-menu" testid="message-menu" tabindex="-1" open/>
            <Failure id row/>
        </article>
    }
}
