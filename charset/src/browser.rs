//! The browser's tables.

use std::borrow::Cow;
use web_sys::TextDecoder;

#[derive(Debug, Clone)]
pub(crate) struct Table(TextDecoder);

impl Table {
    pub(crate) fn for_label(label: &str) -> Option<Self> {
        TextDecoder::new_with_label(label).ok().map(Self)
    }

    pub(crate) fn decode<'a>(&self, bytes: &'a [u8]) -> Cow<'a, str> {
        // Without `fatal` a decoder replaces what it cannot read, and throws only for lack of memory.
        self.0.decode_with_u8_array(bytes).map_or_else(|_| crate::decode_ascii(bytes), Cow::Owned)
    }
}
