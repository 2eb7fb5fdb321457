//! Files for a mini app: from this device, or from the chat it is in.

use super::super::icon;
use crate::{
    browser, client, format,
    host::{Import, Imported},
    i18n::t,
    media,
    session::session,
};
use estuary_api::{Attachment, Command, FileKind, MediaCommand, MessageBody, MessageId, Reply};
use leptos::{html, prelude::*, task::spawn_local};

/// Files of the chat that are looked through.
const MOST: u32 = 200;
const KINDS: [FileKind; 7] = [
    FileKind::File,
    FileKind::Image,
    FileKind::Gif,
    FileKind::Audio,
    FileKind::Voice,
    FileKind::Video,
    FileKind::Card,
];

/// Closing it chooses nothing.
#[component]
pub(super) fn ImportFiles(import: Import) -> impl IntoView {
    let session = session();
    let found = RwSignal::new(Vec::<(MessageId, Attachment)>::new());
    let filter = import.filter.clone();
    if let Some(chat) = import.chat {
        spawn_local(async move {
            let command = MediaCommand::Gallery {
                chat: Some(chat),
                kinds: KINDS.into(),
                name: String::new(),
                before: None,
                limit: MOST,
            };
            if let Ok(Reply::Gallery(page)) = client::call(Command::Media(command)).await {
                let files = page.rows.into_iter().filter_map(|found| match found.row.body {
                    MessageBody::Content { attachment: Some(file), .. } => Some((found.row.id, file)),
                    _ => None,
                });
                let wanted =
                    |(_, file): &(_, Attachment)| file.here && filter.takes(&file.name, &file.media_type);
                found.try_set(files.filter(wanted).collect());
            }
        });
    }
    let (accept, multiple) = (import.filter.accept.join(","), import.filter.multiple);
    let input = NodeRef::<html::Input>::new();
    let device = import.clone();
    let from_device = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let (files, import) = (browser::files(&input), device.clone());
        spawn_local(async move {
            let mut chosen = Vec::new();
            for file in files {
                if let Some(bytes) = browser::read(&file).await {
                    chosen.push(Imported { name: file.name(), media_type: file.type_(), bytes });
                }
            }
            import.answer(chosen);
            session.dialog.set(None);
        });
    };
    let from_chat = Callback::new(move |id: MessageId| {
        let import = import.clone();
        spawn_local(async move {
            match media::bytes(id).await {
                Ok((Attachment { name, media_type, .. }, bytes)) => {
                    import.answer(vec![Imported { name, media_type, bytes }]);
                }
                Err(problem) => session.problem.set(Some(problem)),
            }
            session.dialog.set(None);
        });
    });
    view! {
        <p class="lead">{t("import-hint")}</p>
        <label class="button primary import-device">
            {t("import-device")}
            <input
                type="file" class="visually-hidden" accept=accept multiple=multiple data-testid="import-device" node_ref=input
                on:change=from_device
            />
        </label>
        {move || (!found.with(Vec::is_empty)).then(|| view! {
            <h3>{t("import-chat")}</h3>
            <ul role="list" class="choices">
                {found.get().into_iter().map(|(id, file)| view! {
                    <li>
                        <button type="button" class="choice" data-testid="import-file" on:click=move |_| from_chat.run(id)>
                            <icon::File/>
                            <span class="choice-name" dir="auto">{file.name}</span>
                            <small>{format::size(file.size)}</small>
                        </button>
                    </li>
                }).collect_view()}
            </ul>
        })}
    }
}
