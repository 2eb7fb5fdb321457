//! The stickers of the profile.

use super::{
    super::{conversation::talk, icon, near::picture_when_near},
    send::send_file,
};
use crate::{
    client,
    i18n::t,
    media::{self, Holder},
};
use estuary_api::{Command, FileKind, MediaCommand, NewFile, Problem, Reply, StickerId};
use leptos::{html, prelude::*};

/// A click sends one.
#[component]
pub(super) fn Stickers(on_sent: Callback<()>) -> impl IntoView {
    let session = talk().session;
    let all = RwSignal::new(None::<Vec<StickerId>>);
    session.attempt(async move {
        if let Reply::Stickers(stickers) = client::call(Command::Media(MediaCommand::Stickers)).await? {
            all.try_set(Some(stickers));
        }
        Ok(())
    });
    let forget = Callback::new(move |id: StickerId| {
        session.attempt(async move {
            client::call(Command::Media(MediaCommand::ForgetSticker(id))).await?;
            all.try_update(|all| all.iter_mut().for_each(|all| all.retain(|sticker| *sticker != id)));
            Ok(())
        });
    });
    let none = move || all.with(|all| all.as_ref().is_some_and(Vec::is_empty));
    view! {
        <div class="stickers" data-testid="sticker-picker">
            {move || none().then(|| view! { <p class="hint" data-testid="stickers-none">{t("stickers-none")}</p> })}
            <ul class="walked">
                <For each=move || all.get().unwrap_or_default() key=|id| *id let:id>
                    <StickerButton id on_sent forget/>
                </For>
            </ul>
        </div>
    }
}

#[component]
fn StickerButton(id: StickerId, on_sent: Callback<()>, forget: Callback<StickerId>) -> impl IntoView {
    let talk = talk();
    let place = NodeRef::<html::Button>::new();
    let url = picture_when_near(place, Holder::Sticker(id));
    let send = move |_| {
        talk.session.attempt(async move {
            send_file(talk, file(id).await?);
            on_sent.run(());
            Ok(())
        });
    };
    view! {
        <li>
            <button type="button" class="sticker-choice" node_ref=place aria-label=t("kind-sticker") data-testid="sticker-choice" on:click=send>
                {move || url.get().map(|url| view! { <img src=url.as_str().to_owned() alt="" decoding="async"/> })}
            </button>
            <button
                type="button" class="icon-button" aria-label=t("sticker-forget") title=t("sticker-forget") data-testid="sticker-forget"
                on:click=move |_| forget.run(id)
            >
                <icon::Close/>
            </button>
        </li>
    }
}

/// As it is sent: whoever gets it sees a picture without a bubble.
async fn file(id: StickerId) -> Result<NewFile, Problem> {
    let (attachment, bytes) = media::bytes(Holder::Sticker(id)).await?;
    Ok(NewFile {
        name: attachment.name,
        media_type: attachment.media_type,
        kind: FileKind::Sticker,
        size: attachment.dimensions,
        duration: None,
        bytes,
    })
}
