//! The bar above an app.

use super::super::{
    app_icon::{AppIcon, app_title},
    icon,
    menu::{MenuButton, MenuItem, OpenMenu},
};
use crate::{
    host::{Relay, Source, Standing},
    i18n::{t, t_with},
    session::{Dialog, open_window, session},
};
use estuary_api::Instance;
use leptos::{prelude::*, task::spawn_local};

/// Icon, document and name, chat, what can be done, and the way out.
#[component]
pub(super) fn Bar(
    source: Source,
    instance: Instance,
    /// Changes with every update that may be new.
    news: Signal<u32>,
    channel: RwSignal<Option<Standing>>,
    close: Callback<()>,
) -> impl IntoView {
    let session = session();
    let title = RwSignal::new(app_title(&instance.summary));
    // An update may name another document.
    let asked = source.clone();
    Effect::new(move |before: Option<u32>| {
        let news = news.get();
        if before.is_some_and(|before| before != news) {
            let asked = asked.clone();
            spawn_local(async move {
                if let Ok(now) = asked.instance().await {
                    title.try_set(app_title(&now.summary));
                }
            });
        }
        news
    });
    let (id, chat) = (instance.id, instance.chat);
    let about = instance.clone();
    let open = Callback::new(move |event| {
        let about = about.clone();
        let mut items = Vec::new();
        if !session.alone {
            let elsewhere = move || {
                if open_window(id) {
                    close.run(());
                }
            };
            items.push(MenuItem::new("app-window", || icon::Window().into_any(), elsewhere));
            let show = move || session.open_at(chat, id);
            items.push(MenuItem::new("app-show", || icon::Next().into_any(), show));
            let all = move || session.dialog.set(Some(Dialog::Apps(Some(chat))));
            items.push(MenuItem::new("apps", || icon::App().into_any(), all));
        }
        let tell = move || session.dialog.set(Some(Dialog::AboutApp(about.clone())));
        items.push(MenuItem::new("app-about", || icon::Info().into_any(), tell));
        session.menu.set(Some(OpenMenu::new(&event, "app-menu", items)));
    });
    view! {
        <header class="app-bar">
            <AppIcon source path=instance.summary.icon.clone()/>
            <div class="chat-header-text">
                <h2 dir="auto" data-testid="app-title">{title}</h2>
                <p dir="auto">{instance.chat_name}</p>
            </div>
            {move || channel.get().map(|standing| view! { <InChannel standing/> })}
            <MenuButton label="app-menu" testid="app-menu" open/>
            <button
                type="button" class="icon-button" aria-label=move || t("app-close") data-testid="app-close"
                on:click=move |_| close.run(())
            >
                <icon::Close/>
            </button>
        </header>
    }
}

/// How an app stands in its realtime channel, in a few words.
#[component]
pub(in crate::ui) fn InChannel(standing: Standing) -> impl IntoView {
    let Standing { relay, connected, dropped } = standing;
    let state = match (&relay, connected) {
        (Relay::Missing, _) => t("problem-relay-missing"),
        (Relay::Lost, _) => t("realtime-lost"),
        (_, 0) => t("realtime-connecting"),
        (_, count) => t_with("realtime-connected", [("count", count.into())]),
    };
    let through = match relay {
        Relay::At(host) => Some(host),
        Relay::Unknown | Relay::Missing | Relay::Lost => None,
    };
    view! {
        <p class="app-channel" role="status" data-testid="app-channel" data-connected=connected.to_string()>
            <span>{state}</span>
            {through.map(|relay| view! { <small data-testid="app-relay">{t_with("realtime-through", [("relay", relay.into())])}</small> })}
            {(dropped > 0).then(|| view! { <small data-testid="app-dropped">{t_with("realtime-dropped", [("count", dropped.into())])}</small> })}
        </p>
    }
}
