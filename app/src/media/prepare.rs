//! A file a person chose, made ready to travel.

use super::{kind_of, picture, probe};
use crate::browser;
use estuary_api::{FileKind, LARGEST_FILE, NewFile, Problem, ProblemKind};
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// Bytes of the largest file that is read at all: it stands in memory several times until it is sent.
const MOST_BYTES: f64 = 100_000_000.0;

/// Reads a file. Pictures are made smaller, and lose what cameras write into them, unless they are to stay as they are:
/// then they travel as files, as Delta Chat does.
pub(crate) async fn prepare(file: &File, original: bool) -> Result<NewFile, Problem> {
    if file.size() > MOST_BYTES {
        return Err(Problem::new(ProblemKind::TooLarge, "more than 100 MB"));
    }
    let (name, media_type) = (file.name(), file.type_());
    let kind = kind_of(&media_type, &name);
    if kind == FileKind::Image && !original {
        // What cannot be drawn here still travels, as a file.
        if let Ok(small) = picture::shrunk(file).await {
            let (name, media_type, bytes) = match small.recoded {
                Some(bytes) => (with_end(&name, "jpg"), "image/jpeg".to_owned(), bytes),
                None => (name, media_type, read(file).await?),
            };
            return Ok(NewFile { name, media_type, kind, size: Some(small.size), duration: None, bytes });
        }
        return as_file(file, name, media_type).await;
    }
    // What is not made smaller need not be read to be refused.
    if file.size() > LARGEST_FILE as f64 {
        return Err(Problem::new(ProblemKind::TooLarge, file.size()));
    }
    let (size, duration) = match kind {
        FileKind::Gif => (picture::size(file).await.ok(), None),
        FileKind::Audio | FileKind::Video => probe::probe(file, kind).await,
        FileKind::Image => return as_file(file, name, media_type).await,
        _ => (None, None),
    };
    Ok(NewFile { name, media_type, kind, size, duration, bytes: read(file).await? })
}

async fn as_file(file: &File, name: String, media_type: String) -> Result<NewFile, Problem> {
    let bytes = read(file).await?;
    Ok(NewFile { name, media_type, kind: FileKind::File, size: None, duration: None, bytes })
}

/// The bytes of a file; it may be gone since it was chosen.
pub(super) async fn read(blob: &Blob) -> Result<Vec<u8>, Problem> {
    let buffer = JsFuture::from(blob.array_buffer()).await;
    let buffer = buffer.map_err(|error| Problem::new(ProblemKind::NotFound, browser::explain(&error)))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn with_end(name: &str, end: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{end}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_name_follows_the_format() {
        assert_eq!(super::with_end("a.b.png", "jpg"), "a.b.jpg");
        assert_eq!(super::with_end("photo", "jpg"), "photo.jpg");
    }
}
