//! How large the pictures are that leave, and which files come without asking.

use crate::{
    browser, format,
    i18n::{t, t_with},
    media::picture::SAVES_DATA,
    session::session,
};
use estuary_api::{Command, Settings};
use leptos::prelude::*;

/// The sizes Delta Chat offers, in bytes.
const LIMITS: [u64; 4] = [160 << 10, 640 << 10, 5 << 20, 25 << 20];

/// Small pictures are the choice of this browser; files come all, or those up to a size.
#[component]
pub(super) fn Downloads(chosen: RwSignal<Option<Settings>>) -> impl IntoView {
    let session = session();
    let choose = move |value: String| {
        chosen.update(|chosen| {
            if let Some(settings) = chosen {
                settings.download_limit = value.parse().ok();
                session.run(Command::SetSettings(*settings));
            }
        });
    };
    let save_data = |saves: bool| match saves {
        true => browser::choose(SAVES_DATA, ""),
        false => browser::forget(SAVES_DATA),
    };
    let limit = move || chosen.get().and_then(|settings| settings.download_limit);
    view! {
        <section class="card">
            <h2>{move || t("media-settings")}</h2>
            <label class="field">
                <span>{move || t("download-limit")}</span>
                <select data-testid="download-limit" prop:disabled=move || chosen.get().is_none() on:change:target=move |event| choose(event.target().value())>
                    <option value="" selected=move || limit().is_none()>{move || t("download-all")}</option>
                    {LIMITS.map(|bytes| view! {
                        <option value=bytes.to_string() selected=move || limit() == Some(bytes)>
                            {move || t_with("download-up-to", [("size", format::size(bytes).into())])}
                        </option>
                    })}
                </select>
                <small>{move || t("download-limit-hint")}</small>
            </label>
            <label class="switch">
                <span>{move || t("saves-data")}</span>
                <input
                    type="checkbox" role="switch" data-testid="saves-data" checked=browser::choice(SAVES_DATA).is_some()
                    on:change:target=move |event| save_data(event.target().checked())
                />
            </label>
        </section>
    }
}
