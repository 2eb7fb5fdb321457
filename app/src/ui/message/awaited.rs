//! A file that is not here: on its way, or on the server until somebody asks for it.

use super::super::{icon, problem};
use crate::{
    format,
    i18n::{t, t_with},
    session::session,
};
use estuary_api::{Attachment, Command, Download, FileKind, MediaCommand, MessageId, ProblemKind};
use leptos::{html, prelude::*};
use std::cell::Cell;

thread_local! {
    /// The message whose button was pressed last: the one that takes its place gets the focus.
    static PRESSED: Cell<Option<MessageId>> = const { Cell::new(None) };
}

/// What is announced, and *Download*, progress with *Cancel*, or why it failed with *Try again*.
#[component]
pub(super) fn AwaitedFile(id: MessageId, attachment: Attachment) -> impl IntoView {
    let Attachment { name, size, kind, download, .. } = attachment;
    let facts = match kind_label(kind) {
        Some(label) => format!("{} · {}", t(label), format::size(size)),
        None => format::size(size),
    };
    let failure = match &download {
        Some(Download::Failed(problem)) => Some(problem.kind),
        _ => None,
    };
    view! {
        <div class="attachment" data-testid="attachment">
            {match kind {
                FileKind::Image | FileKind::Gif | FileKind::Sticker => icon::Picture().into_any(),
                FileKind::Audio | FileKind::Voice => icon::Sound().into_any(),
                FileKind::Video => icon::Play().into_any(),
                FileKind::Card => icon::Person().into_any(),
                FileKind::App => icon::App().into_any(),
                FileKind::File => icon::File().into_any(),
            }}
            <span class="attachment-name" dir="auto">{name.clone()}</span>
            <span class="attachment-size">{facts}</span>
            {match download {
                None => view! { <em>{t("attachment-waiting")}</em> }.into_any(),
                Some(Download::Running) => view! { <Running id name/> }.into_any(),
                // What the server has no longer will not come by asking again.
                Some(Download::Failed(problem)) if problem.kind == ProblemKind::FileGone => ().into_any(),
                Some(Download::Failed(_)) => view! { <Ask id name label="download-again"/> }.into_any(),
                Some(Download::Offered) => view! { <Ask id name label="download"/> }.into_any(),
            }}
        </div>
        {failure.map(|kind| view! { <p class="attachment-fault" role="status" data-testid="download-failed">{problem::explain(kind)}</p> })}
    }
}

#[component]
fn Ask(id: MessageId, name: String, label: &'static str) -> impl IntoView {
    let text = t(label);
    let label = format!("{text}: {name}");
    view! { <Button id text label testid="download" command=MediaCommand::Download(id)/> }
}

/// How much is here already.
#[component]
fn Running(id: MessageId, name: String) -> impl IntoView {
    let session = session();
    let permille =
        move || session.download.get().filter(|(message, _)| *message == id).map_or(0, |(_, part)| part);
    let label = t_with("download-of", [("name", name.as_str().into())]);
    let text = t("cancel");
    let cancel = format!("{text}: {name}");
    view! {
        <Button id text label=cancel testid="download-cancel" command=MediaCommand::CancelDownload(id)/>
        <progress class="attachment-progress" aria-label=label max="1000" value=permille data-testid="download-progress"></progress>
    }
}

#[component]
fn Button(
    id: MessageId,
    text: String,
    label: String,
    testid: &'static str,
    command: MediaCommand,
) -> impl IntoView {
    let session = session();
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = button.get()
            && PRESSED.get() == Some(id)
        {
            PRESSED.set(None);
            button.focus().ok();
        }
    });
    let press = move |_| {
        PRESSED.set(Some(id));
        session.run(Command::Media(command.clone()));
    };
    view! {
        <button type="button" class="button" node_ref=button aria-label=label data-testid=testid on:click=press>{text}</button>
    }
}

/// What a person calls files of a kind.
fn kind_label(kind: FileKind) -> Option<&'static str> {
    match kind {
        FileKind::Image => Some("kind-picture"),
        FileKind::Sticker => Some("kind-sticker"),
        FileKind::Video => Some("kind-video"),
        FileKind::Voice => Some("voice-message"),
        FileKind::Audio => Some("kind-audio"),
        FileKind::Card => Some("kind-card"),
        FileKind::App => Some("kind-app"),
        FileKind::Gif | FileKind::File => None,
    }
}
