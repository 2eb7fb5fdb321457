//! A file of a message. It is only saved, never opened inside the page.

use super::super::{icon, problem};
use crate::{format, host::Source, i18n::t, media::export, session::session};
use estuary_api::{Attachment, MessageId, Problem, ProblemKind};
use leptos::{prelude::*, task::spawn_local};

/// Name, size, and saving; of what is only named like a mini app, why it is none.
#[component]
pub(super) fn FileChip(id: MessageId, attachment: Attachment) -> impl IntoView {
    let session = session();
    let save = move |_| session.attempt(export::save(id));
    let Attachment { name, size, .. } = attachment;
    let fault = RwSignal::new(None::<Problem>);
    if name.ends_with(".xdc") {
        spawn_local(async move {
            let found = Source::Chat(id).instance().await;
            fault.try_set(found.err().filter(|problem| problem.kind == ProblemKind::AppUnusable));
        });
    }
    view! {
        <div class="attachment" data-testid="attachment">
            <icon::File/>
            <span class="attachment-name" dir="auto">{name}</span>
            <span class="attachment-size">{format::size(size)}</span>
            <button type="button" class="button" on:click=save>{t("save-file")}</button>
        </div>
        {move || fault.get().map(|problem| view! {
            <p class="attachment-fault" data-testid="app-fault">
                {problem::explain(problem.kind)}" ("<bdi lang="en">{problem.detail}</bdi>")"
            </p>
        })}
    }
}
