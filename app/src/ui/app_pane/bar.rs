//! The bar above an app.

use super::super::{
    icon,
    menu::{MenuButton, MenuItem, OpenMenu},
};
use crate::{
    host::{self, Link, Source},
    i18n::t,
    media::ObjectUrl,
    session::{Dialog, session},
};
use estuary_api::Instance;
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Icon, document and name, chat, *about*, and the way out.
#[component]
pub(super) fn Bar(source: Source, instance: Instance, close: Callback<()>) -> impl IntoView {
    let session = session();
    let picture = RwSignal::new(None::<Arc<ObjectUrl>>);
    if let Some(path) = instance.summary.icon.clone() {
        spawn_local(async move {
            let found = host::icon(&source, &path).await;
            picture.try_set(found.and_then(|(bytes, kind)| ObjectUrl::of_bytes(&bytes, kind)));
        });
    }
    let summary = instance.summary;
    let title = match summary.document.as_str() {
        "" => summary.name,
        document => format!("{document} · {}", summary.name),
    };
    let origin = instance.source_code_url.as_deref().and_then(Link::read);
    view! {
        <header class="app-bar">
            {move || picture.get().map(|url| view! { <img class="app-icon" src=url.as_str().to_owned() alt=""/> })}
            <div class="chat-header-text">
                <h2 dir="auto" data-testid="app-title">{title}</h2>
                <p dir="auto">{instance.chat_name}</p>
            </div>
            {origin.map(|origin| {
                let open = Callback::new(move |event| {
                    let origin = origin.clone();
                    let show = move || session.dialog.set(Some(Dialog::Leave(origin.clone())));
                    let items = vec![MenuItem::new("app-source", || icon::Share().into_any(), show)];
                    session.menu.set(Some(OpenMenu::new(&event, "app-menu", items)));
                });
                view! { <MenuButton label="app-menu" testid="app-menu" open/> }
            })}
            <button
                type="button" class="icon-button" aria-label=move || t("app-close") data-testid="app-close"
                on:click=move |_| close.run(())
            >
                <icon::Close/>
            </button>
        </header>
    }
}
