//! Files that wait to be sent: made ready as they come, then kept in the chat's draft, where they outlive the page.

mod view;

use crate::{browser, client, media, media::ObjectUrl, session::Session};
use estuary_api::{
    ChatId, ChatView, Command, DraftFile, FileKind, MediaCommand, MessageId, NewFile, Problem,
};
use js_sys::Date;
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;
pub(super) use view::TrayView;
use web_sys::File;

/// The files; a copy is a reference.
#[derive(Clone, Copy)]
pub(in super::super) struct Tray {
    chat: ChatId,
    /// Tells what the draft has.
    view: RwSignal<Option<ChatView>>,
    /// What came in this page.
    given: RwSignal<Vec<Given>, LocalStorage>,
    /// Places of what was sent or taken out, whatever the draft still says.
    gone: RwSignal<Vec<u64>>,
    original: RwSignal<bool>,
}

/// A file from outside.
struct Given {
    place: u64,
    source: File,
    preview: Option<Arc<ObjectUrl>>,
    /// Whether the draft has it, once that is known.
    kept: Option<Result<(), Problem>>,
    /// The draft showed it.
    seen: bool,
}

/// A file as it is shown.
struct Item {
    place: u64,
    name: String,
    kind: FileKind,
    preview: Option<Arc<ObjectUrl>>,
    /// As the draft has it.
    draft: Option<DraftFile>,
    /// See [`Given::kept`].
    kept: Option<Result<(), Problem>>,
}

impl Item {
    /// What the draft alone tells of.
    fn kept(draft: DraftFile) -> Self {
        let (place, name, kind) = (draft.place, draft.file.name.clone(), draft.file.kind);
        Self { place, name, kind, preview: None, draft: Some(draft), kept: Some(Ok(())) }
    }

    /// Changes whenever it looks different.
    fn key(&self) -> (u64, Option<bool>, Option<(u64, String)>) {
        let told = |draft: &DraftFile| {
            let summary = draft.file.app.as_ref().map(|app| app.summary.clone());
            (draft.file.size, summary.unwrap_or_default())
        };
        (self.place, self.kept.as_ref().map(Result::is_ok), self.draft.as_ref().map(told))
    }

    /// The instance that a mini app is.
    fn instance(&self) -> Option<MessageId> {
        self.draft.as_ref().and_then(|draft| draft.instance)
    }
}

impl Tray {
    /// The files of a chat's draft.
    pub(in super::super) fn new(chat: ChatId, view: RwSignal<Option<ChatView>>) -> Self {
        let (given, gone) = (RwSignal::new_local(Vec::new()), RwSignal::new(Vec::new()));
        Self { chat, view, given, gone, original: RwSignal::new(false) }
    }

    /// Puts files behind those that are there. Pictures that are to stay as they are travel as files.
    pub(in super::super) fn add(self, files: Vec<File>, original: bool) {
        if original {
            self.original.set(true);
        }
        let files: Vec<_> = (self.free_place()..).zip(files).collect();
        self.given.update(|given| {
            given.extend(files.iter().map(|(place, source)| {
                let kind = media::kind_of(&source.type_(), &source.name());
                let drawn = media::shows_inline(kind, &source.type_());
                let preview = drawn.then(|| ObjectUrl::of_blob(source)).flatten();
                Given { place: *place, source: source.clone(), preview, kept: None, seen: false }
            }));
        });
        self.prepare(files);
    }

    /// A place behind all others. It is one that no other tab chooses at the same time.
    fn free_place(self) -> u64 {
        let noise = u16::from_le_bytes(browser::random());
        let now = ((Date::now() as u64) << 16) | u64::from(noise);
        let last = untrack(|| self.items()).last().map_or(0, |item| item.place);
        now.max(last + 1)
    }

    /// Makes files ready, one after the other, and lets the draft keep them; also when the person goes elsewhere meanwhile.
    fn prepare(self, files: Vec<(u64, File)>) {
        let original = self.original.get_untracked();
        spawn_local(async move {
            for (place, file) in files {
                // It may have been taken out, or its size chosen anew.
                let wanted = || {
                    self.gone.try_with_untracked(|gone| gone.contains(&place)) != Some(true)
                        && self.original.try_get_untracked().is_none_or(|now| now == original)
                };
                if !wanted() {
                    continue;
                }
                let kept = match media::prepare(&file, original).await {
                    Ok(file) if wanted() => self.keep(place, Some(file)).await,
                    Ok(_) => continue,
                    Err(problem) => Err(problem),
                };
                if wanted() {
                    self.given.try_update(|given| {
                        if let Some(given) = given.iter_mut().find(|given| given.place == place) {
                            given.kept = Some(kept);
                        }
                    });
                }
            }
        });
    }

    /// Puts a file that is ready behind those that are there.
    pub(super) fn put(self, session: Session, file: NewFile) {
        let place = self.free_place();
        spawn_local(async move {
            if let Err(problem) = self.keep(place, Some(file)).await {
                session.problem.set(Some(problem));
            }
        });
    }

    async fn keep(self, place: u64, file: Option<NewFile>) -> Result<(), Problem> {
        let command = MediaCommand::SetDraft { chat: self.chat, place, file };
        client::call(Command::Media(command)).await.map(drop)
    }

    fn choose_original(self, original: bool) {
        self.original.set(original);
        let mut pictures = Vec::new();
        self.given.update(|given| {
            for picture in given.iter_mut().filter(|given| given.preview.is_some()) {
                picture.kept = None;
                pictures.push((picture.place, picture.source.clone()));
            }
        });
        self.prepare(pictures);
    }

    /// Some of the pictures can still travel as they were.
    fn has_originals(self) -> bool {
        self.given.with(|given| given.iter().any(|given| given.preview.is_some()))
    }

    fn remove(self, place: u64) {
        self.gone.update(|gone| gone.push(place));
        self.given.update(|given| given.retain(|given| given.place != place));
        // One that was still made ready notices that it is gone.
        spawn_local(async move { drop(self.keep(place, None).await) });
    }

    /// Forgets what the draft had and has no more: another tab sent it or took it out.
    fn compare(self) {
        let Some(kept) = self.view.with(|view| view.as_ref().map(|view| view.draft_files.clone())) else {
            return;
        };
        let has = |place| kept.iter().any(|file| file.place == place);
        self.given.update(|given| {
            given.retain_mut(|given| {
                let lost = given.seen && !has(given.place);
                given.seen |= has(given.place);
                !lost
            });
        });
    }

    /// All files, in their order.
    fn items(self) -> Vec<Item> {
        let kept = self.view.with(|view| view.as_ref().map(|view| view.draft_files.clone()));
        let mut items: Vec<Item> = kept.into_iter().flatten().map(Item::kept).collect();
        self.given.with(|given| {
            for Given { place, source, preview, kept, .. } in given {
                let draft =
                    items.iter().position(|item| item.place == *place).map(|at| items.swap_remove(at));
                let (name, kind) = match &draft {
                    Some(draft) => (draft.name.clone(), draft.kind),
                    None => (source.name(), media::kind_of(&source.type_(), &source.name())),
                };
                let (preview, kept) = (preview.clone(), kept.clone());
                let draft = draft.and_then(|item| item.draft);
                items.push(Item { place: *place, name, kind, preview, draft, kept });
            }
        });
        self.gone.with(|gone| items.retain(|item| !gone.contains(&item.place)));
        items.sort_by_key(|item| item.place);
        items
    }

    pub(super) fn is_empty(self) -> bool {
        self.items().is_empty()
    }

    /// All of it is ready to be sent.
    pub(super) fn is_ready(self) -> bool {
        self.items().iter().all(|item| item.kept == Some(Ok(())))
    }

    /// Some of it never will be.
    pub(super) fn is_broken(self) -> bool {
        self.items().iter().any(|item| matches!(item.kept, Some(Err(_))))
    }

    /// Takes all files out to be sent: their places in the draft, in their order.
    pub(super) fn take(self) -> Vec<u64> {
        let places: Vec<u64> = untrack(|| self.items()).into_iter().map(|item| item.place).collect();
        self.gone.update(|gone| gone.extend(&places));
        self.given.set(Vec::new());
        places
    }

    /// Shows again what was not sent.
    pub(super) fn put_back(self, places: &[u64]) {
        self.gone.try_update(|gone| gone.retain(|place| !places.contains(place)));
    }
}
