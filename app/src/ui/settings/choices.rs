//! Switches and choices.

use super::super::{accent, composer::ENTER_BREAKS, theme::Theme};
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
            <p>{move || t("mail-links-hint")}</p>
            <footer>
                <button type="button" class="button" data-testid="mail-links" on:click=|_| browser::take_mail_links()>{move || t("mail-links")}</button>
            </footer>
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
    let choose = Callback::new(move |on: bool| {
        chosen.update(|chosen| {
            if let Some(settings) = chosen {
                set(settings, on);
                session.run(Command::SetSettings(*settings));
            }
        });
    });
    let on = Signal::derive(move || chosen.get().as_ref().is_some_and(get));
    view! { <Toggle label hint on unknown=Signal::derive(move || chosen.get().is_none()) choose/> }
}

/// Something that is on or off.
#[component]
pub(super) fn Toggle(
    /// Key of its text, and its name for tests.
    label: &'static str,
    /// Key of what explains it.
    #[prop(optional)]
    hint: &'static str,
    #[prop(into)] on: Signal<bool>,
    /// It cannot be switched (yet).
    #[prop(optional)]
    unknown: Signal<bool>,
    choose: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="switch">
            <span>
                {move || t(label)}
                {(!hint.is_empty()).then(|| view! { <small>{move || t(hint)}</small> })}
            </span>
            <input
                type="checkbox" role="switch" data-testid=label prop:checked=on prop:disabled=unknown
                on:change:target=move |event| choose.run(event.target().checked())
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
    let session = session();
    let of_avatar = RwSignal::new(accent::is_of_avatar());
    let accent = Callback::new(move |on: bool| {
        of_avatar.set(on);
        accent::choose(session, on);
    });
    let sends = RwSignal::new(browser::choice(ENTER_BREAKS).is_none());
    let enter = Callback::new(move |on: bool| {
        sends.set(on);
        match on {
            true => browser::forget(ENTER_BREAKS),
            false => browser::choose(ENTER_BREAKS, ""),
        }
    });
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
            <Toggle label="accent" hint="accent-hint" on=of_avatar choose=accent/>
            <label class="field">
                <span>{move || t("language")}</span>
                <select data-testid="language" on:change:target=move |event| i18n::set_language(Language::of_code(&event.target().value()))>
                    <option value="" selected=Language::choice().is_none()>{move || t("language-system")}</option>
                    {Language::ALL.iter().map(|&language| view! {
                        <option value=language.code() lang=language.code() selected=Language::choice() == Some(language)>{language.name()}</option>
                    }).collect_view()}
                </select>
            </label>
            <Toggle label="enter-sends" on=sends choose=enter/>
        </section>
    }
}
