//! The databases of this browser that are profiles.

use super::ProfileId;
use futures::{
    FutureExt,
    channel::oneshot,
    future::{Either, select},
};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Promise, Reflect};
use std::pin::pin;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// How their names begin; the worker names them so.
const PREFIX: &str = "estuary-";
/// Milliseconds a browser may take to remove one.
const PATIENCE: u32 = 10_000;

/// The profiles that have a database, in the order of their numbers; `None` where the browser does not tell
/// (`indexedDB.databases`, Indexed Database API 3.0 section 4.3).
pub(super) async fn all() -> Option<Vec<ProfileId>> {
    let factory = factory()?;
    let listed = method(&factory, "databases")?.call0(&factory).ok()?.dyn_into::<Promise>().ok()?;
    let listed: Array = JsFuture::from(listed).await.ok()?.dyn_into().ok()?;
    let name = |entry: JsValue| Reflect::get(&entry, &"name".into()).ok()?.as_string();
    let names = listed.iter().filter_map(name);
    let mut profiles: Vec<_> = names.filter_map(|name| name.strip_prefix(PREFIX)?.parse().ok()).collect();
    profiles.sort();
    Some(profiles)
}

/// Removes the database of a profile, once nobody has it open any more. The only place where Estuary removes one: a person
/// asked for it.
pub(super) async fn remove(profile: ProfileId) -> Option<()> {
    let factory = factory()?;
    let name = format!("{PREFIX}{profile}").into();
    let request = method(&factory, "deleteDatabase")?.call1(&factory, &name).ok()?;
    let (sender, ended) = oneshot::channel();
    let listener = Closure::once_into_js(move |_: JsValue| {
        // Nobody may be waiting any more.
        sender.send(()).ok();
    });
    for event in ["onsuccess", "onerror"] {
        Reflect::set(&request, &event.into(), &listener).ok()?;
    }
    match select(ended.fuse(), pin!(TimeoutFuture::new(PATIENCE))).await {
        Either::Left(_) => Some(()),
        Either::Right(_) => None,
    }
}

fn factory() -> Option<JsValue> {
    Reflect::get(&js_sys::global(), &"indexedDB".into()).ok().filter(JsValue::is_object)
}

fn method(factory: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(factory, &name.into()).ok()?.dyn_into().ok()
}
