//! Who one talks to.

use super::{
    super::{
        avatar::Avatar,
        chat_list::actions,
        icon,
        menu::{MenuButton, MenuItem, OpenMenu},
        seen::Seen,
    },
    talk::talk,
};
use crate::{
    format,
    i18n::{t, t_with},
    session::{Dialog, Question},
};
use estuary_api::ChatKind;
use leptos::prelude::*;

/// Name, picture, verification, and the way back.
#[component]
pub(super) fn Head() -> impl IntoView {
    let talk = talk();
    let (session, view) = (talk.session, talk.view);
    let name = Signal::derive(move || {
        view.with(|view| view.as_ref().map(|view| format::chat_name(&view.row))).unwrap_or_default()
    });
    let color = Signal::derive(move || view.with(|view| view.as_ref().map_or(0, |view| view.row.color)));
    let picture =
        Signal::derive(move || view.with(|view| view.as_ref().and_then(|view| view.row.avatar.clone())));
    let last_seen =
        Signal::derive(move || view.with(|view| view.as_ref().map_or(0, |view| view.row.last_seen)));
    let status =
        move || view.with(|view| view.as_ref()?.contact.as_ref().map(|contact| contact.status.clone()));
    let verified = move || view.with(|view| view.as_ref().is_some_and(|view| view.row.verified));
    let block = move || {
        if let Some(row) = view.with_untracked(|view| view.as_ref().map(|view| view.row.clone())) {
            session.dialog.set(Some(Dialog::Ask(Question::Block(row.id, row.name))));
        }
    };
    let open = Callback::new(move |event| {
        let Some(view) = view.get_untracked() else { return };
        let (chat, timer) = (talk.chat, view.timer);
        let mut items = vec![MenuItem::new(
            "search-messages",
            || icon::Search().into_any(),
            move || {
                session.dialog.set(Some(Dialog::Search(Some(chat), String::new())));
            },
        )];
        items.push(MenuItem::new(
            "media",
            || icon::Picture().into_any(),
            move || session.dialog.set(Some(Dialog::Media(Some(chat)))),
        ));
        items.push(MenuItem::new(
            "apps",
            || icon::App().into_any(),
            move || session.dialog.set(Some(Dialog::Apps(Some(chat)))),
        ));
        if view.can_send.is_ok() && matches!(view.row.kind, ChatKind::Single | ChatKind::Group) {
            items.push(MenuItem::new(
                "timer",
                || icon::Clock().into_any(),
                move || {
                    session.dialog.set(Some(Dialog::Timer(chat, timer)));
                },
            ));
        }
        let single = view.row.kind == ChatKind::Single;
        items.extend(actions::items(session, view.row));
        if single {
            items.push(MenuItem::danger("block", block));
        }
        session.menu.set(Some(OpenMenu::new(&event, "chat-menu", items)));
    });
    let profile = move |_| {
        let Some(view) = view.get_untracked() else { return };
        session.dialog.set(match view.contact {
            Some(contact) => Some(Dialog::ContactProfile(contact.id)),
            None if matches!(view.row.kind, ChatKind::Saved | ChatKind::Device) => None,
            None => Some(Dialog::ChatProfile(talk.chat)),
        });
    };
    let counted = move || {
        view.with(|view| {
            let view = view.as_ref()?;
            match view.row.kind {
                ChatKind::Group => Some(t_with("member-count", [("count", view.members.into())])),
                ChatKind::OwnChannel => {
                    Some(t_with("subscriber-count", [("count", view.members.saturating_sub(1).into())]))
                }
                ChatKind::Channel => Some(t("channel")),
                ChatKind::Device => Some(t("device-hint")),
                ChatKind::Single | ChatKind::Saved => None,
            }
        })
    };
    let timer = move || view.with(|view| view.as_ref().map(|view| view.timer)).filter(|&seconds| seconds > 0);
    view! {
        <header class="chat-header">
            <button
                type="button" class="icon-button only-narrow" aria-label=move || t("back") data-testid="back"
                on:click=move |_| session.leave()
            >
                <icon::Back/>
            </button>
            <h1><button type="button" class="chat-head" aria-haspopup="dialog" data-testid="chat-head" on:click=profile>
                <Avatar name color picture size="small"/>
                <Seen at=last_seen/>
                <span class="chat-header-text">
                    <span class="chat-header-name">
                        <span dir="auto" data-testid="chat-name">{name}</span>
                        {move || verified().then(|| view! {
                            <span class="verified" title=t("verified")><icon::Verified/><span class="visually-hidden">{t("verified")}</span></span>
                        })}
                    </span>
                    {move || counted().or_else(status).filter(|line| !line.is_empty()).map(|line| view! { <small dir="auto">{line}</small> })}
                </span>
            </button></h1>
            {move || timer().map(|seconds| {
                let label = t_with("timer-on", [("length", format::span(seconds).into())]);
                let title = label.clone();
                view! { <span class="timer-sign" title=title><icon::Clock/><span class="visually-hidden">{label}</span></span> }
            })}
            <MenuButton label="chat-menu" testid="chat-menu" open/>
        </header>
    }
}
