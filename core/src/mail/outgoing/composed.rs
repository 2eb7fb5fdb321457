//! A composed mail, before and after sealing.

use super::{
    body::boundary,
    header::{HIDDEN_RECIPIENTS, angled},
};
use crate::rng::Random;
use mail_builder::headers::date::Date;
use rand::Rng;

/// The outer date lies up to six days in the past, so that it tells nobody when people talk. In seconds.
const DATE_SPREAD: i64 = 518_400;

/// A payload that is ready to be sealed, and what is seen outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// What is to be sealed.
    pub payload: Vec<u8>,
    /// The fields outside, in order. Nothing else goes there: every further field tells something.
    fields: Vec<(&'static str, String)>,
    boundary: String,
}

impl Composed {
    pub(super) fn new(address: &str, message_id: &str, date: i64, chat: bool, rng: &mut dyn Random) -> Self {
        let outer_date = date.div_euclid(1000) - rng.gen_range(0..DATE_SPREAD);
        let mut fields = vec![
            ("From", angled(address)),
            ("Date", Date::new(outer_date).to_rfc822()),
            ("Message-ID", angled(message_id)),
            ("To", HIDDEN_RECIPIENTS.to_owned()),
            ("Subject", "[...]".to_owned()),
        ];
        if chat {
            fields.push(("Chat-Version", "1.0".to_owned()));
        }
        Composed { payload: Vec::new(), fields, boundary: boundary(rng) }
    }

    /// Lets a field be seen outside too.
    pub(super) fn show_outside(&mut self, name: &'static str, value: &str) {
        self.fields.push((name, value.to_owned()));
    }

    /// The fields that the payload repeats, so that the receiver can tell what was changed on the way.
    pub(super) fn protected_fields(&self) -> &[(&'static str, String)] {
        &self.fields
    }

    /// The mail for the relay (RFC 3156 §4), around the sealed and armored payload.
    pub fn mail(&self, armored: &str) -> Vec<u8> {
        let boundary = &self.boundary;
        let mut mail = String::with_capacity(armored.len() + 1024);
        for (name, value) in &self.fields {
            mail += &format!("{name}: {value}\r\n");
        }
        mail += "MIME-Version: 1.0\r\n";
        mail += "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\";\r\n";
        mail += &format!(" boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n");
        mail += "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n";
        mail += &format!("\r\n--{boundary}\r\nContent-Type: application/octet-stream\r\n\r\n");
        mail += armored;
        mail += &format!("\r\n--{boundary}--\r\n");
        mail.into_bytes()
    }
}
