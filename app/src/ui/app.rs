//! The frame: start, welcome, or the two panes.

use super::{
    accent,
    app_pane::AppPane,
    banner::Banner,
    chat_list::ChatList,
    conversation::Conversation,
    developer::Developer,
    dialogs::Dialogs,
    focus, icon,
    menu::MenuHost,
    news::NewsNotice,
    problem,
    profiles::{ProfileRail, ProfileWays},
    settings::Settings,
    shortcut, snapshot,
    splitter::Splitter,
    theme, title,
    update::UpdateNotice,
    welcome::Welcome,
};
use crate::{
    browser,
    i18n::{self, t},
    place::Place,
    session::{Session, Stage},
};
use leptos::{prelude::*, task::spawn_local};

/// Everything. The core gets to work while the texts of the person's language are on their way.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::start();
    let ready = RwSignal::new(false);
    spawn_local(async move {
        i18n::ready().await;
        browser::remove("boot");
        ready.set(true);
    });
    move || {
        ready.get().then(|| {
            view! {
                <UpdateNotice/>
                <Frame session/>
            }
        })
    }
}

/// What is shown of a session.
#[component]
pub fn Frame(session: Session) -> impl IntoView {
    provide_context(session);
    theme::apply();
    accent::keep(session);
    title::keep(session);
    shortcut::listen(session);
    focus::watch();
    let language = Memo::new(|_| i18n::language());
    Effect::new(move |_| {
        let document = browser::window().and_then(|window| window.document());
        if let Some(root) = document.and_then(|document| document.document_element()) {
            let language = language.get();
            root.set_attribute("lang", language.code()).ok();
            root.set_attribute("dir", language.direction()).ok();
        }
    });
    // What did not change is not built anew: that would take the focus away from whoever writes.
    provide_context(problem::Front::default());
    let stage = Memo::new(move |_| session.stage.get());
    Effect::new(move |_| {
        if matches!(stage.get(), Stage::Failed(_) | Stage::Welcome) {
            snapshot::give_way();
        }
    });
    view! {
        {move || match stage.get() {
            Stage::Loading => view! { <Splash/> }.into_any(),
            Stage::Failed(failure) => view! { <Failure failure/> }.into_any(),
            Stage::Welcome => view! { <Welcome/> }.into_any(),
            Stage::Inside => view! { <Panes/> }.into_any(),
        }}
        <Dialogs/>
        <NewsNotice/>
        <problem::Notice/>
    }
}

#[component]
fn Splash() -> impl IntoView {
    view! {
        <main class="splash" aria-busy="true">
            <icon::Logo/>
            <h1 class="visually-hidden">{move || t("app-name")}</h1>
            <p class="visually-hidden" role="status">{move || t("loading")}</p>
        </main>
    }
}

#[component]
fn Failure(failure: estuary_api::Problem) -> impl IntoView {
    view! {
        <main class="splash">
            <icon::Logo/>
            <h1 class="visually-hidden">{move || t("app-name")}</h1>
            <problem::Text problem=failure/>
            <button type="button" class="button primary" on:click=|_| browser::reload()>{move || t("reload")}</button>
            <ProfileWays/>
        </main>
    }
}

#[component]
fn Panes() -> impl IntoView {
    let session = crate::session::session();
    let place = Memo::new(move |_| session.place.get());
    if session.alone {
        return view! {
            <main class="panes is-alone" data-testid="panes">
                <h1 class="visually-hidden">{move || t("app-pane")}</h1>
                <AppPane/>
                <MenuHost/>
            </main>
        }
        .into_any();
    }
    focus::give_back(Signal::derive(move || place.get() != Place::List));
    let inside = move || if place.get() == Place::List { "panes" } else { "panes is-inside" };
    view! {
        <main class=inside data-testid="panes">
            <button type="button" class="button skip" data-testid="skip-list" on:click=|_| focus::leave_list()>{move || t("skip-list")}</button>
            <section class="pane-list" aria-label=move || t("chats")>
                <ProfileRail/>
                <Banner/>
                // Anew in another language.
                {move || {
                    i18n::language();
                    view! { <ChatList/> }
                }}
                <Splitter/>
            </section>
            <div class="pane-main">
                {move || match place.get() {
                    Place::List => view! { <Void/> }.into_any(),
                    Place::Chat(chat) => {
                        i18n::language();
                        view! { <Conversation chat/> }.into_any()
                    }
                    Place::Settings => view! { <Settings/> }.into_any(),
                    Place::Developer => view! { <Developer/> }.into_any(),
                }}
            </div>
            <AppPane/>
            <MenuHost/>
        </main>
    }
    .into_any()
}

#[component]
fn Void() -> impl IntoView {
    view! {
        <div class="void">
            <icon::Logo/>
            <p>{move || t("choose-chat")}</p>
        </div>
    }
}
