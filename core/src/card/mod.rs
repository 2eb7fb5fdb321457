//! Contact cards: vCards (RFC 6350) of one person, as Delta Chat writes and reads them (wire protocol §2.18).

mod line;
mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::pgp::Certificate;

pub(crate) use read::is_card;

/// What a card says about a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Card {
    /// Chosen by themselves, never by whoever hands the card on; may be empty.
    pub(crate) name: String,
    /// May be empty if there is a name.
    pub(crate) address: String,
    /// What it takes to write to them.
    pub(crate) certificate: Option<Certificate>,
    pub(crate) picture: Option<Vec<u8>>,
    pub(crate) status: String,
}

impl Card {
    /// What to call them.
    pub(crate) fn display_name(&self) -> &str {
        if self.name.is_empty() { &self.address } else { &self.name }
    }
}
