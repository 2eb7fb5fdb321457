//! The gallery: every screen and every state of its parts, each as a *story* from fixed values, with no worker behind. It is a page
//! of its own that is built for developers and tests only; `?story=name` shows one story, without a name all are listed.
//! `postMessage('de')` changes the language of a story while it is shown.

mod answers;
mod chats;
pub(crate) mod client;
mod dialogs;
mod messages;
mod panes;
mod people;
mod screens;
mod story;

use crate::{
    browser,
    i18n::{self, Language},
    session::Session,
    ui::Frame,
};
use estuary_api::{Command, Problem, Reply};
use gloo_events::EventListener;
use leptos::{mount::mount_to_body, prelude::*};
use std::cell::RefCell;
use story::Story;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

thread_local! {
    static TOLD: RefCell<Option<Story>> = const { RefCell::new(None) };
}

/// Shows what the address asks for.
pub fn start() {
    spawn_local(async {
        i18n::ready().await;
        browser::remove("boot");
        let stories = [screens::stories(), dialogs::stories()].concat();
        match story::wanted() {
            Some(name) => tell(stories.into_iter().find(|story| story.name == name)),
            None => mount_to_body(move || contents(&stories)),
        }
    });
}

/// What the story answers to a question, or else what all answer.
fn answer(command: &Command) -> Result<Reply, Problem> {
    let own = TOLD.with_borrow(|story| story.as_ref().and_then(|story| (story.answer)(command)));
    own.unwrap_or_else(|| answers::answer(command))
}

fn contents(stories: &[Story]) -> impl IntoView + use<> {
    let line = |story: &Story| {
        let name = story.name.clone();
        view! { <li><a href=format!("?story={name}")>{name.clone()}</a></li> }
    };
    view! {
        <main class="settings-body">
            <h1>"Stories"</h1>
            <ul class="gallery-stories">{stories.iter().map(line).collect::<Vec<_>>()}</ul>
        </main>
    }
}

/// The page says in `data-story` that the story is told, or in `data-missing` what is not there.
fn tell(story: Option<Story>) {
    let Some(story) = story else { return mark("data-missing", "such a story") };
    TOLD.set(Some(story.clone()));
    mount_to_body(move || {
        let session = Session::start();
        spawn_local(async move {
            match story.tell(session).await {
                Ok(()) => mark("data-story", &story.name),
                Err(missing) => mark("data-missing", missing),
            }
        });
        view! { <Frame session/> }
    });
    follow_messages();
}

/// The code of a language that is posted to the page becomes its language.
fn follow_messages() {
    let Some(window) = browser::window() else { return };
    EventListener::new(&window, "message", |event| {
        let code = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
        if let Some(language) = code.as_deref().and_then(Language::of_code) {
            i18n::set_language(Some(language));
        }
    })
    .forget();
}

fn mark(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        root.set_attribute(name, value).ok();
    }
}
