//! The tables of `encoding_rs`.

use encoding_rs::Encoding;
use std::borrow::Cow;

#[derive(Debug, Clone)]
pub(crate) struct Table(&'static Encoding);

impl Table {
    pub(crate) fn for_label(label: &str) -> Option<Self> {
        Encoding::for_label_no_replacement(label.as_bytes()).map(Self)
    }

    pub(crate) fn decode<'a>(&self, bytes: &'a [u8]) -> Cow<'a, str> {
        self.0.decode_without_bom_handling(bytes).0
    }
}
