//! What a file is that came with a mail.

use super::{kind_of_type, type_of_name};
use crate::{
    apps,
    card::is_card,
    mail::{self, Message},
    model::{App, Media},
};
use estuary_api::FileKind;

/// Pictures of more pixels are not shown as pictures.
const PIXELS: u64 = 50_000_000;
/// Longer sounds and videos do not tell their length, in milliseconds: a day.
const DAY: u32 = 86_400_000;

/// Judges a file of a message, and reads what a mini app says about itself.
pub(crate) fn received(message: &Message, file: &mail::Attachment) -> (Media, Option<App>) {
    let topic = message.headers.get("iroh-gossip-topic");
    if let Some(app) = apps::read(&file.name, &file.data, topic) {
        return (Media::new(FileKind::App), Some(app));
    }
    let unsure = file.media_type == "application/octet-stream" && !message.is_chat();
    let by_name = type_of_name(&file.name).filter(|_| unsure);
    let kind = special(message, by_content(kind_of_type(by_name.unwrap_or(&file.media_type)), file));
    let mut media = Media::new(kind);
    if matches!(kind, FileKind::Image | FileKind::Gif | FileKind::Sticker) {
        media.dimensions = dimensions(&file.data);
    }
    if matches!(kind, FileKind::Audio | FileKind::Voice | FileKind::Video) {
        let told = message.headers.get("chat-duration").and_then(|value| value.parse().ok());
        media.duration = told.filter(|duration| (1..DAY).contains(duration));
    }
    (media, None)
}

/// What the bytes have to say about it.
fn by_content(kind: FileKind, file: &mail::Attachment) -> FileKind {
    match kind {
        FileKind::Image if dimensions(&file.data).is_some_and(|size| pixels(size) > PIXELS) => FileKind::File,
        FileKind::File if file.media_type == "text/vcard" && is_card(&file.data) => FileKind::Card,
        kind => kind,
    }
}

/// What the message has to say about it.
fn special(message: &Message, kind: FileKind) -> FileKind {
    let headers = &message.headers;
    let is_sticker = headers.get("chat-content").is_some_and(|content| content == "sticker");
    let is_voice = headers.get("chat-voice-message").is_some_and(|voice| voice == "1");
    match kind {
        FileKind::Image | FileKind::Gif if is_sticker => FileKind::Sticker,
        FileKind::Audio if is_voice => FileKind::Voice,
        kind => kind,
    }
}

/// Width and height of a picture.
pub(super) fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    let side = |pixels| u32::try_from(pixels).ok().filter(|side| *side > 0);
    Some((side(size.width)?, side(size.height)?))
}

fn pixels((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_pictures_are_read_from_their_heads() {
        let gif = b"GIF89a\x03\0\x02\0\0\0\0;";
        assert_eq!(dimensions(gif), Some((3, 2)));
        for broken in
            [&b""[..], b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\0\x10", b"RIFF\0\0\0\0WEBP"]
        {
            assert_eq!(dimensions(broken), None, "{broken:?}");
        }
    }
}
