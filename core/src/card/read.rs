//! Reading cards, whoever wrote them.

use super::{
    Card,
    line::{Line, unfold},
};
use crate::{address, mail, pgp::Certificate, receive};

/// Largest card, in bytes: room for the largest certificate and a picture, none for an address book.
const LARGEST: usize = 1 << 20;
/// Most lines that are looked at.
const LINES: usize = 1_000;

/// Whether it is a vCard of exactly one person.
pub(crate) fn is_card(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let mut begins = || lines.any(|line| line.trim_ascii().eq_ignore_ascii_case(b"begin:vcard"));
    bytes.len() <= LARGEST && begins() && !begins()
}

impl Card {
    /// Reads the only person of a card; `None` if it is none, or says neither name nor address.
    ///
    /// Of each property the first counts, and the others are not looked at: many of them cost nothing.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        if !is_card(bytes) {
            return None;
        }
        let text = unfold(bytes);
        let mut lines = text.lines();
        lines.find(|line| line.trim().eq_ignore_ascii_case("begin:vcard"))?;
        let lines = lines.take_while(|line| !line.trim().eq_ignore_ascii_case("end:vcard"));
        let lines: Vec<Line<'_>> = lines.take(LINES).filter_map(Line::parse).collect();
        let first = |name| lines.iter().find(|line| line.is(name));
        let text = |name| first(name).map(Line::text).unwrap_or_default();
        // §6.8.1: keys for other protocols may stand beside ours.
        let key = lines.iter().find(|line| line.is("KEY") && line.is_of("pgp"));
        let certificate = key.and_then(Line::bytes).and_then(|bytes| Certificate::parse(&bytes).ok());
        let certificate = certificate.filter(Certificate::can_be_encrypted_to);
        let told = Some(text("EMAIL").trim().to_owned()).filter(|told| address::is_valid(told));
        let published =
            || certificate.as_ref().and_then(|certificate| certificate.relays().into_iter().next());
        let address = told.or_else(published).unwrap_or_default();
        let card = Self {
            name: mail::clean_name(&text("FN")),
            // Whoever cannot be reached cannot be written to.
            certificate: certificate.filter(|_| !address.is_empty()),
            address,
            picture: first("PHOTO").and_then(Line::bytes).filter(|picture| picture.len() <= receive::AVATAR),
            status: text("NOTE").trim().to_owned(),
        };
        (!card.display_name().is_empty()).then_some(card)
    }
}
