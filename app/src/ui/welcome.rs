//! The first screen: a name, and one is in.

use super::{avatar::Avatar, crop::Crop, focus, icon, problem, profiles::ProfileWays};
use crate::{
    browser, client,
    i18n::{t, t_with},
    media::Uncut,
    session::session,
};
use estuary_api::{Command, Invite, NewProfile, Picture, Problem, Reply};
use gloo_timers::future::TimeoutFuture;
use leptos::{html, portal::Portal, prelude::*, task::spawn_local};
use web_sys::SubmitEvent;

/// Milliseconds after which a server that has not answered is worth a word.
const PATIENCE: u32 = 3_000;

/// Makes a profile.
#[component]
pub(super) fn Welcome() -> impl IntoView {
    let session = session();
    let name = RwSignal::new(String::new());
    let picture = RwSignal::new(None::<Picture>);
    let account = RwSignal::new(String::new());
    let working = RwSignal::new(false);
    let failure = RwSignal::new(None::<Problem>);
    let invite = invite_of(session.invited);
    let late = RwSignal::new(false);
    spawn_local(async move {
        TimeoutFuture::new(PATIENCE).await;
        late.try_set(true);
    });

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if working.get_untracked() {
            return;
        }
        working.set(true);
        failure.set(None);
        let code = account.get_untracked().trim().to_owned();
        let profile = NewProfile {
            name: name.get_untracked().trim().to_owned(),
            avatar: picture.get_untracked().and_then(Picture::into_bytes),
            account: (!code.is_empty()).then_some(code),
        };
        spawn_local(async move {
            match client::call(Command::CreateProfile(profile)).await {
                Ok(Reply::Profile(profile)) => {
                    session.made(profile);
                    browser::persist().await;
                }
                Ok(_) => {}
                Err(problem) => failure.set(Some(problem)),
            }
            working.set(false);
        });
    };
    let start =
        move || t(if session.invited.with(Option::is_some) { "welcome-start-join" } else { "welcome-start" });
    view! {
        <main class="welcome">
            <form class="card" on:submit=submit>
                <icon::Logo/>
                <h1>{move || t("welcome-title")}</h1>
                <p class="lead">{move || t("welcome-lead")}</p>
                {move || session.invited.with(Option::is_some).then(|| view! {
                    <p class="invited" data-testid="invited">{invited_by(invite.get())}</p>
                })}
                <PictureField name picture failure/>
                <label class="field">
                    <span>{move || t("welcome-name")}</span>
                    <input
                        type="text" name="name" autocomplete="name" maxlength="100" required=true autofocus=true
                        data-testid="name" aria-describedby="name-hint"
                        prop:value=name on:input:target=move |event| name.set(event.target().value())
                    />
                    <small id="name-hint">{move || t("welcome-name-hint")}</small>
                </label>
                <details class="advanced">
                    <summary>{move || t("welcome-account")}</summary>
                    <label class="field">
                        <span>{move || t("welcome-account-label")}</span>
                        <input
                            type="text" autocomplete="off" spellcheck="false" data-testid="account"
                            prop:value=account on:input:target=move |event| account.set(event.target().value())
                        />
                        <small>{move || t("welcome-account-hint")}</small>
                    </label>
                </details>
                {move || failure.get().map(|problem| view! { <problem::Text problem/> })}
                <button type="submit" class="button primary" data-testid="start" aria-disabled=move || working.get().to_string()>
                    {move || if working.get() { t("welcome-working") } else { start() }}
                </button>
                <p class="aside">
                    {move || match session.domain.get() {
                        Some(domain) => t_with("welcome-server", [("domain", domain.into())]),
                        None if late.get() => t("welcome-server-offline"),
                        None => String::new(),
                    }}
                </p>
            </form>
            <ProfileWays/>
        </main>
    }
}

fn invite_of(text: RwSignal<Option<String>>) -> RwSignal<Option<Invite>> {
    let invite = RwSignal::new(None);
    Effect::new(move |_| {
        if let Some(text) = text.get() {
            spawn_local(async move {
                if let Ok(Reply::Invite(read)) = client::call(Command::CheckInvite(text)).await {
                    invite.set(Some(read));
                }
            });
        }
    });
    invite
}

fn invited_by(invite: Option<Invite>) -> String {
    match invite.map(|invite| invite.name).filter(|name| !name.is_empty()) {
        Some(name) => t_with("welcome-invited", [("name", name.into())]),
        None => t("welcome-invited-unnamed"),
    }
}

/// Chooses a picture; also used by the settings.
#[component]
pub(super) fn PictureField(
    /// Name, for the letter shown without a picture.
    name: RwSignal<String>,
    /// The picture.
    picture: RwSignal<Option<Picture>>,
    /// Where a picture that cannot be used is told.
    failure: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let session = session();
    let input = NodeRef::<html::Input>::new();
    let uncut = RwSignal::new_local(None::<Uncut>);
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let Some(file) = browser::files(&input).into_iter().next() else { return };
        // The same file can be chosen again.
        input.set_value("");
        failure.set(None);
        spawn_local(async move {
            match Uncut::read(&file).await {
                Ok(read) => drop(uncut.try_set(Some(read))),
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
        });
    };
    let on_cut = Callback::new(move |cut| {
        uncut.set(None);
        match cut {
            Ok(bytes) => picture.set(Some(Picture::Bytes(bytes))),
            Err(problem) => failure.set(Some(problem)),
        }
    });
    let cutting = Memo::new(move |_| uncut.with(Option::is_some));
    focus::give_back(cutting.into());
    let color = Signal::derive(move || session.profile.get().map_or(0x00_0e_8a_8a, |profile| profile.color));
    let choose =
        move || t(if picture.with(Option::is_some) { "welcome-picture-change" } else { "welcome-picture" });
    view! {
        <div class="picture-field">
            <Avatar name color picture size="large"/>
            <label class="button">
                {choose}
                <input
                    type="file" accept="image/*" class="visually-hidden" data-testid="picture"
                    node_ref=input on:change=chosen
                />
            </label>
            {move || picture.with(Option::is_some).then(|| view! {
                <button type="button" class="button quiet" on:click=move |_| picture.set(None)>
                    {move || t("welcome-picture-remove")}
                </button>
            })}
            // Outside of the form this may be a part of.
            {move || cutting.get().then(|| view! { <Portal><Crop uncut on_cut/></Portal> })}
        </div>
    }
}
