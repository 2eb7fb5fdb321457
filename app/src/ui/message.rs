//! A message: a bubble, or a notice in the middle.

mod actions;
mod app;
mod attachment;
mod notice;
mod quote;
mod state;
mod text;

use super::avatar::Avatar;
use crate::{format, i18n::t};
use actions::Actions;
use app::AppNotice;
use attachment::AttachmentChip;
use estuary_api::{DeliveryState, Info, MessageBody, MessageRow, Quote};
use leptos::prelude::*;
pub(super) use notice::info_text;
use quote::QuoteBlock;
pub(super) use state::StateMark;
use text::RichText;

/// The id of a message's element, for jumps.
pub(super) fn element_id(id: estuary_api::MessageId) -> String {
    format!("message-{id}")
}

/// One message, as it changes.
#[component]
pub(super) fn Message(
    row: Memo<Option<MessageRow>>,
    /// It does not follow another of the same sender closely.
    first: bool,
    answering: RwSignal<Option<Quote>>,
) -> impl IntoView {
    move || {
        let row = row.get()?;
        let element = element_id(row.id);
        Some(match row.body.clone() {
            MessageBody::Info(Info::App { instance, href, text }) => view! {
                <p class="info" id=element><AppNotice instance href text/></p>
            }
            .into_any(),
            MessageBody::Info(info) => view! {
                <p class="info" id=element><span>{move || info_text(&info)}</span></p>
            }
            .into_any(),
            MessageBody::Content { from, text, quote, attachment } => {
                let own = from.is_none();
                let class = match (own, first) {
                    (true, true) => "message own first",
                    (true, false) => "message own",
                    (false, true) => "message first",
                    (false, false) => "message",
                };
                let failed = match &row.state {
                    DeliveryState::Failed(problem) => Some(problem.clone()),
                    _ => None,
                };
                let sender = from.clone().filter(|_| first).map(|contact| {
                    let color = format::hex_color(contact.color);
                    view! { <strong class="sender" dir="auto" style=("--avatar", color)>{contact.name}</strong> }
                });
                let avatar = from.filter(|_| first).map(|contact| {
                    view! {
                        <Avatar name=contact.name color=contact.color picture=contact.avatar size="small"/>
                    }
                });
                let (id, time, edited, state) = (row.id, row.time, row.edited, row.state.clone());
                view! {
                    <article class=class id=element data-testid="message" tabindex="-1">
                        {avatar}
                        <div class="bubble">
                            {sender}
                            {quote.map(|quote| view! { <QuoteBlock quote/> })}
                            {attachment.map(|attachment| view! { <AttachmentChip id attachment/> })}
                            {(!text.is_empty()).then(|| view! { <RichText text=text.clone()/> })}
                            <span class="meta">
                                {edited.then(|| t("edited"))}
                                <time>{format::clock(time)}</time>
                                {own.then(|| view! { <StateMark state/> })}
                            </span>
                        </div>
                        <Actions row text failed answering/>
                    </article>
                }
                .into_any()
            }
        })
    }
}
