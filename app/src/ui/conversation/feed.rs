//! The messages of a chat. The newest stay in view by themselves: the list is laid out from its end.

use super::super::{icon, message::Message};
use crate::{
    browser, client,
    format::{self, Item},
    i18n::{t, t_with},
    session::session,
};
use estuary_api::{ChatId, Command, DeliveryState, MessageId, MessagePage, Quote, Reply};
use gloo_events::EventListener;
use leptos::{html, prelude::*, task::spawn_local};

/// Messages asked for at once.
const PAGE: u32 = 60;
/// Pixels from an end at which it counts as reached.
const NEAR: f64 = 160.0;

/// Messages, days, the unread divider.
#[component]
pub(super) fn Feed(
    chat: ChatId,
    changed: Memo<u32>,
    unread: Option<MessageId>,
    answering: RwSignal<Option<Quote>>,
) -> impl IntoView {
    let session = session();
    let page = RwSignal::new(MessagePage::default());
    let limit = RwSignal::new(PAGE);
    let at_end = RwSignal::new(true);
    let scroller = NodeRef::<html::Div>::new();
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        changed.get();
        let command = Command::Messages { chat, before: None, limit: limit.get() };
        asked.update_value(|count| *count += 1);
        let number = asked.get_value();
        spawn_local(async move {
            match client::call(command).await {
                // A later question may have been answered first, or the person may have left.
                Ok(Reply::Messages(answer)) if asked.try_get_value() == Some(number) => {
                    page.set(answer);
                    mark_seen(chat, page, at_end);
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    mark_seen_on_return(chat, page, at_end);
    let on_scroll = move |_| {
        let Some(scroller) = scroller.get_untracked() else { return };
        // Laid out from the end, so the position is zero there and negative above.
        let above = -f64::from(scroller.scroll_top());
        if at_end.get_untracked() != (above < NEAR) {
            at_end.set(above < NEAR);
            mark_seen(chat, page, at_end);
        }
        let left = f64::from(scroller.scroll_height() - scroller.client_height()) - above;
        let (more, shown) = page.with_untracked(|page| (page.more, page.rows.len()));
        if left < NEAR && more && shown as u32 >= limit.get_untracked() {
            limit.update(|limit| *limit += PAGE);
        }
    };
    let fresh =
        move || page.with(|page| page.rows.iter().filter(|row| row.state == DeliveryState::Fresh).count());
    let items = move || page.with(|page| format::timeline(&page.rows, unread, format::day));
    let row =
        move |id| Memo::new(move |_| page.with(|page| page.rows.iter().find(|row| row.id == id).cloned()));
    view! {
        <div class="feed" node_ref=scroller on:scroll=on_scroll tabindex="0" data-testid="feed">
            <div class="feed-content" role="log" aria-live="polite" aria-relevant="additions">
                <For each=items key=|item| *item let:item>
                    {match item {
                        Item::Day(time) => view! { <p class="day"><span>{move || format::stamp(time)}</span></p> }.into_any(),
                        Item::Unread => view! { <p class="unread"><span>{move || t("unread-divider")}</span></p> }.into_any(),
                        Item::Message { id, first } => view! { <Message row=row(id) first answering/> }.into_any(),
                    }}
                </For>
            </div>
        </div>
        {move || (!at_end.get()).then(|| view! {
            <button type="button" class="jump" aria-label=t("jump-bottom") on:click=move |_| {
                if let Some(scroller) = scroller.get_untracked() {
                    scroller.set_scroll_top(0);
                }
            }>
                <icon::Down/>
                {move || Some(fresh()).filter(|&fresh| fresh > 0).map(|fresh| view! {
                    <span class="badge" aria-label=t_with("unread-count", [("count", fresh.into())])>{fresh}</span>
                })}
            </button>
        })}
    }
}

/// Tells the core how far the person has read, if the person can be looking at the newest messages.
fn mark_seen(chat: ChatId, page: RwSignal<MessagePage>, at_end: RwSignal<bool>) {
    let fresh = page.try_with_untracked(|page| {
        page.rows.iter().rev().find(|row| row.state == DeliveryState::Fresh).map(|row| row.id)
    });
    if let Some(Some(upto)) = fresh
        && at_end.get_untracked()
        && browser::is_attended()
    {
        spawn_local(async move {
            // Asked again with the next change; nothing is lost if this one fails.
            client::call(Command::MarkSeen { chat, upto }).await.ok();
        });
    }
}

fn mark_seen_on_return(chat: ChatId, page: RwSignal<MessagePage>, at_end: RwSignal<bool>) {
    let Some(window) = browser::window() else { return };
    let listener = EventListener::new(&window, "focus", move |_| mark_seen(chat, page, at_end));
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || drop(listener.try_update_value(Option::take)));
}
