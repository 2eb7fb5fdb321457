//! A file of a message. It is only saved, never opened inside the page.

use super::super::icon;
use crate::{browser, format, i18n::t, media, session::session};
use estuary_api::{Attachment, MessageId};
use leptos::{prelude::*, task::spawn_local};

/// Name, size, and saving.
#[component]
pub(super) fn FileChip(id: MessageId, attachment: Attachment) -> impl IntoView {
    let session = session();
    let save = move |_| {
        spawn_local(async move {
            match media::bytes(id).await {
                Ok((attachment, bytes)) => drop(browser::save(&bytes, &attachment.name)),
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    };
    let Attachment { name, size, here, .. } = attachment;
    view! {
        <div class="attachment" data-testid="attachment">
            <icon::File/>
            <span class="attachment-name" dir="auto">{name}</span>
            <span class="attachment-size">{format::size(size)}</span>
            {if here {
                view! { <button type="button" class="button" on:click=save>{t("save-file")}</button> }.into_any()
            } else {
                view! { <em>{t("attachment-waiting")}</em> }.into_any()
            }}
        </div>
    }
}
