//! What the system hands over: files opened with Estuary, and what other programs share with it.

use super::{Dialog, Handed, Session, Stage};
use crate::browser;
use js_sys::{Array, Function, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FormData, Response};

/// Where the service worker keeps what was shared, until it is taken.
const SHARED: &str = "/share";
/// More than this of one hand-over is left out, in number and bytes.
const FILES: usize = 20;
const BYTES: usize = 100_000_000;

impl Session {
    /// Takes files that the system opens with Estuary (`launchQueue`, where browsers have it).
    pub(super) fn watch_launches(self) {
        let queue = browser::window().and_then(|window| Reflect::get(&window, &"launchQueue".into()).ok());
        let Some(queue) = queue.filter(JsValue::is_object) else { return };
        let heard = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
            let handles = Reflect::get(&launch, &"files".into()).map(|files| Array::from(&files));
            spawn_local(async move {
                let mut files = Vec::new();
                for handle in handles.into_iter().flatten() {
                    files.extend(file_of(&handle).await);
                }
                self.hand_over(String::new(), files).await;
            });
        });
        let set = Reflect::get(&queue, &"setConsumer".into()).ok();
        if let Some(set) = set.and_then(|set| set.dyn_into::<Function>().ok()) {
            set.call1(&queue, &heard.into_js_value()).ok();
        }
    }

    /// Takes what another program shared; the service worker has kept it.
    pub(super) fn take_shared(self) {
        spawn_local(async move {
            let Some(form) = shared().await else { return };
            let text = |name| form.get(name).as_string().filter(|text| !text.is_empty());
            let lines: Vec<_> = ["title", "text", "url"].into_iter().filter_map(text).collect();
            let files = form.get_all("files");
            self.hand_over(lines.join("\n"), files.iter().filter_map(|file| file.dyn_into().ok()).collect())
                .await;
        });
    }

    /// Asks which chat it is for; later if there is no profile yet.
    async fn hand_over(self, text: String, given: Vec<File>) {
        let (mut files, mut left) = (Vec::new(), BYTES);
        for file in given.into_iter().take(FILES) {
            if let Some(bytes) = browser::read(&file).await.filter(|bytes| bytes.len() <= left) {
                left -= bytes.len();
                files.push((crate::format::file_name(&file.name()), bytes));
            }
        }
        if text.is_empty() && files.is_empty() {
            return;
        }
        self.wanted.set_value(Some(Dialog::ToChat(Handed { text, files, quote: None })));
        if self.stage.get_untracked() == Stage::Inside {
            self.follow_arrival();
        }
    }
}

/// The file of a `FileSystemFileHandle`.
async fn file_of(handle: &JsValue) -> Option<File> {
    let get: Function = Reflect::get(handle, &"getFile".into()).ok()?.dyn_into().ok()?;
    JsFuture::from(get.call0(handle).ok()?.dyn_into::<js_sys::Promise>().ok()?).await.ok()?.dyn_into().ok()
}

/// The form that was shared. Asking for it takes it away.
async fn shared() -> Option<FormData> {
    let response: Response =
        JsFuture::from(browser::window()?.fetch_with_str(SHARED)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.form_data().ok()?).await.ok()?.dyn_into().ok()
}
