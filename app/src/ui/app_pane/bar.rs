//! The bar above an app.

use super::super::{icon, menu::Menu};
use crate::{
    browser,
    host::{self, Link, Source},
    i18n::t,
    session::{Dialog, session},
};
use estuary_api::Instance;
use leptos::{prelude::*, task::spawn_local};

/// Icon, document and name, chat, *about*, and the way out.
#[component]
pub(super) fn Bar(source: Source, instance: Instance, close: Callback<()>) -> impl IntoView {
    let session = session();
    let picture = RwSignal::new(None::<String>);
    if let Some(path) = instance.summary.icon.clone() {
        spawn_local(async move {
            let found = host::icon(&source, &path).await;
            picture.try_set(found.and_then(|(bytes, kind)| browser::object_url(&bytes, kind)));
        });
    }
    on_cleanup(move || {
        if let Some(Some(url)) = picture.try_get_untracked() {
            web_sys::Url::revoke_object_url(&url).ok();
        }
    });
    let summary = instance.summary;
    let title = match summary.document.as_str() {
        "" => summary.name,
        document => format!("{document} · {}", summary.name),
    };
    let origin = instance.source_code_url.as_deref().and_then(Link::read);
    view! {
        <header class="app-bar">
            {move || picture.get().map(|url| view! { <img class="app-icon" src=url alt=""/> })}
            <div class="chat-header-text">
                <h2 dir="auto" data-testid="app-title">{title}</h2>
                <p dir="auto">{instance.chat_name}</p>
            </div>
            {origin.map(|origin| {
                let show = move |_| session.dialog.set(Some(Dialog::Leave(origin.clone())));
                view! {
                    <Menu label=Signal::derive(|| t("app-menu")) testid="app-menu">
                        <button type="button" data-testid="app-source" on:click=show>{t("app-source")}</button>
                    </Menu>
                }
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
