//! Files that wait to be sent: made ready as they come, looked at before they go.

use super::super::{icon, problem};
use crate::{
    format,
    i18n::{t, t_with},
    media::{self, ObjectUrl},
};
use estuary_api::{FileKind, NewFile, Problem};
use leptos::{prelude::*, task::spawn_local};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use web_sys::File;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// The files; a copy is a reference.
#[derive(Clone, Copy)]
pub(in super::super) struct Tray {
    items: RwSignal<Vec<Item>, LocalStorage>,
    original: RwSignal<bool>,
}

#[derive(Clone)]
struct Item {
    key: u32,
    source: File,
    preview: Option<Arc<ObjectUrl>>,
    ready: Option<Result<Arc<NewFile>, Problem>>,
}

impl Default for Tray {
    fn default() -> Self {
        Self { items: RwSignal::new_local(Vec::new()), original: RwSignal::new(false) }
    }
}

impl Tray {
    /// Puts a file in, and begins to make it ready.
    pub(in super::super) fn add(self, source: File) {
        let key = NEXT.fetch_add(1, Ordering::Relaxed);
        let kind = media::kind_of(&source.type_(), &source.name());
        let drawn = media::shows_inline(kind, &source.type_());
        let preview = drawn.then(|| ObjectUrl::of_blob(&source)).flatten();
        self.items.update(|items| items.push(Item { key, source, preview, ready: None }));
        self.prepare(key);
    }

    fn prepare(self, key: u32) {
        let original = self.original.get_untracked();
        let source = self.items.with_untracked(|items| {
            items.iter().find(|item| item.key == key).map(|item| item.source.clone())
        });
        let Some(source) = source else { return };
        spawn_local(async move {
            let ready = media::prepare(&source, original).await.map(Arc::new);
            // It may have been taken out, or its size chosen anew meanwhile.
            if self.original.try_get_untracked() == Some(original) {
                self.change(key, Some(ready));
            }
        });
    }

    fn change(self, key: u32, ready: Option<Result<Arc<NewFile>, Problem>>) {
        self.items.try_update(|items| {
            if let Some(item) = items.iter_mut().find(|item| item.key == key) {
                item.ready = ready;
            }
        });
    }

    fn choose_original(self, original: bool) {
        self.original.set(original);
        let keys = self.items.with_untracked(|items| items.iter().map(|item| item.key).collect::<Vec<_>>());
        for key in keys {
            self.change(key, None);
            self.prepare(key);
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.items.with(Vec::is_empty)
    }

    /// All of it is ready to be sent.
    pub(super) fn is_ready(self) -> bool {
        self.items.with(|items| items.iter().all(|item| matches!(item.ready, Some(Ok(_)))))
    }

    /// Takes all files out.
    pub(super) fn take(self) -> Vec<NewFile> {
        let items = self.items.try_update(std::mem::take).unwrap_or_default();
        let files = items.into_iter().filter_map(|item| item.ready?.ok());
        files.map(Arc::unwrap_or_clone).collect()
    }
}

/// What waits, each with a way to take it out again.
#[component]
pub(super) fn TrayView(tray: Tray) -> impl IntoView {
    let keys = move || tray.items.with(|items| items.iter().map(|item| item.key).collect::<Vec<_>>());
    let pictures = move || tray.items.with(|items| items.iter().any(|item| item.preview.is_some()));
    move || {
        (!tray.is_empty()).then(|| {
            view! {
                <div class="tray" data-testid="tray">
                    <ul role="list" aria-label=t("files-to-send")>
                        <For each=keys key=|key| *key let:key><TrayItem tray key/></For>
                    </ul>
                    {move || pictures().then(|| view! {
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
fn TrayItem(tray: Tray, key: u32) -> impl IntoView {
    let item = move || tray.items.with(|items| items.iter().find(|item| item.key == key).cloned());
    let name = tray.items.with_untracked(|items| {
        items.iter().find(|item| item.key == key).map(|item| item.source.name()).unwrap_or_default()
    });
    let remove = move |_| tray.items.update(|items| items.retain(|item| item.key != key));
    let label = t_with("file-remove", [("name", name.as_str().into())]);
    view! {
        <li class="tray-item" data-testid="tray-item">
            {move || item().map(|item| view! { <Look item/> })}
            <span class="tray-name" dir="auto">{name}</span>
            <button type="button" class="icon-button" aria-label=label on:click=remove><icon::Close/></button>
        </li>
    }
}

#[component]
fn Look(item: Item) -> impl IntoView {
    let Item { preview, ready, .. } = item;
    let look = match preview {
        Some(url) => {
            let src = url.as_str().to_owned();
            // Held as long as it is shown.
            on_cleanup(move || drop(url));
            view! { <img class="tray-look" src=src alt=""/> }.into_any()
        }
        None => {
            let kind = ready.as_ref().and_then(|ready| ready.as_ref().ok()).map(|file| file.kind);
            view! { <span class="tray-look">{sign(kind.unwrap_or_default())}</span> }.into_any()
        }
    };
    let state = match ready {
        None => view! { <small role="status">{t("file-preparing")}</small> }.into_any(),
        Some(Ok(file)) => view! { <small>{format::size(file.bytes.len() as u64)}</small> }.into_any(),
        Some(Err(failure)) => {
            view! { <small class="danger" role="alert">{problem::explain(failure.kind)}</small> }.into_any()
        }
    };
    view! { {look} {state} }
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
