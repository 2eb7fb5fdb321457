//! Switches and choices.

use super::super::{composer::ENTER_BREAKS, theme::Theme};
use crate::{
    browser, client, host,
    i18n::{self, Language, t},
    session::session,
};
use estuary_api::{Command, Reply, Settings};
use leptos::{prelude::*, task::spawn_local};

/// What the profile is set to, once it is known.
pub(super) fn chosen() -> RwSignal<Option<Settings>> {
    let chosen = RwSignal::new(None);
    spawn_local(async move {
        if let Ok(Reply::Settings(settings)) = client::call(Command::Settings).await {
            chosen.try_set(Some(settings));
        }
    });
    chosen
}

/// Read receipts.
#[component]
pub(super) fn Receipts(chosen: RwSignal<Option<Settings>>) -> impl IntoView {
    view! {
        <section class="card">
            <Switch
                chosen label="read-receipts" hint="read-receipts-hint"
                get=|settings| settings.read_receipts set=|settings, on| settings.read_receipts = on
            />
        </section>
    }
}

/// What most people need not look at.
#[component]
pub(super) fn Advanced(chosen: RwSignal<Option<Settings>>) -> impl IntoView {
    let set = |settings: &mut Settings, on| {
        settings.realtime = on;
        if !on {
            host::end_realtime();
        }
    };
    view! {
        <section class="card">
            <h2>{move || t("advanced")}</h2>
            <Switch chosen label="realtime" hint="realtime-hint" get=|settings| settings.realtime set/>
        </section>
    }
}

#[component]
fn Switch(
    chosen: RwSignal<Option<Settings>>,
    label: &'static str,
    hint: &'static str,
    get: fn(&Settings) -> bool,
    set: fn(&mut Settings, bool),
) -> impl IntoView {
    let session = session();
    let choose = move |on: bool| {
        chosen.update(|chosen| {
            if let Some(settings) = chosen {
                set(settings, on);
                session.run(Command::SetSettings(*settings));
            }
        });
    };
    view! {
        <label class="switch">
            <span>
                {move || t(label)}
                <small>{move || t(hint)}</small>
            </span>
            <input
                type="checkbox" role="switch" data-testid=label
                prop:checked=move || chosen.get().as_ref().is_some_and(get)
                prop:disabled=move || chosen.get().is_none()
                on:change:target=move |event| choose(event.target().checked())
            />
        </label>
    }
}

/// Colours, language and the Enter key; kept by this browser, not by the profile.
#[component]
pub(super) fn Appearance() -> impl IntoView {
    let theme = |name: String| {
        if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.name() == name) {
            theme.choose();
        }
    };
    let enter = |sends: bool| match sends {
        true => browser::forget(ENTER_BREAKS),
        false => browser::choose(ENTER_BREAKS, ""),
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
            <label class="switch">
                <span>{move || t("enter-sends")}</span>
                <input
                    type="checkbox" role="switch" data-testid="enter-sends" checked=browser::choice(ENTER_BREAKS).is_none()
                    on:change:target=move |event| enter(event.target().checked())
                />
            </label>
        </section>
    }
}
