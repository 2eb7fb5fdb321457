//! What came with a message. It is only saved, never opened inside the page.

use super::{super::icon, app::AppCard};
use crate::{browser, client, format, i18n::t, session::session};
use estuary_api::{Attachment, Command, MessageId, Reply};
use leptos::{prelude::*, task::spawn_local};

/// Name, size, and saving.
#[component]
pub(super) fn AttachmentChip(id: MessageId, attachment: Attachment) -> impl IntoView {
    if let Some(summary) = attachment.app.clone().filter(|_| attachment.here) {
        return view! { <AppCard id summary/> }.into_any();
    }
    let session = session();
    let save = move |_| {
        spawn_local(async move {
            match client::call(Command::Attachment(id)).await {
                Ok(Reply::Attachment { attachment, bytes }) => drop(browser::save(&bytes, &attachment.name)),
                Ok(_) => {}
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
    .into_any()
}
