//! The icon of an app, as a picture and as nothing else.

use super::Source;

/// Largest icon shown, in bytes.
const MOST: usize = 512 * 1024;

/// Bytes and media type, chosen by the file's first bytes: a PNG that says so but is something else is no picture.
pub(crate) async fn icon(source: &Source, path: &str) -> Option<(Vec<u8>, &'static str)> {
    let bytes = source.file(path.to_owned()).await.filter(|bytes| bytes.len() <= MOST)?;
    let media_type = match bytes.get(..4)? {
        [0x89, b'P', b'N', b'G'] => "image/png",
        [0xff, 0xd8, 0xff, _] => "image/jpeg",
        _ => return None,
    };
    Some((bytes, media_type))
}
