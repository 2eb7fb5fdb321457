//! A line above the list when the connection is not as it should be.

use super::problem;
use crate::{
    i18n::{t, t_with},
    session::session,
};
use estuary_api::{Command, ConnectionState};
use leptos::prelude::*;

/// The key of a state's name.
pub(super) fn state_label(state: ConnectionState) -> &'static str {
    match state {
        ConnectionState::Idle => "state-idle",
        ConnectionState::Connecting => "state-connecting",
        ConnectionState::Working => "state-working",
        ConnectionState::Connected => "state-connected",
        ConnectionState::Offline => "state-offline",
        ConnectionState::Stopped => "state-stopped",
    }
}

/// Silent while all is well.
#[component]
pub(super) fn Banner() -> impl IntoView {
    let session = session();
    let shown = move || {
        let connectivity = session.connectivity.get()?;
        let troubled = matches!(connectivity.state, ConnectionState::Offline | ConnectionState::Stopped)
            || (connectivity.state == ConnectionState::Connecting && connectivity.problem.is_some());
        troubled.then_some(connectivity)
    };
    view! {
        <div role="status" aria-live="polite">
            {move || shown().map(|connectivity| view! {
                <div class="banner" data-testid="banner">
                    <div>
                        <strong>{t(state_label(connectivity.state))}</strong>
                        {connectivity.problem.map(|failure| view! { <p>{problem::explain(failure.kind)}</p> })}
                        {(connectivity.waiting > 0).then(|| view! {
                            <p>{t_with("waiting-count", [("count", connectivity.waiting.into())])}</p>
                        })}
                    </div>
                    <button type="button" class="button" on:click=move |_| session.run(Command::RetryConnection)>
                        {t("try-now")}
                    </button>
                </div>
            })}
        </div>
    }
}
