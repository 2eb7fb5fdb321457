//! What arrives while no page can be seen, as a notification of the system. The service worker shows it: it knows all pages,
//! and outlives them.

use super::news::words;
use crate::{
    browser, client,
    i18n::t,
    place::chat_of_profile,
    profiles::ProfileId,
    session::{News, Session},
};
use estuary_api::{ChatId, Command, Reply};
use gloo_events::EventListener;
use js_sys::{Array, Reflect};
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Notification, ServiceWorkerRegistration};

/// Where the browser keeps that it is wanted, and that it is not to say who wrote what.
const WANTED: &str = "notify";
pub(super) const DISCREET: &str = "notify-discreet";

/// Whether a person wants it here and the browser lets us.
pub(super) fn is_on() -> bool {
    let allowed = || {
        // Not every browser has them.
        let notification = Reflect::get(&browser::window()?.into(), &"Notification".into()).ok()?;
        Reflect::get(&notification, &"permission".into()).ok()?.as_string()
    };
    browser::choice(WANTED).is_some() && allowed().as_deref() == Some("granted")
}

/// Switches it on, if the browser lets us, or off. Only right after a person asked for it. Answers whether it is on.
pub(super) async fn switch(on: bool) -> bool {
    let asked = if on { Notification::request_permission().ok() } else { None };
    let answer = match asked {
        Some(asked) => JsFuture::from(asked).await.ok().and_then(|answer| answer.as_string()),
        None => None,
    };
    let granted = answer.as_deref() == Some("granted");
    if granted {
        browser::choose(WANTED, "");
    } else {
        browser::forget(WANTED);
    }
    granted
}

/// Has the news shown. Of all pages that hear of them one does so; the service worker lets it be where one can be seen.
pub(crate) fn notify(news: &News) {
    if browser::is_visible() || !client::leads(news.profile) || browser::choice(WANTED).is_none() {
        return;
    }
    let (title, text) = match browser::choice(DISCREET) {
        None => words(news),
        Some(_) => (t("app-name"), t("notify-discreet")),
    };
    let message = Array::of3(&tag(news.profile, news.chat).into(), &title.into(), &text.into());
    spawn_local(async move {
        if let Some(worker) = registration().await.and_then(|registration| registration.active()) {
            worker.post_message(&message).ok();
        }
    });
}

/// Takes away what is told of chats of this profile in which nothing is unread any more.
pub(crate) fn take_away_read(profile: ProfileId) {
    if !client::leads(profile) || browser::choice(WANTED).is_none() {
        return;
    }
    spawn_local(async move {
        for notification in notifications().await.into_iter().flatten() {
            let notification: Notification = notification.unchecked_into();
            let tag = notification.tag().unwrap_or_default();
            let Some((_, chat)) = chat_of_profile(&tag).filter(|(of, _)| *of == profile) else { continue };
            let is_unread = match client::ask(profile, Command::Chat(chat)).await {
                Ok(Reply::Chat(view)) => view.row.unread > 0,
                _ => false,
            };
            if !is_unread {
                notification.close();
            }
        }
    });
}

/// Opens the chat of a notification that was pressed, in this page, as the service worker asks.
pub(crate) fn listen(session: Session) {
    let Some(window) = browser::window() else { return };
    EventListener::new(&window.navigator().service_worker(), "message", move |event| {
        let tag = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
        if let Some((profile, chat)) = tag.as_deref().and_then(chat_of_profile) {
            session.open_in(profile, chat);
        }
    })
    .forget();
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    let registration = browser::window()?.navigator().service_worker().get_registration();
    JsFuture::from(registration).await.ok()?.dyn_into().ok()
}

async fn notifications() -> Option<Array> {
    let shown = registration().await?.get_notifications().ok()?;
    JsFuture::from(shown).await.ok()?.dyn_into().ok()
}

/// By which the system knows that one replaces another: those of one chat.
fn tag(profile: ProfileId, chat: ChatId) -> String {
    format!("{profile}-{chat}")
}
