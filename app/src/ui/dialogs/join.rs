//! Opening somebody's invite: pasted, from a picture, or by the camera.

use super::super::{
    icon, problem,
    scan::{Camera, Scanner},
};
use crate::{
    browser, client,
    format::strip_mail,
    i18n::t,
    media::picture,
    session::{Dialog, Handed, session},
};
use estuary_api::{Command, InviteStanding, Problem, ProblemKind, Reply};
use leptos::{html, prelude::*, task::spawn_local};
use web_sys::SubmitEvent;

/// Reads an invite and goes on to [`super::Confirm`].
#[component]
pub(super) fn Join(
    /// An invite that needs no pasting.
    text: Option<String>,
) -> impl IntoView {
    let session = session();
    let link = RwSignal::new(text.clone().unwrap_or_default());
    let failure = RwSignal::new(None::<Problem>);
    let nothing_found = RwSignal::new(false);
    let camera = RwSignal::new(false);
    let check = Callback::new(move |text: String| {
        failure.set(None);
        nothing_found.set(false);
        if strip_mail(&text).is_some() {
            session.dialog.set(None);
            return session.hand(Handed::by_mail(&text));
        }
        spawn_local(async move {
            match client::call(Command::CheckInvite(text.clone())).await {
                Ok(Reply::Invite(invite)) if invite.standing == InviteStanding::Own => {
                    failure.try_set(Some(Problem::new(ProblemKind::InviteOwn, "")));
                }
                Ok(Reply::Invite(invite)) => session.dialog.set(Some(Dialog::Confirm(text, invite))),
                Ok(_) => {}
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
        });
    });
    if let Some(text) = text {
        check.run(text);
    }
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        check.run(link.get_untracked().trim().to_owned());
    };
    let paste = move |_| {
        spawn_local(async move {
            match browser::paste().await {
                Ok(text) => {
                    link.try_set(text.clone());
                    check.run(text.trim().to_owned());
                }
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
        });
    };
    let file = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = file.get_untracked() else { return };
        let Some(chosen) = input.files().and_then(|files| files.get(0)) else { return };
        // The same picture may be chosen again.
        input.set_value("");
        spawn_local(async move {
            let found = async {
                let pixels = picture::pixels(&chosen).await?;
                Scanner::start().await?.read(&pixels).await
            };
            match found.await {
                Ok(Some(text)) => check.run(text),
                Ok(None) => drop(nothing_found.try_set(true)),
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
        });
    };
    view! {
        <p>{t("join-lead")}</p>
        <form class="join" on:submit=submit>
            <label class="field">
                <span>{t("join-link")}</span>
                <input
                    type="text" inputmode="url" autocomplete="off" spellcheck="false" autofocus=true data-testid="join-link"
                    prop:value=link on:input:target=move |event| link.set(event.target().value())
                />
            </label>
            {move || failure.get().map(|problem| view! { <problem::Text problem/> })}
            {move || nothing_found.get().then(|| view! { <p class="problem" role="alert">{t("join-no-code")}</p> })}
            {move || camera.get().then(|| view! { <Camera on_text=check/> })}
            <footer>
                <button type="button" class="button" data-testid="join-paste" on:click=paste>{t("paste")}</button>
                <button type="button" class="button" data-testid="join-camera" on:click=move |_| camera.update(|on| *on = !*on)>
                    <icon::Camera/>{move || t(if camera.get() { "join-camera-stop" } else { "join-camera" })}
                </button>
                <label class="button">
                    <icon::Picture/>{t("join-image")}
                    <input
                        type="file" accept="image/*" class="visually-hidden" data-testid="join-image"
                        node_ref=file on:change=chosen
                    />
                </label>
                <button type="submit" class="button primary" data-testid="join-check">{t("join-check")}</button>
            </footer>
        </form>
    }
}
