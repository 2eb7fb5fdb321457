//! What somebody wrote or sent.

use super::{
    super::{avatar::Avatar, conversation::talk, menu::MenuSign},
    actions::Failure,
    attachment::AttachmentBlock,
    element_id,
    meta::Meta,
    quote::QuoteBlock,
    reactions::Reactions,
    text::RichText,
};
use crate::{format, i18n::t, session::Dialog};
use estuary_api::{Attachment, Author, FileKind, MessageId, MessageRow, Quote};
use leptos::prelude::*;
use std::{iter::once, sync::Arc};

/// Its sender, content, state and reactions, and the way to what can be done with it.
#[component]
pub(super) fn Bubble(
    id: MessageId,
    row: RwSignal<Arc<MessageRow>>,
    first: bool,
    from: Option<Author>,
    forwarded: bool,
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
    let selected = move || talk.selected.with(|selected| selected.contains(&id));
    let full = move |_| talk.session.dialog.set(Some(Dialog::FullMessage(id)));
    let empty = text.is_empty();
    let kinds =
        [(own, " own"), (first, " first"), (media, " media"), (!empty, " captioned"), (sticker, " sticker")];
    let kinds = kinds.iter().filter(|(is, _)| *is).map(|(_, name)| *name);
    let class = once("message").chain(kinds).collect::<String>();
    view! {
        <article
            class=class class:chosen=selected
            id=element_id(id) data-testid="message" tabindex="-1"
        >
            {move || selected().then(|| view! { <span class="visually-hidden">{t("selected")}</span> })}
            {avatar}
            <div class="bubble">
                {sender}
                {forwarded.then(|| view! { <small class="forwarded">{t("forwarded")}</small> })}
                {quote.map(|quote| view! { <QuoteBlock quote/> })}
                {attachment.map(|attachment| view! { <AttachmentBlock id attachment/> })}
                {(!empty).then(|| view! { <RichText text/> })}
                {move || row.with(|row| row.html).then(|| view! {
                    <button type="button" class="link show-full" data-testid="show-full" on:click=full>{t("show-full")}</button>
                })}
                <Meta row own/>
                <Reactions id row/>
            </div>
            <MenuSign label="message-menu"/>
            <Failure id row/>
        </article>
    }
}
