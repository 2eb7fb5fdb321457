//! What came with a message, shown as what it is.

use super::{
    app::AppCard, audio::AudioPlayer, awaited::AwaitedFile, card::CardBlock, file::FileChip,
    picture::PictureBlock, video::VideoBlock,
};
use crate::media;
use estuary_api::{Attachment, FileKind, MessageId};
use leptos::prelude::*;

/// A picture, a player, a person, or a file to be saved.
#[component]
pub(super) fn AttachmentBlock(id: MessageId, attachment: Attachment) -> impl IntoView {
    if !attachment.here {
        return view! { <AwaitedFile id attachment/> }.into_any();
    }
    if let Some(summary) = attachment.app.clone() {
        return view! { <AppCard id summary/> }.into_any();
    }
    if media::shows_inline(attachment.kind, &attachment.media_type) {
        return view! { <PictureBlock id attachment/> }.into_any();
    }
    match attachment.kind {
        FileKind::Audio | FileKind::Voice => view! { <AudioPlayer holder=id.into() attachment/> }.into_any(),
        FileKind::Video => view! { <VideoBlock id attachment/> }.into_any(),
        FileKind::Card => view! { <CardBlock id attachment/> }.into_any(),
        _ => view! { <FileChip id attachment/> }.into_any(),
    }
}
