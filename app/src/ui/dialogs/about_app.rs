//! What is known of a mini app.

use super::super::app_icon::AppIcon;
use crate::{
    host::{Design, Link, Protection, Source, protection},
    i18n::{t, t_with},
    session::{Dialog, session},
};
use estuary_api::Instance;
use leptos::{prelude::*, task::spawn_local};

/// Name, chat, source, and how well this browser keeps it in.
#[component]
pub(super) fn AboutApp(instance: Instance) -> impl IntoView {
    let session = session();
    let known = RwSignal::new(None::<Option<Protection>>);
    spawn_local(async move {
        known.try_set(Some(protection().await));
    });
    let protected = move || {
        known.get().map(|known| {
            t(match known {
                Some(Protection { full: true, .. }) => "app-protection-full",
                Some(Protection { full: false, .. }) => "app-protection-partial",
                None => "app-refused",
            })
        })
    };
    let is_reduced = move || known.get().flatten().is_some_and(|known| known.design == Design::Opaque);
    let source = instance.source_code_url.as_deref().and_then(Link::read);
    let chat = t_with("app-in-chat", [("chat", instance.chat_name.into())]);
    view! {
        <div class="app-card">
            <AppIcon source=Source::Chat(instance.id) path=instance.summary.icon/>
            <div class="app-card-text">
                <strong dir="auto">{instance.summary.name}</strong>
                <small dir="auto">{chat}</small>
            </div>
        </div>
        <p data-testid="app-protection">{protected}</p>
        {move || is_reduced().then(|| view! { <p>{t("app-reduced")}</p> })}
        <footer>
            {source.map(|link| view! {
                <button
                    type="button" class="button" data-testid="app-source"
                    on:click=move |_| session.dialog.set(Some(Dialog::Leave(link.clone())))
                >
                    {t("app-source")}
                </button>
            })}
        </footer>
    }
}
