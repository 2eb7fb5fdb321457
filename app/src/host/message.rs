//! What an app may say, read from values that anybody may have made.

use super::site::get;
use js_sys::{Array, ArrayBuffer, JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// Longest URL that a person is asked about, in UTF-16 units.
const URL: u32 = 16 * 1024;
/// Longest text for a chat.
const TEXT: u32 = 1024 * 1024;
/// Longest file name.
const NAME: u32 = 1024;
/// Most kinds of files an app can ask for, and the longest name of one.
const KINDS: u32 = 100;
const KIND: u32 = 128;
/// Largest file for a chat, in bytes: what a mail takes, with base64 around it.
const FILE: u32 = 18_874_368;

/// From an app.
#[derive(Debug)]
pub(super) enum Said {
    /// An update, as JSON.
    Send(String),
    /// It wants the updates after a serial. Each round replaces the one before.
    Listen {
        /// Its number.
        round: f64,
        /// The serial.
        after: u32,
    },
    /// Something for a chat; it waits for an answer of this number.
    Chat(f64, Chat),
    /// A link that leads out.
    Leave(String),
    /// It wants files of a person's choice; it waits for an answer of this number.
    Import(f64, Filter),
}

/// Which files an app wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Endings with a dot, and media types; all files if there are none.
    pub(crate) accept: Vec<String>,
    /// More than one.
    pub(crate) multiple: bool,
}

/// What an app hands over for a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chat {
    /// Text; may be empty.
    pub(crate) text: String,
    /// Name and content of a file.
    pub(crate) file: Option<(String, Vec<u8>)>,
}

impl Filter {
    /// Whether a file of this name and media type is wanted.
    pub(crate) fn takes(&self, name: &str, media_type: &str) -> bool {
        let (name, media_type) = (name.to_lowercase(), media_type.to_lowercase());
        let fits = |kind: &String| {
            let kind = kind.trim().to_lowercase();
            match kind.strip_suffix("/*") {
                Some(family) => media_type.split('/').next() == Some(family),
                None if kind.starts_with('.') => name.ends_with(&kind),
                None => kind == media_type,
            }
        };
        self.accept.is_empty() || self.accept.iter().any(fits)
    }
}

impl Said {
    /// Reads a message. `None`: it is none, or larger than anything sensible.
    pub(super) fn read(data: &JsValue, update_max: u32) -> Option<Self> {
        if let Some(update) = get(data, "send") {
            return text(&update, update_max).map(Self::Send);
        }
        if let Some(round) = get(data, "listen") {
            let after = get(data, "after")?.as_f64()?;
            return Some(Self::Listen { round: round.as_f64()?, after: serial(after) });
        }
        if let Some(number) = get(data, "chat") {
            let content = text(&get(data, "text")?, TEXT)?;
            let file = match get(data, "file") {
                Some(file) => Some((text(&get(&file, "name")?, NAME)?, bytes(&get(&file, "bytes")?)?)),
                None => None,
            };
            return Some(Self::Chat(number.as_f64()?, Chat { text: content, file }));
        }
        if let Some(number) = get(data, "import") {
            // Item by item: what claims to have billions of them is not to be copied.
            let list = get(data, "accept")?.dyn_into::<Array>().ok()?;
            let accept = (0..list.length().min(KINDS)).filter_map(|at| text(&list.get(at), KIND)).collect();
            let multiple = get(data, "multiple").is_some_and(|multiple| multiple.is_truthy());
            return Some(Self::Import(number.as_f64()?, Filter { accept, multiple }));
        }
        text(&get(data, "leave")?, URL).map(Self::Leave)
    }

    /// Bytes it keeps busy while it waits.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Send(text) | Self::Leave(text) => text.len(),
            Self::Listen { .. } | Self::Import(..) => 0,
            Self::Chat(_, chat) => chat.text.len() + chat.file.as_ref().map_or(0, |(_, bytes)| bytes.len()),
        }
    }
}

/// The length is looked at before the text is copied.
fn text(value: &JsValue, most: u32) -> Option<String> {
    let text = value.dyn_ref::<JsString>()?;
    (text.length() <= most).then(|| String::from(text))
}

fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    let buffer = value.dyn_ref::<ArrayBuffer>()?;
    (buffer.byte_length() <= FILE).then(|| Uint8Array::new(buffer).to_vec())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and not-a-number is 0"
)]
fn serial(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::Filter;

    #[test]
    fn files_fit_by_ending_or_by_type() {
        let filter =
            |accept: &[&str]| Filter { accept: accept.iter().map(|&a| a.into()).collect(), multiple: false };
        assert!(filter(&[]).takes("any", ""));
        assert!(filter(&[".ics", "image/*"]).takes("Holiday.ICS", "text/calendar"));
        assert!(filter(&[".ics", "image/*"]).takes("a", "Image/png"));
        assert!(filter(&["text/plain"]).takes("a", "text/plain"));
        assert!(!filter(&[".ics", "image/*", "text/plain"]).takes("ics", "imagex/png"));
    }
}
