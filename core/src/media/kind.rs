//! Kinds of files, by media type, by name, and as the real core calls them.

use estuary_api::FileKind;

/// What a media type is shown as, before anything else is known.
pub(crate) fn kind_of_type(media_type: &str) -> FileKind {
    match media_type.split_once('/') {
        Some(("image", "gif")) => FileKind::Gif,
        Some(("image", kind)) if !kind.starts_with("svg") => FileKind::Image,
        Some(("audio", _)) => FileKind::Audio,
        Some(("video", _)) => FileKind::Video,
        _ => FileKind::File,
    }
}

/// Media types by the ending of a name.
const TYPES: [(&str, &str); 47] = [
    ("3gp", "video/3gpp"),
    ("aac", "audio/aac"),
    ("avi", "video/x-msvideo"),
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("epub", "application/epub+zip"),
    ("flac", "audio/flac"),
    ("gif", "image/gif"),
    ("heic", "image/heic"),
    ("heif", "image/heif"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("ics", "text/calendar"),
    ("jpe", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("m4a", "audio/m4a"),
    ("m4v", "video/x-m4v"),
    ("mkv", "video/x-matroska"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("mpeg", "video/mpeg"),
    ("mpg", "video/mpeg"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("oga", "audio/ogg"),
    ("ogg", "audio/ogg"),
    ("ogv", "video/ogg"),
    ("opus", "audio/ogg"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("tgs", "application/x-tgsticker"),
    ("txt", "text/plain"),
    ("vcf", "text/vcard"),
    ("wav", "audio/wav"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    ("wmv", "video/x-ms-wmv"),
    ("xdc", "application/webxdc+zip"),
    ("zip", "application/zip"),
];

/// The media type a name suggests.
pub(crate) fn type_of_name(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, media_type)| *media_type)
}

/// Kinds as they are called in `Chat-Post-Message-Metadata`, with the media type a placeholder gets.
const VIEWTYPES: [(FileKind, &str, &str); 9] = [
    (FileKind::File, "File", "application/octet-stream"),
    (FileKind::Image, "Image", "image/jpeg"),
    (FileKind::Gif, "Gif", "image/gif"),
    (FileKind::Sticker, "Sticker", "image/webp"),
    (FileKind::Audio, "Audio", "audio/mpeg"),
    (FileKind::Voice, "Voice", "audio/mpeg"),
    (FileKind::Video, "Video", "video/mp4"),
    (FileKind::App, "Webxdc", "application/webxdc+zip"),
    (FileKind::Card, "Vcard", "text/vcard"),
];

/// What the real core calls a kind.
pub(crate) fn viewtype(kind: FileKind) -> &'static str {
    VIEWTYPES.iter().find(|(known, ..)| *known == kind).map_or("File", |(_, name, _)| name)
}

/// The kind of this name, and a media type for it.
pub(crate) fn kind_of_viewtype(name: &str) -> (FileKind, &'static str) {
    let found = VIEWTYPES.iter().find(|(_, known, _)| *known == name);
    found.map_or((FileKind::File, "application/octet-stream"), |(kind, _, media_type)| (*kind, media_type))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_by_name_and_kinds_by_type() {
        for (name, kind) in [
            ("a.JPG", FileKind::Image),
            ("a.b.gif", FileKind::Gif),
            ("a.svg", FileKind::File),
            ("a.opus", FileKind::Audio),
            ("a.mp4", FileKind::Video),
            ("a.pdf", FileKind::File),
        ] {
            assert_eq!(kind_of_type(type_of_name(name).unwrap()), kind, "{name}");
        }
        assert_eq!((type_of_name("mp4"), type_of_name("a.unknown")), (None, None));
    }

    #[test]
    fn every_kind_has_a_name_on_the_wire() {
        for (kind, name, media_type) in VIEWTYPES {
            assert_eq!((viewtype(kind), kind_of_viewtype(name)), (name, (kind, media_type)));
        }
        assert_eq!(kind_of_viewtype("Hologram").0, FileKind::File);
    }
}
