//! What a file is shown as.

use estuary_api::FileKind;

/// The kind of a file a person chose, by its media type and the end of its name.
pub(crate) fn kind_of(media_type: &str, name: &str) -> FileKind {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    match (media_type, end.as_str()) {
        (_, "xdc") => FileKind::App,
        ("text/vcard" | "text/x-vcard", _) | (_, "vcf") => FileKind::Card,
        ("image/gif", _) => FileKind::Gif,
        (image, _) if is_picture(image) => FileKind::Image,
        (audio, _) if audio.starts_with("audio/") => FileKind::Audio,
        (video, _) if video.starts_with("video/") => FileKind::Video,
        _ => FileKind::File,
    }
}

/// Whether a received file may be drawn as a picture: of kinds that are pixels and nothing else. An SVG is a program.
pub(crate) fn shows_inline(kind: FileKind, media_type: &str) -> bool {
    matches!(kind, FileKind::Image | FileKind::Gif | FileKind::Sticker)
        && (is_picture(media_type) || media_type == "image/gif")
}

fn is_picture(media_type: &str) -> bool {
    matches!(
        media_type,
        "image/jpeg" | "image/png" | "image/webp" | "image/avif" | "image/bmp" | "image/heic"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_types_tell_the_kind() {
        for (media_type, name, kind) in [
            ("image/jpeg", "a.jpg", FileKind::Image),
            ("image/gif", "a.gif", FileKind::Gif),
            ("image/svg+xml", "a.svg", FileKind::File),
            ("audio/mpeg", "a.mp3", FileKind::Audio),
            ("video/mp4", "a.mp4", FileKind::Video),
            ("", "Ada.VCF", FileKind::Card),
            ("application/zip", "game.xdc", FileKind::App),
            ("", "a", FileKind::File),
        ] {
            assert_eq!(kind_of(media_type, name), kind, "{name}");
        }
    }

    #[test]
    fn only_pixels_are_drawn() {
        assert!(shows_inline(FileKind::Image, "image/png"));
        assert!(!shows_inline(FileKind::Image, "image/svg+xml"));
        assert!(!shows_inline(FileKind::File, "image/png"));
    }
}
