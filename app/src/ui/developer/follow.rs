//! Following an app on this machine: it is loaded anew whenever its files change. Only browsers with the File System
//! Access API can; it keeps what was chosen, and tells the time of the last change to whoever asks.

use super::open::{archive_of, folder_of};
use crate::{
    browser,
    host::{Archive, Room},
};
use estuary_api::Problem;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, AsyncIterator, Function, IteratorNext, Promise, Reflect};
use leptos::prelude::*;
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// How often the files are looked at, in milliseconds.
const GLANCE: u32 = 1_000;
/// An app has no more files than this, and no deeper folders.
const FILES: usize = 10_000;
const DEPTH: usize = 32;

/// What is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Followed {
    /// One `.xdc`.
    Archive,
    /// A folder.
    Folder,
}

impl Followed {
    /// The function that lets a person choose it.
    const fn picker(self) -> &'static str {
        match self {
            Self::Archive => "showOpenFilePicker",
            Self::Folder => "showDirectoryPicker",
        }
    }
}

/// Whether this browser can.
pub(super) fn can_follow() -> bool {
    let window = browser::window().map(JsValue::from);
    window.is_some_and(|window| method(&window, Followed::Folder.picker()).is_some())
}

/// Lets a person choose, shows it, and loads it anew as often as it changes, until something else is shown.
pub(super) async fn follow(
    what: Followed,
    shown: RwSignal<Option<Room>, LocalStorage>,
    failure: RwSignal<Option<Problem>>,
) {
    let window = browser::window().map(JsValue::from).unwrap_or_default();
    // Nothing was chosen.
    let Some(chosen) = call(&window, what.picker()).await else { return };
    let handle = match what {
        Followed::Archive => Array::from(&chosen).get(0),
        Followed::Folder => chosen,
    };
    let (mut before, mut room) = (None, None::<Room>);
    loop {
        let files = files(&handle, what).await;
        let state: Vec<_> =
            files.iter().map(|(path, file)| (path.clone(), file.last_modified(), file.size())).collect();
        if before.as_ref() != Some(&state) {
            before = Some(state);
            match read(what, &handle, files).await {
                Ok(Some(archive)) => {
                    failure.try_set(None);
                    match &room {
                        Some(room) => room.replace(archive),
                        None => {
                            let begun = Room::new(archive);
                            shown.try_set(Some(begun.clone()));
                            room = Some(begun);
                        }
                    }
                }
                Ok(None) => {}
                // Half written, perhaps; the next look tells.
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
        }
        TimeoutFuture::new(GLANCE).await;
        let here = shown.try_with_untracked(|shown| match (shown, &room) {
            (Some(shown), Some(room)) => shown.has_files_of(room),
            (_, room) => room.is_none(),
        });
        if here != Some(true) {
            return;
        }
    }
}

async fn read(
    what: Followed,
    handle: &JsValue,
    files: BTreeMap<String, File>,
) -> Result<Option<Archive>, Problem> {
    match what {
        Followed::Archive => match files.into_values().next() {
            Some(file) => archive_of(&file).await,
            None => Ok(None),
        },
        Followed::Folder => folder_of(text(handle, "name"), files).await,
    }
}

/// The files there are now, by path.
async fn files(handle: &JsValue, what: Followed) -> BTreeMap<String, File> {
    let mut found = BTreeMap::new();
    if what == Followed::Archive {
        found.extend(file(handle).await.map(|file| (file.name(), file)));
        return found;
    }
    let mut folders = vec![(String::new(), handle.clone(), 0)];
    while let Some((path, folder, depth)) = folders.pop() {
        for entry in entries(&folder).await {
            let path = format!("{path}{}", text(&entry, "name"));
            if text(&entry, "kind") == "directory" {
                if depth < DEPTH {
                    folders.push((path + "/", entry, depth + 1));
                }
            } else if found.len() < FILES {
                found.extend(file(&entry).await.map(|file| (path, file)));
            }
        }
    }
    found
}

async fn entries(folder: &JsValue) -> Vec<JsValue> {
    let mut found = Vec::new();
    let values = method(folder, "values").and_then(|values| values.call0(folder).ok());
    let Some(values) = values.map(JsValue::unchecked_into::<AsyncIterator>) else { return found };
    while let Ok(next) = values.next() {
        let Ok(next) = JsFuture::from(next).await else { break };
        let next: IteratorNext = next.unchecked_into();
        if next.done() {
            break;
        }
        found.push(next.value());
    }
    found
}

async fn file(handle: &JsValue) -> Option<File> {
    call(handle, "getFile").await?.dyn_into().ok()
}

/// Calls a method without arguments and waits for what it promises.
async fn call(object: &JsValue, name: &str) -> Option<JsValue> {
    let promise: Promise = method(object, name)?.call0(object).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

fn text(object: &JsValue, name: &str) -> String {
    Reflect::get(object, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}
