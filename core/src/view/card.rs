//! Contact cards.

use crate::{card::Card, color};
use estuary_api::{Contact, ContactId, Picture};

/// The person on a card.
pub(crate) fn card(card: Card) -> Contact {
    let fingerprint = card.certificate.as_ref().map(|certificate| certificate.fingerprint().to_string());
    Contact {
        id: ContactId(0),
        name: card.display_name().to_owned(),
        color: color::of(fingerprint.as_ref().unwrap_or(&card.address.to_lowercase())),
        fingerprint: fingerprint.unwrap_or_default(),
        verified: false,
        address: card.address,
        avatar: card.picture.map(Picture::Bytes),
        status: card.status,
        last_seen: 0,
    }
}
