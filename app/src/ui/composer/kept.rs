//! The file the chat's draft keeps. A mini app can be used before it is sent.

use super::super::{
    app_icon::{AppIcon, app_title},
    conversation::talk,
    icon,
};
use crate::{
    format,
    host::Source,
    i18n::{t, t_with},
    session::OpenApp,
};
use estuary_api::{Command, MediaCommand};
use leptos::prelude::*;

/// What it is, a way to use it, and a way to take it out.
#[component]
pub(super) fn KeptFile() -> impl IntoView {
    let talk = talk();
    let kept = Memo::new(move |_| talk.kept());
    move || {
        kept.get().map(|(file, instance)| {
            let summary = file.app.clone().unwrap_or_default();
            let name = if file.app.is_some() { app_title(&summary) } else { file.name };
            let label = t_with("file-remove", [("name", name.as_str().into())]);
            let remove = move |_| {
                talk.session.run(Command::Media(MediaCommand::SetDraft { chat: talk.chat, file: None }));
            };
            let start = move |_| {
                talk.session.app.set(instance.map(|instance| OpenApp { instance, href: None }));
            };
            view! {
                <div class="kept" data-testid="kept-file">
                    {match instance {
                        Some(instance) => view! { <AppIcon source=Source::Chat(instance) path=summary.icon/> }.into_any(),
                        None => view! { <span class="app-icon"><icon::File/></span> }.into_any(),
                    }}
                    <span class="kept-text">
                        <strong dir="auto">{name}</strong>
                        <small dir="auto">{if summary.summary.is_empty() { format::size(file.size) } else { summary.summary }}</small>
                    </span>
                    {instance.map(|_| view! {
                        <button type="button" class="button" data-testid="kept-start" on:click=start>{t("app-start")}</button>
                    })}
                    <button type="button" class="icon-button" aria-label=label data-testid="kept-remove" on:click=remove><icon::Close/></button>
                </div>
            }
        })
    }
}
