//! Writing a message.

mod answering;
mod draft;
mod edit;
mod picker;
mod recording;
mod send;
mod stickers;
mod tray;
mod voice;

use super::{
    conversation::talk,
    icon,
    menu::{MenuButton, MenuItem, OpenMenu},
};
use crate::{browser, i18n::t, session::Dialog};
use answering::Answering;
use draft::Draft;
pub(super) use edit::EditForm;
use leptos::{
    ev::{ClipboardEvent, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use picker::Picker;
use recording::Recording;
use send::{send, send_file};
pub(super) use tray::Tray;
use tray::TrayView;
use voice::{Voice, VoiceButton};
use web_sys::SubmitEvent;

/// The choice that Enter begins a new line; without it, it sends.
pub(super) const ENTER_BREAKS: &str = "enter-breaks";

/// Text field, files, reply bar, send button. What is not sent is kept as the chat's draft.
#[component]
pub(super) fn Composer(
    /// The kept draft.
    draft: String,
) -> impl IntoView {
    let talk = talk();
    let (answering, tray) = (talk.answering, talk.tray);
    let draft = Draft::keep(talk, draft);
    let text = draft.text;
    // What is written already stays.
    Effect::new(move |_| {
        let given = talk.given.get();
        if !given.is_empty() {
            talk.given.set(String::new());
            let written = text.get_untracked();
            draft.typed(if written.is_empty() { given } else { format!("{written}\n{given}") });
        }
    });
    let field = NodeRef::<html::Textarea>::new();
    let picking = RwSignal::new(false);
    let voice = RwSignal::new(Voice::Idle);
    let recording = Memo::new(move |_| voice.get() != Voice::Idle);
    let breaks = browser::choice(ENTER_BREAKS).is_some();
    let nothing = move || text.with(|text| text.trim().is_empty()) && tray.is_empty();
    let speaks = Memo::new(move |_| recording.get() || nothing());
    let hint = if breaks { "enter" } else { "send" };
    // What stands in an empty field is in the language of the page.
    let direction = move || text.with(|text| !text.is_empty()).then_some("auto");
    // Who sends before all files are ready has said so once; it leaves when they are, unless something is changed before.
    let awaited = RwSignal::new(false);
    let submit = move || {
        awaited.set(!untrack(|| tray.is_ready()));
        if !awaited.get_untracked() {
            picking.set(false);
            send(talk, draft);
        }
    };
    Effect::new(move |_| {
        if awaited.get() && tray.is_broken() {
            awaited.set(false);
        } else if awaited.get() && tray.is_ready() {
            submit();
        }
    });
    let typed = move |text| {
        awaited.set(false);
        draft.typed(text);
    };
    let sends = move |event: &KeyboardEvent| {
        if breaks { event.ctrl_key() || event.meta_key() } else { !event.shift_key() }
    };
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            // While an input method composes, Enter chooses a candidate.
            "Enter" if sends(&event) && !event.is_composing() => {
                event.prevent_default();
                submit();
            }
            "Escape" if picking.get_untracked() => picking.set(false),
            "Escape" if answering.with_untracked(Option::is_some) => answering.set(None),
            _ => {}
        }
    };
    let pasted = move |event: ClipboardEvent| {
        let files = event.clipboard_data().and_then(|data| data.files()).filter(|files| files.length() > 0);
        if let Some(files) = files {
            event.prevent_default();
            talk.attach(browser::listed(Some(files)));
        }
    };
    let insert = Callback::new(move |emoji: String| {
        if let Some(field) = field.get_untracked() {
            field.focus().ok();
            field.set_range_text(&emoji).ok();
            let end = field.selection_end().ok().flatten().unwrap_or_default();
            field.set_selection_start(Some(end)).ok();
            draft.typed(field.value());
        }
    });
    Effect::new(move |_| {
        // On a phone the keyboard would cover what there is to read.
        if let Some(field) = field.get().filter(|_| !browser::is_touched()) {
            field.focus().ok();
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        submit();
        browser::focus("composer");
    };
    let on_send = Callback::new(move |file| {
        voice.set(Voice::Idle);
        send_file(talk, file);
    });
    let on_sent = Callback::new(move |()| {
        picking.set(false);
        browser::focus("composer");
    });
    let on_stop = Callback::new(move |file| {
        voice.set(Voice::Idle);
        tray.put(talk.session, file);
    });
    view! {
        <form class="composer" on:submit=on_submit>
            {move || answering.get().map(|quote| view! { <Answering quote answering/> })}
            <TrayView tray/>
            {move || picking.get().then(|| view! { <Picker insert on_sent/> })}
            {move || if recording.get() {
                view! { <Recording voice on_send on_stop/> }.into_any()
            } else {
                view! {
                    <AttachButton/>
                    <div class="writing">
                        <label class="visually-hidden" for="composer">{t("composer")}</label>
                        <textarea
                            id="composer" rows="1" maxlength="1000000" dir=direction enterkeyhint=hint data-testid="composer"
                            placeholder=t("composer") node_ref=field prop:value=text
                            on:input:target=move |event| typed(event.target().value()) on:keydown=key on:paste=pasted
                        ></textarea>
                        <button
                            type="button" class="icon-button" aria-label=t("emoji") title=t("emoji") data-testid="emoji-button"
                            aria-expanded=move || picking.get().to_string() on:click=move |_| picking.update(|picking| *picking = !*picking)
                        >
                            <icon::Smile/>
                        </button>
                    </div>
                }.into_any()
            }}
            {move || if speaks.get() {
                view! { <VoiceButton voice/> }.into_any()
            } else {
                view! {
                    <button
                        type="submit" class="icon-button send" aria-label=t("composer-send") data-testid="send"
                        prop:disabled=move || !tray.is_ready()
                    >
                        <icon::Send/>
                    </button>
                }.into_any()
            }}
        </form>
    }
}

#[component]
fn AttachButton() -> impl IntoView {
    let talk = talk();
    let session = talk.session;
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        talk.attach(browser::files(&input));
        // The same file can be chosen again.
        input.set_value("");
        browser::focus("composer");
    };
    let ask = move |camera: bool| {
        let Some(input) = input.get_untracked() else { return };
        for (name, value) in [("accept", "image/*"), ("capture", "environment")] {
            match camera {
                true => input.set_attribute(name, value).ok(),
                false => input.remove_attribute(name).ok(),
            };
        }
        input.click();
    };
    let open = Callback::new(move |event: MouseEvent| {
        let mut items = vec![MenuItem::new("media-files", || icon::File().into_any(), move || ask(false))];
        // Where people point with fingers, the system has a camera at hand; elsewhere it would ask for a file again.
        if browser::is_touched() {
            items.push(MenuItem::new("camera", || icon::Camera().into_any(), move || ask(true)));
        }
        let contact = move || session.dialog.set(Some(Dialog::ShareContact(talk.chat)));
        items.push(MenuItem::new("kind-card", || icon::Person().into_any(), contact));
        session.menu.set(Some(OpenMenu::new(&event, "attach", items)));
    });
    view! {
        <MenuButton label="attach" testid="attach-menu" sign=|| icon::Clip().into_any() open/>
        <input type="file" multiple=true hidden=true data-testid="attach" node_ref=input on:change=chosen/>
    }
}
