//! How things stand with the server and with this browser's storage.

use super::super::{banner::state_label, problem};
use crate::{
    browser, format,
    i18n::{t, t_with},
    session::session,
};
use estuary_api::Command;
use leptos::{prelude::*, task::spawn_local};

/// The server.
#[component]
pub(super) fn Connection() -> impl IntoView {
    let session = session();
    view! {
        <section class="card" data-testid="connection">
            <h2>{move || t("connection")}</h2>
            {move || session.connectivity.get().map(|connectivity| view! {
                <p><strong>{connectivity.server}</strong> " · " {t(state_label(connectivity.state))}</p>
                {connectivity.problem.map(|failure| view! { <problem::Text problem=failure/> })}
                {(connectivity.waiting > 0).then(|| view! {
                    <p>{t_with("waiting-count", [("count", connectivity.waiting.into())])}</p>
                })}
                {connectivity.quota.map(|(used, allowed)| view! {
                    <p>{t_with("quota-used", [("used", format::size(used).into()), ("allowed", format::size(allowed).into())])}</p>
                })}
            })}
            <footer>
                <button type="button" class="button" on:click=move |_| session.run(Command::RetryConnection)>{move || t("try-now")}</button>
            </footer>
        </section>
    }
}

/// Whether the browser may throw everything away.
#[component]
pub(super) fn Durability() -> impl IntoView {
    let kept = RwSignal::new(None::<bool>);
    spawn_local(async move {
        kept.try_set(browser::is_persisted().await);
    });
    let ask = move |_| {
        spawn_local(async move {
            kept.try_set(browser::persist().await);
        });
    };
    view! {
        <section class="card">
            <h2>{move || t("storage")}</h2>
            {move || match kept.get() {
                Some(true) => view! { <p>{t("storage-persisted")}</p> }.into_any(),
                _ => view! {
                    <p>{t("storage-not-persisted")}</p>
                    <footer><button type="button" class="button" on:click=ask>{t("storage-persist")}</button></footer>
                }.into_any(),
            }}
        </section>
    }
}
