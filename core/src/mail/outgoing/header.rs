//! Header fields to be written.

use crate::mail::{Mailbox, autocrypt};
use base64::{Engine, engine::general_purpose::STANDARD};
use mail_builder::headers::{HeaderType, address::Address, raw::Raw, text::Text};
use std::borrow::Cow;

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderValue {
    /// ASCII that must arrive as it is: numbers, tokens, fingerprints. Folded where it has spaces.
    Raw(String),
    /// Text in any script; encoded words (RFC 2047) where needed.
    Text(String),
    /// Exactly one encoded word, however long, as Delta Chat reads some fields.
    Word(String),
    /// Addresses with names.
    Addresses(Vec<Mailbox>),
    /// A picture, or none any more.
    Picture(Option<Vec<u8>>),
}

/// The fields of a part, in order.
#[derive(Default)]
pub(super) struct Fields(pub(super) Vec<(Cow<'static, str>, HeaderType<'static>)>);

impl Fields {
    pub(super) fn add(&mut self, name: &'static str, value: impl Into<HeaderType<'static>>) {
        self.0.push((name.into(), value.into()));
    }

    pub(super) fn raw(&mut self, name: &'static str, value: impl Into<String>) {
        self.add(name, Raw::new(one_line(value.into())));
    }

    pub(super) fn text(&mut self, name: &'static str, value: &str) {
        self.add(name, Text::new(value.to_owned()));
    }

    pub(super) fn value(&mut self, name: &'static str, value: &HeaderValue) {
        match value {
            HeaderValue::Raw(value) => self.raw(name, value),
            HeaderValue::Text(value) => self.text(name, value),
            HeaderValue::Word(value) => self.raw(name, format!("=?utf-8?B?{}?=", STANDARD.encode(value))),
            HeaderValue::Addresses(list) => self.add(name, address_list(list)),
            HeaderValue::Picture(None) => self.raw(name, "0"),
            HeaderValue::Picture(Some(data)) => {
                self.raw(name, format!("base64:{}", autocrypt::encode_base64(data)));
            }
        }
    }
}

/// The group without members that stands for recipients nobody is to see.
pub(super) const HIDDEN_RECIPIENTS: &str = "\"hidden-recipients\": ;";

pub(super) fn address_list(list: &[Mailbox]) -> HeaderType<'static> {
    if list.is_empty() {
        return Raw::new(HIDDEN_RECIPIENTS).into();
    }
    let address = |mailbox: &Mailbox| {
        let name = Some(mailbox.name.clone()).filter(|name| !name.is_empty());
        Address::new_address(name, mailbox.address.clone())
    };
    Address::new_list(list.iter().map(address).collect()).into()
}

/// A message ID as fields have it.
pub(super) fn angled(id: &str) -> String {
    format!("<{id}>")
}

/// Whatever a caller passes on, a value cannot begin another field.
fn one_line(value: String) -> String {
    if value.contains(['\r', '\n']) { value.replace(['\r', '\n'], " ") } else { value }
}
