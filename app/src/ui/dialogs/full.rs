//! The HTML of a message, as far as it cannot do anything.

use crate::{client, format, i18n::t, session::session};
use estuary_api::{Command, MessageCommand, MessageId, Reply};
use leptos::{prelude::*, task::spawn_local};

/// In a frame without scripts, whose links open outside. It is cleaned before, so neither of the two stands alone.
#[component]
pub(super) fn FullMessage(message: MessageId) -> impl IntoView {
    let session = session();
    let html = RwSignal::new(None::<String>);
    spawn_local(async move {
        match client::call(Command::Message(MessageCommand::Html(message))).await {
            Ok(Reply::Html(bytes)) => {
                html.try_set(format::safe_html(&String::from_utf8_lossy(&bytes)));
            }
            Ok(_) => {}
            Err(problem) => session.problem.set(Some(problem)),
        }
    });
    view! {
        {move || html.get().map(|html| view! {
            <iframe
                class="full-message" sandbox="allow-popups allow-popups-to-escape-sandbox" title=t("message-full") srcdoc=html
                data-testid="full-message"
            ></iframe>
        })}
        <p class="lead">{t("message-full-hint")}</p>
    }
}
