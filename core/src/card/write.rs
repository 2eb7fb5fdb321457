//! Writing cards.

use super::{Card, line::escape};
use crate::pgp::KeyError;
use base64::{Engine, engine::general_purpose::STANDARD};
use estuary_jmap::date::UtcDate;
use std::fmt::Write;

impl Card {
    /// As the real core writes it: version 4.0, lines however long, commas escaped in data URIs too. `now`: Unix
    /// milliseconds.
    ///
    /// # Errors
    /// [`KeyError`] if the certificate cannot be written, which nothing that was parsed can cause.
    pub(crate) fn write(&self, now: i64) -> Result<Vec<u8>, KeyError> {
        let mut text = String::from("BEGIN:VCARD\r\nVERSION:4.0\r\n");
        let mut add = |name, value: &str| {
            // Writing to a string does not fail.
            write!(text, "{name}:{value}\r\n").ok();
        };
        add("EMAIL", &escape(&self.address));
        add("FN", &escape(self.display_name()));
        if let Some(certificate) = &self.certificate {
            add("KEY", &uri("application/pgp-keys", &certificate.to_bytes()?));
        }
        if let Some(picture) = &self.picture {
            // The one type the real core reads; everybody looks at the bytes.
            add("PHOTO", &uri("image/jpeg", picture));
        }
        if !self.status.is_empty() {
            add("NOTE", &escape(&self.status));
        }
        add("REV", &UtcDate(now - now.rem_euclid(1000)).to_string().replace(['-', ':'], ""));
        text.push_str("END:VCARD\r\n");
        Ok(text.into_bytes())
    }
}

fn uri(media_type: &str, bytes: &[u8]) -> String {
    format!("data:{media_type};base64\\,{}", STANDARD.encode(bytes))
}
