//! Mini apps without a chat, for whoever writes one: opened from this machine, with peers side by side and all they
//! send in sight. The host is the one of the chats.

mod follow;
mod inspector;
mod open;

use super::{
    app_pane::{AppView, InChannel},
    icon, problem,
};
use crate::{
    host::{self, Peer, Room, Source},
    i18n::t,
    session::session,
};
use estuary_api::Problem;
use gloo_timers::future::TimeoutFuture;
use inspector::Inspector;
use leptos::{prelude::*, task::spawn_local};
use open::Open;

/// Peers at the beginning, and at the most.
const PEERS: usize = 2;
const MOST: usize = 6;
/// After so long an app is closed and lets go of its storage, in milliseconds.
const CLOSED: u32 = 1_000;

/// The workbench.
#[component]
pub(super) fn Developer() -> impl IntoView {
    let session = session();
    let room = RwSignal::new_local(None::<Room>);
    let failure = RwSignal::new(None::<Problem>);
    let peers = RwSignal::new(PEERS);
    let again = move |_| room.update(|room| *room = room.as_ref().map(Room::anew));
    view! {
        <section class="developer" aria-label=move || t("developer")>
            <header class="chat-header">
                <button
                    type="button" class="icon-button" aria-label=move || t("back") data-testid="back"
                    on:click=move |_| session.leave()
                >
                    <icon::Back/>
                </button>
                <div class="chat-header-text"><h1>{move || t("developer")}</h1></div>
                {move || room.with(Option::is_some).then(|| view! {
                    <button type="button" class="button" data-testid="developer-peer" on:click=move |_| peers.update(|peers| *peers = (*peers + 1).min(MOST))>
                        {t("developer-peer")}
                    </button>
                    <button type="button" class="button" data-testid="developer-again" on:click=again>{t("developer-again")}</button>
                })}
            </header>
            <Open room failure/>
            {move || failure.get().map(|problem| view! { <problem::Text problem/> })}
            {move || room.get().map(|room| {
                let (log, traffic) = (room.log.clone(), room.traffic.clone());
                view! {
                    <div class="developer-peers">
                        {move || (0..peers.get()).map(|number| view! { <Bench peer=room.peer(number)/> }).collect_view()}
                    </div>
                    <Inspector log traffic/>
                }
            })}
        </section>
    }
}

/// One peer.
#[component]
fn Bench(peer: Peer) -> impl IntoView {
    let name = peer.name();
    let instance = peer.instance();
    let room = peer.room().clone();
    let changes = room.changes.clone();
    let files = Signal::derive(move || changes.get());
    let news = Memo::new(move |_| u32::try_from(room.count()).unwrap_or(u32::MAX));
    // Nobody comes back to this origin; what the app stored there would stay for ever.
    let label = instance.label.clone();
    on_cleanup(move || {
        spawn_local(async move {
            TimeoutFuture::new(CLOSED).await;
            host::wipe(&label).await;
        });
    });
    let open = RwSignal::new(true);
    let closing = RwSignal::new(false);
    let channel = RwSignal::new(None);
    let source = Source::Simulated(peer);
    view! {
        <div class="developer-peer" data-testid="peer">
            <header>
                <h2>{name}</h2>
                {move || channel.get().map(|standing| view! { <InChannel standing/> })}
                <button
                    type="button" class="icon-button" aria-label=move || t("app-close") data-testid="app-close"
                    on:click=move |_| closing.set(true)
                >
                    <icon::Close/>
                </button>
            </header>
            {move || open.get().then(|| view! {
                <AppView
                    source=source.clone() instance=instance.clone() href=Signal::stored(None) news=news.into() files channel
                    closing=closing.into() closed=Callback::new(move |()| open.set(false))
                />
            })}
        </div>
    }
}
