//! A running app, or why it does not run.

use crate::{
    browser,
    host::{self, Chat, Design, Link, Outside, Protection, Running, Source, Standing, State},
    i18n::t,
    session::{Dialog, Handed, Session, session},
};
use estuary_api::Instance;
use gloo_timers::future::TimeoutFuture;
use leptos::{html, prelude::*, task::spawn_local};

/// A closing app has so long for its last words, in milliseconds.
const LAST_WORDS: u32 = 450;

/// The app, and above it what this browser cannot keep from it.
#[component]
pub(in crate::ui) fn AppView(
    source: Source,
    instance: Instance,
    /// Where in the app; followed while it runs.
    href: Signal<Option<String>>,
    /// Changes with every update that may be new.
    news: Signal<u32>,
    /// Changes when the files of the app did.
    #[prop(default = Signal::stored(0))]
    files: Signal<u32>,
    /// How the app stands in its realtime channel.
    #[prop(default = RwSignal::new(None))]
    channel: RwSignal<Option<Standing>>,
    /// Turns true when the app is to end.
    closing: Signal<bool>,
    /// Called when it has.
    closed: Callback<()>,
) -> impl IntoView {
    let session = session();
    let place = NodeRef::<html::Div>::new();
    let state = RwSignal::new(State::Starting);
    let running = StoredValue::new_local(None::<Running>);
    let protection = RwSignal::new(None::<Protection>);
    let is_reduced = move || protection.get().is_some_and(|found| found.design == Design::Opaque);
    let is_full = move || protection.get().map(|found| found.full);
    session.leaving_app.set(Some(0));
    spawn_local(async move {
        protection.try_set(host::protection().await);
    });
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        let (source, instance) = (source.clone(), instance.clone());
        let first = href.get_untracked();
        spawn_local(async move {
            let started =
                Running::start(source, instance, place.into(), first, state, outside(session, channel)).await;
            match started {
                // The pane may be gone by now.
                Some(app) if running.try_get_value().is_none() => app.close(),
                Some(app) => running.set_value(Some(app)),
                None => drop(state.try_set(State::Refused(String::new()))),
            }
        });
    });
    let with = move |act: &dyn Fn(Running)| {
        if let Some(Some(app)) = running.try_get_value() {
            act(app);
        }
    };
    Effect::new(move |_| {
        news.get();
        with(&|app| app.news());
    });
    Effect::new(move |before: Option<u32>| {
        let files = files.get();
        if before.is_some_and(|before| before != files) {
            with(&|app| app.reload());
        }
        files
    });
    Effect::new(move |before: Option<Option<String>>| {
        let href = href.get();
        if before.is_some_and(|before| before != href) {
            with(&|app| app.open(href.as_deref().unwrap_or_default()));
        }
        href
    });
    Effect::new(move |_| {
        if closing.get() {
            with(&|app| app.close());
            running.set_value(None);
            spawn_local(async move {
                TimeoutFuture::new(LAST_WORDS).await;
                closed.run(());
            });
        }
    });
    on_cleanup(move || with(&|app| app.close()));
    view! {
        {move || (is_full() == Some(false)).then(|| view! {
            <p class="app-note" role="note" data-testid="app-partial">{t("app-protection-partial")}</p>
        })}
        {move || is_reduced().then(|| view! {
            <p class="app-note" role="note" data-testid="app-reduced">{t("app-reduced")}</p>
        })}
        {move || match state.get() {
            State::Refused(reason) => Some(view! {
                <div class="splash">
                    <div class="problem" role="alert" data-testid="app-refused">
                        <p>{t("app-refused")}</p>
                        {(!reason.is_empty()).then(|| view! { <p class="detail" dir="ltr">{reason}</p> })}
                    </div>
                </div>
            }),
            State::Starting | State::Shown => None,
        }}
        <div class="app-place" node_ref=place data-full=move || (is_full() == Some(true)).to_string() aria-busy=move || (state.get() == State::Starting).to_string()></div>
    }
}

/// What becomes of an app's wishes. One question stands at a time.
fn outside(session: Session, channel: RwSignal<Option<Standing>>) -> Outside {
    Outside {
        leave: Box::new(move |link| {
            let busy = session.dialog.with_untracked(Option::is_some);
            let Some(asked) = session.leaving_app.get_untracked().filter(|_| !busy) else { return };
            session.leaving_app.set(Some(asked.saturating_add(1)));
            session.dialog.set(Some(match link {
                Link::Invite(text) => Dialog::Join(Some(text)),
                link => Dialog::Leave(link),
            }));
        }),
        chat: Box::new(move |chat| take(session, chat)),
        import: Box::new(move |import| {
            let free = session.dialog.with_untracked(Option::is_none);
            if free {
                session.dialog.set(Some(Dialog::Import(import)));
            }
            free
        }),
        channel,
        failed: Box::new(move |problem| session.problem.set(Some(problem))),
    }
}

fn take(session: Session, chat: Chat) -> Result<(), String> {
    if session.dialog.with_untracked(Option::is_some) || !browser::is_visible() {
        return Err(t("app-busy"));
    }
    let file = chat.file.map(|(name, bytes)| (crate::format::file_name(&name), bytes));
    let handed = Handed { text: chat.text, files: file.into_iter().collect(), ..Handed::default() };
    session.dialog.set(Some(Dialog::ToChat(handed)));
    Ok(())
}
