//! OpenPGP and mail, as others see them.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where it fails"
)]

mod mail_compose;
mod mail_hostile;
mod mail_read;
mod people;
mod pgp_hostile;
mod pgp_keys;
mod pgp_messages;
