//! What waits to be sent, above what is written.

use super::{Item, Tray};
use crate::{
    format,
    host::Source,
    i18n::{t, t_with},
    media::{self, Holder, ObjectUrl},
    session::{OpenApp, session},
    ui::{
        app_icon::{AppIcon, app_title},
        icon,
        message::AudioPlayer,
        problem,
    },
};
use estuary_api::{FileKind, LARGEST_FILE, ProblemKind};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Videos of more bytes are told to be large.
const LARGE_VIDEO: u64 = 10_000_000;

/// All of it, each with a way to take it out again. A mini app can be used before it is sent.
#[component]
pub(in super::super) fn TrayView(tray: Tray) -> impl IntoView {
    Effect::new(move |_| tray.compare());
    let empty = Memo::new(move |_| tray.is_empty());
    move || {
        (!empty.get()).then(|| {
            view! {
                <div class="tray" data-testid="tray">
                    <ul role="list" aria-label=t("files-to-send")>
                        <For each=move || tray.items() key=Item::key let:item><Row tray item/></For>
                    </ul>
                    {move || tray.has_originals().then(|| view! {
                        <label class="tray-original">
                            <input
                                type="checkbox" prop:checked=tray.original data-testid="send-original"
                                on:change:target=move |event| tray.choose_original(event.target().checked())
                            />
                            {t("send-original")}
                        </label>
                    })}
                </div>
            }
        })
    }
}

#[component]
fn Row(tray: Tray, item: Item) -> impl IntoView {
    let session = session();
    let place = item.place;
    let summary = item.draft.as_ref().and_then(|draft| draft.file.app.clone());
    let name = summary.as_ref().map_or(item.name.clone(), app_title);
    let label = t_with("file-remove", [("name", name.as_str().into())]);
    let start = item.instance().map(|instance| {
        let start = move |_| session.app.set(Some(OpenApp { instance, href: None }));
        view! { <button type="button" class="button" data-testid="draft-start" on:click=start>{t("app-start")}</button> }
    });
    let sound = matches!(item.kind, FileKind::Audio | FileKind::Voice) && item.draft.is_some();
    let state = match &item.kept {
        None => view! { <small role="status">{t("file-preparing")}</small> }.into_any(),
        Some(Err(failure)) => {
            let why = match failure.kind {
                ProblemKind::TooLarge => {
                    t_with("file-too-large", [("most", format::size(LARGEST_FILE).into())])
                }
                kind => problem::explain(kind),
            };
            view! { <small class="danger" role="alert">{why}</small> }.into_any()
        }
        Some(Ok(())) => {
            let size = item.draft.as_ref().map(|draft| {
                let (bytes, size) = (draft.file.size, format::size(draft.file.size));
                // No browser makes a video smaller.
                match item.kind == FileKind::Video && bytes > LARGE_VIDEO {
                    true => t_with("video-large", [("size", size.into())]),
                    false => size,
                }
            });
            let told = summary.map(|summary| summary.summary).filter(|told| !told.is_empty());
            view! { <small dir="auto">{told.or(size)}</small> }.into_any()
        }
    };
    view! {
        <li class="tray-item" class:sound=sound data-testid="tray-item">
            <Look tray item/>
            <span class="tray-name" dir="auto">{name}</span>
            {state}
            {start}
            <button type="button" class="icon-button" aria-label=label data-testid="tray-remove" on:click=move |_| tray.remove(place)>
                <icon::Close/>
            </button>
        </li>
    }
}

/// The picture it is, a player, the icon of an app, or a sign for its kind.
#[component]
fn Look(tray: Tray, item: Item) -> impl IntoView {
    let holder = Holder::Draft(tray.chat, item.place);
    if let (FileKind::Audio | FileKind::Voice, Some(draft)) = (item.kind, &item.draft) {
        return view! { <AudioPlayer holder attachment=draft.file.clone()/> }.into_any();
    }
    if let (Some(instance), Some(draft)) = (item.instance(), &item.draft) {
        let path = draft.file.app.as_ref().and_then(|app| app.icon.clone());
        return view! { <span class="tray-look"><AppIcon source=Source::Chat(instance) path/></span> }
            .into_any();
    }
    let picture = RwSignal::new(item.preview);
    let drawn = item.draft.filter(|draft| media::shows_inline(draft.file.kind, &draft.file.media_type));
    // What an earlier page was given is in the draft alone.
    if picture.with_untracked(Option::is_none) && drawn.is_some() {
        spawn_local(async move {
            let kept = media::bytes(holder).await.ok();
            let url = kept.and_then(|(file, bytes)| ObjectUrl::of_bytes(&bytes, &file.media_type));
            picture.try_set(url);
        });
    }
    let drawn =
        move |url: Arc<ObjectUrl>| view! { <img class="tray-look" src=url.as_str().to_owned() alt=""/> };
    let kind = item.kind;
    view! {
        {move || match picture.get() {
            Some(url) => drawn(url).into_any(),
            None => view! { <span class="tray-look">{sign(kind)}</span> }.into_any(),
        }}
    }
    .into_any()
}

fn sign(kind: FileKind) -> AnyView {
    match kind {
        FileKind::Image | FileKind::Gif | FileKind::Sticker => icon::Picture().into_any(),
        FileKind::Audio => icon::Sound().into_any(),
        FileKind::Voice => icon::Microphone().into_any(),
        FileKind::Video => icon::Play().into_any(),
        FileKind::Card => icon::Person().into_any(),
        FileKind::File | FileKind::App => icon::File().into_any(),
    }
}
