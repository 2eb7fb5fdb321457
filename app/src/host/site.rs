//! Where the origins of mini apps are, and emptying one.

use super::frame::{self, Origin};
use crate::browser;
use futures::{FutureExt, channel::oneshot, select_biased};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Object, Reflect};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Kept for starts without a network.
const CHOICE: &str = "sandbox";

thread_local! {
    static BASE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The origin of a label; `None` where the server has no origins for apps.
pub(super) async fn origin(label: &str) -> Option<Origin> {
    let known = BASE.with_borrow(Clone::clone);
    let base = match known {
        Some(base) => base,
        None => {
            let base = match ask().await {
                Some(answer) => answer.as_string().inspect(|base| browser::choose(CHOICE, base)),
                None => browser::choice(CHOICE).filter(|base| !base.is_empty()),
            }?;
            BASE.set(Some(base.clone()));
            base
        }
    };
    let protocol = browser::window()?.location().protocol().ok()?;
    Some(Origin::new(format!("{protocol}//{label}.{base}")))
}

/// What the server says, `null` included; `None` where it says nothing.
async fn ask() -> Option<JsValue> {
    let response = JsFuture::from(browser::window()?.fetch_with_str("/config.json")).await.ok()?;
    let config = JsFuture::from(response.dyn_into::<Response>().ok()?.json().ok()?).await.ok()?;
    Reflect::get(&config, &"sandbox".into()).ok()
}

/// How long the wiping page may take, in milliseconds.
const PATIENCE: u32 = 10_000;

/// Empties what an app stored. Answers whether the page of that origin said it did.
pub(super) async fn wipe(label: &str) -> Option<bool> {
    let origin = origin(label).await?;
    let body = browser::window()?.document()?.body()?;
    let page = frame::hidden(&origin.at("/__estuary__/wipe.html"))?;
    let (sender, answer) = oneshot::channel();
    let sender = Cell::new(Some(sender));
    let _listener = frame::listen(&page, origin, move |event| {
        let wiped = Reflect::get(&event.data(), &"wiped".into()).ok().and_then(|wiped| wiped.as_bool());
        if let Some((wiped, sender)) = wiped.zip(sender.take()) {
            sender.send(wiped).ok();
        }
    });
    body.append_child(&page).ok()?;
    let wiped = select_biased! {
        wiped = answer.fuse() => wiped.ok(),
        () = TimeoutFuture::new(PATIENCE).fuse() => None,
    };
    page.remove();
    wiped
}

/// A property, if there is one.
pub(super) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object.dyn_ref::<Object>()?, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}
