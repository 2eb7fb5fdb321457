//! Switches and choices.

use super::super::theme::Theme;
use crate::{
    client,
    i18n::{self, Language, t},
    session::session,
};
use estuary_api::{Command, Reply, Settings};
use leptos::{prelude::*, task::spawn_local};

/// Read receipts.
#[component]
pub(super) fn Receipts() -> impl IntoView {
    let session = session();
    let on = RwSignal::new(None::<bool>);
    spawn_local(async move {
        if let Ok(Reply::Settings(settings)) = client::call(Command::Settings).await {
            on.try_set(Some(settings.read_receipts));
        }
    });
    let choose = move |checked: bool| {
        on.set(Some(checked));
        session.run(Command::SetSettings(Settings { read_receipts: checked }));
    };
    view! {
        <section class="card">
            <label class="switch">
                <span>
                    {move || t("read-receipts")}
                    <small>{move || t("read-receipts-hint")}</small>
                </span>
                <input
                    type="checkbox" role="switch" prop:checked=move || on.get().unwrap_or_default()
                    prop:disabled=move || on.get().is_none()
                    on:change:target=move |event| choose(event.target().checked())
                />
            </label>
        </section>
    }
}

/// Colours and language; kept by this browser, not by the profile.
#[component]
pub(super) fn Appearance() -> impl IntoView {
    let theme = |name: String| {
        if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.name() == name) {
            theme.choose();
        }
    };
    view! {
        <section class="card">
            <h2>{move || t("appearance")}</h2>
            <label class="field">
                <span>{move || t("theme")}</span>
                <select data-testid="theme" on:change:target=move |event| theme(event.target().value())>
                    {Theme::ALL.map(|theme| view! {
                        <option value=theme.name() selected=Theme::chosen() == theme>{move || t(theme.label())}</option>
                    })}
                </select>
            </label>
            <label class="field">
                <span>{move || t("language")}</span>
                <select data-testid="language" on:change:target=move |event| i18n::set_language(Language::of_code(&event.target().value()))>
                    <option value="" selected=Language::choice().is_none()>{move || t("language-system")}</option>
                    {Language::ALL.map(|language| view! {
                        <option value=language.code() lang=language.code() selected=Language::choice() == Some(language)>{language.name()}</option>
                    })}
                </select>
            </label>
        </section>
    }
}
