//! A mini app beside its chat, under a bar that belongs to the host: whatever the app shows, name and way out are there.

mod bar;
mod view;

use super::{focus, problem};
use crate::{
    browser,
    host::Source,
    i18n::t,
    session::{OpenApp, session},
};
use bar::Bar;
pub(super) use bar::InChannel;
use estuary_api::{Instance, Problem};
use leptos::{prelude::*, task::spawn_local};
pub(super) use view::AppView;

/// The pane, while an app is open.
#[component]
pub(super) fn AppPane() -> impl IntoView {
    let session = session();
    focus::give_back(Signal::derive(move || session.app.with(Option::is_some)));
    // An app that is closing stays for its last words. Whatever is started meanwhile begins anew, also the same one.
    let leaving = RwSignal::new(false);
    let turn = RwSignal::new(0_u32);
    Effect::new(move |_| {
        session.app.track();
        if leaving.get_untracked() {
            leaving.set(false);
            turn.update(|turn| *turn = turn.wrapping_add(1));
        }
    });
    // Another place in the same app is no other app.
    let shown =
        Memo::new(move |_| (session.app.with(|app| app.as_ref().map(|app| app.instance)), turn.get()));
    move || {
        let (id, own_turn) = shown.get();
        let id = id?;
        let loaded = RwSignal::new(None::<Result<Instance, Problem>>);
        let source = Source::Chat(id);
        let asked = source.clone();
        spawn_local(async move {
            let found = asked.instance().await;
            loaded.try_set(Some(found));
        });
        let news = Memo::new(move |old: Option<&u32>| {
            let (which, count) = session.app_updated.get();
            if which.is_none_or(|which| which == id) { count } else { old.copied().unwrap_or_default() }
        });
        let href =
            Signal::derive(move || session.app.with(|app: &Option<OpenApp>| app.as_ref()?.href.clone()));
        Some(view! {
            <aside class="pane-app" aria-label=move || t("app-pane") data-testid="app-pane">
                {move || loaded.get().map(|found| match found {
                    Ok(instance) => {
                        let channel = RwSignal::new(None);
                        let closing = RwSignal::new(false);
                        let close = Callback::new(move |()| {
                            leaving.set(true);
                            closing.set(true);
                        });
                        let closed = Callback::new(move |()| {
                            if !leaving.get_untracked() || turn.get_untracked() != own_turn {
                                return;
                            }
                            leaving.set(false);
                            session.app.set(None);
                            if session.alone {
                                browser::close();
                            }
                        });
                        view! {
                            <Bar source=source.clone() instance=instance.clone() news=news.into() channel close/>
                            <AppView source=source.clone() instance href news=news.into() channel closing=closing.into() closed/>
                        }
                        .into_any()
                    }
                    Err(failure) => view! {
                        <div class="splash">
                            <problem::Text problem=failure/>
                            <button type="button" class="button" on:click=move |_| session.app.set(None)>{t("close")}</button>
                        </div>
                    }
                    .into_any(),
                })}
            </aside>
        })
    }
}
