//! Everything that is known of a message.

use super::super::problem;
use crate::{client, format, i18n::t, session::session};
use estuary_api::{Command, DeliveryState, MessageBody, MessageCommand, MessageInfo, MessageRow, Reply};
use leptos::{prelude::*, task::spawn_local};

/// Its text, times, readers, and what only experts read.
#[component]
pub(super) fn MessageDetails(row: MessageRow) -> impl IntoView {
    let session = session();
    let info = RwSignal::new(None::<MessageInfo>);
    let id = row.id;
    spawn_local(async move {
        match client::call(Command::Message(MessageCommand::Info(id))).await {
            Ok(Reply::MessageInfo(answer)) => drop(info.try_set(Some(answer))),
            Ok(_) => {}
            Err(problem) => session.problem.set(Some(problem)),
        }
    });
    let text = match row.body {
        MessageBody::Content { text, .. } => text,
        MessageBody::Info(_) => String::new(),
    };
    let failed = match row.state {
        DeliveryState::Failed(problem) => Some(problem),
        _ => None,
    };
    view! {
        {failed.map(|failed| view! { <problem::Text problem=failed/> })}
        <p class="text selectable details-text" dir="auto">{text}</p>
        {move || info.get().map(|info| view! { <Facts info/> })}
    }
}

#[component]
fn Facts(info: MessageInfo) -> impl IntoView {
    let MessageInfo { rfc_id, sent, received, readers, headers, hops, .. } = info;
    let readers: Vec<_> = readers
        .into_iter()
        .map(|(reader, time)| view! { <dt dir="auto">{reader.name}</dt> <dd>{format::moment(time)}</dd> })
        .collect();
    let expert = move |title: &'static str, text: String| {
        (!text.is_empty()).then(|| view! {
            <details><summary>{t(title)}</summary><pre class="detail selectable" dir="ltr">{text}</pre></details>
        })
    };
    view! {
        <dl class="facts" data-testid="message-facts">
            <dt>{t("message-sent")}</dt> <dd>{format::moment(sent)}</dd>
            {(received > 0).then(|| view! { <dt>{t("message-received")}</dt> <dd>{format::moment(received)}</dd> })}
        </dl>
        {(!readers.is_empty()).then(|| view! { <h3>{t("message-readers")}</h3> <dl class="facts">{readers}</dl> })}
        {expert("message-id", rfc_id)}
        {expert("message-hops", hops)}
        {expert("message-headers", headers)}
    }
}
