//! Profile and settings.

mod blocked;
mod choices;
mod connection;
mod downloads;
mod notifications;
mod profiles;

use super::{icon, problem, welcome::PictureField};
use crate::{
    client, format,
    i18n::{t, t_with},
    place::Place,
    session::{Dialog, session},
};
use blocked::BlockedPeople;
use choices::{Advanced, Appearance, Receipts, chosen};
use connection::{Connection, Durability};
use downloads::Downloads;
use estuary_api::{Command, Picture, Problem, Reply};
use leptos::{prelude::*, task::spawn_local};
use notifications::Notifications;
use profiles::Profiles;
use web_sys::SubmitEvent;

/// Everything a person can choose, and what there is to know.
#[component]
pub(super) fn Settings() -> impl IntoView {
    let session = session();
    let chosen = chosen();
    view! {
        <section class="settings" aria-label=move || t("settings")>
            <header class="chat-header">
                <button
                    type="button" class="icon-button" aria-label=move || t("back") data-testid="back"
                    on:click=move |_| session.leave()
                >
                    <icon::Back/>
                </button>
                <h1>{move || t("settings")}</h1>
            </header>
            <div class="settings-body">
                <ProfileForm/>
                <Profiles/>
                <Receipts chosen/>
                <Notifications/>
                <Downloads chosen/>
                <Appearance/>
                <BlockedPeople/>
                <Connection/>
                <Durability/>
                <Advanced chosen/>
                <section class="card">
                    <h2>{move || t("about")}</h2>
                    <p>{move || t_with("about-version", [("version", env!("CARGO_PKG_VERSION").into())])}</p>
                    <p>{move || t("about-licence")}</p>
                    <footer>
                        <button type="button" class="button" data-testid="apps-all" on:click=move |_| session.dialog.set(Some(Dialog::Apps(None)))>
                            {move || t("apps-all")}
                        </button>
                        <button type="button" class="button" data-testid="developer-open" on:click=move |_| session.go(Place::Developer)>
                            {move || t("developer")}
                        </button>
                    </footer>
                </section>
            </div>
        </section>
    }
}

#[component]
fn ProfileForm() -> impl IntoView {
    let session = session();
    let profile = session.profile.get_untracked()?;
    let name = RwSignal::new(profile.name);
    let status = RwSignal::new(profile.status);
    let picture = RwSignal::new(profile.avatar.map(Picture::Bytes));
    let failure = RwSignal::new(None::<Problem>);
    let saved = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        failure.set(None);
        let command = Command::SetProfile {
            name: name.get_untracked(),
            avatar: picture.get_untracked().and_then(Picture::into_bytes),
            status: status.get_untracked(),
        };
        spawn_local(async move {
            match client::call(command).await {
                Ok(Reply::Profile(profile)) => {
                    session.profile.set(Some(profile));
                    saved.try_set(true);
                }
                Ok(_) => {}
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
        });
    };
    Some(view! {
        <form class="card" on:submit=submit on:input=move |_| saved.set(false)>
            <h2>{move || t("profile")}</h2>
            <PictureField name picture failure/>
            <label class="field">
                <span>{move || t("name")}</span>
                <input type="text" maxlength="100" data-testid="profile-name" prop:value=name on:input:target=move |event| name.set(event.target().value())/>
            </label>
            <label class="field">
                <span>{move || t("status-text")}</span>
                <textarea rows="2" maxlength="1000" prop:value=status on:input:target=move |event| status.set(event.target().value())></textarea>
            </label>
            {move || failure.get().map(|problem| view! { <problem::Text problem/> })}
            <footer>
                <span role="status">{move || saved.get().then(|| t("saved"))}</span>
                <button type="submit" class="button primary">{move || t("save")}</button>
            </footer>
            <dl>
                <dt>{move || t("address")}</dt>
                <dd class="selectable" dir="ltr">{profile.address}</dd>
                <dt>{move || t("fingerprint")}</dt>
                <dd class="selectable" dir="ltr">{format::grouped(&profile.fingerprint)}</dd>
            </dl>
        </form>
    })
}
