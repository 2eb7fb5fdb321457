//! The service worker: the app without a network, and new releases by choice.

use crate::{browser, i18n::t};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorker, ServiceWorkerRegistration, ServiceWorkerState};

/// Milliseconds until the service worker is called. That holds a page up, and the first screen comes first.
const PAUSE: u32 = 1_000;

/// Offers a release that is downloaded whole and waits.
#[component]
pub(super) fn UpdateNotice() -> impl IntoView {
    let waiting = RwSignal::new_local(None::<ServiceWorker>);
    spawn_local(async move {
        // Without a service worker the app still works, just not offline.
        watch(waiting).await;
    });
    let update = move |_| {
        if let Some(worker) = waiting.get_untracked() {
            worker.post_message(&JsValue::from_str("activate")).ok();
        }
    };
    move || {
        waiting.get().map(|_| {
            view! {
                <div class="banner update" role="status">
                    <p>{t("update-available")}</p>
                    <button type="button" class="button primary" data-testid="update-now" on:click=update>{t("update-now")}</button>
                </div>
            }
        })
    }
}

async fn watch(waiting: RwSignal<Option<ServiceWorker>, LocalStorage>) -> Option<()> {
    let container = browser::window()?.navigator().service_worker();
    let controlled = Cell::new(container.controller().is_some());
    // Another release took over because the person asked for it, in this tab or another. The first one of all takes
    // over by itself, and is what is shown already.
    EventListener::new(&container, "controllerchange", move |_| {
        if controlled.replace(true) {
            browser::reload();
        }
    })
    .forget();
    TimeoutFuture::new(PAUSE).await;
    let registration = JsFuture::from(container.register("/sw.js")).await.ok()?;
    let registration: ServiceWorkerRegistration = registration.dyn_into().ok()?;
    waiting.set(registration.waiting());
    let found = registration.clone();
    EventListener::new(&registration, "updatefound", move |_| {
        let Some(worker) = found.installing() else { return };
        let (installed, container) = (worker.clone(), container.clone());
        EventListener::new(&worker, "statechange", move |_| {
            // Without one in charge nothing has to wait for a choice.
            if installed.state() == ServiceWorkerState::Installed && container.controller().is_some() {
                waiting.set(Some(installed.clone()));
            }
        })
        .forget();
    })
    .forget();
    Some(())
}
