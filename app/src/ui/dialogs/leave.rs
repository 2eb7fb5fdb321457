//! A link that leads out of a mini app: all of it is shown, and nothing is looked up before the answer.

use crate::{browser, host::Link, i18n::t, session::session};
use leptos::prelude::*;

/// Asks. Saying no is what the keyboard does first.
#[component]
pub(super) fn Leave(link: Link) -> impl IntoView {
    let session = session();
    let (url, web) = match link {
        Link::Web(url) => (url, true),
        Link::Invite(url) | Link::Other(url) => (url, false),
    };
    let close = move || session.dialog.set(None);
    let copied = url.clone();
    let copy = move |_| {
        let url = copied.clone();
        session.attempt(async move { browser::copy(&url).await });
        close();
    };
    // Whoever said no once is not to be worn down.
    let again = session.leaving_app.get_untracked().is_some_and(|asked| asked > 1);
    let block = move |_| {
        session.leaving_app.set(None);
        close();
    };
    let opened = url.clone();
    let open = move |_| {
        browser::open_elsewhere(&opened);
        close();
    };
    view! {
        <p class="lead">{t("leave-warning")}</p>
        <p class="detail selectable leave-url" dir="ltr" data-testid="leave-url">{url}</p>
        <footer>
            <button type="button" class="button primary" autofocus=true data-testid="leave-stay" on:click=move |_| close()>{t("leave-stay")}</button>
            {again.then(|| view! {
                <button type="button" class="button danger" data-testid="leave-block" on:click=block>{t("leave-block")}</button>
            })}
            <button type="button" class="button" data-testid="leave-copy" on:click=copy>{t("leave-copy")}</button>
            {web.then(|| view! {
                <button type="button" class="button" data-testid="leave-open" on:click=open>{t("leave-open")}</button>
            })}
        </footer>
    }
}
