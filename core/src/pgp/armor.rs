//! Armor (RFC 9580 §6), as it travels in mail.

use base64::{Engine, engine::general_purpose::STANDARD};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Turns the LF of the OpenPGP library's armor into CRLF: the outgoing filter of relays wants every line so.
pub(super) struct Crlf(pub(super) Vec<u8>);

impl Write for Crlf {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let mut rest = buf;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            let (line, after) = rest.split_at(end);
            self.0.extend_from_slice(line);
            self.0.extend_from_slice(b"\r\n");
            rest = after.get(1..).unwrap_or_default();
        }
        self.0.extend_from_slice(rest);
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The packets of `message`, which may be armored or not; `None` if its armor is damaged.
///
/// The checksum at the end is not looked at (RFC 9580 §6.1 forbids to refuse what it does not fit), nor what follows.
/// The library could read armor itself, in ten times the time and with its parser of packets compiled once more.
pub(super) fn stripped(message: &[u8]) -> Option<Cow<'_, [u8]>> {
    let start = message.trim_ascii_start();
    if !start.starts_with(b"-----BEGIN PGP ") {
        return Some(Cow::Borrowed(message));
    }
    let mut lines = start.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).skip(1);
    // An empty line ends the header fields.
    lines.by_ref().find(|line| line.is_empty())?;
    let mut encoded = Vec::with_capacity(start.len());
    for line in lines.take_while(|line| !matches!(line.first(), Some(b'=' | b'-'))) {
        encoded.extend_from_slice(line);
    }
    STANDARD.decode(encoded).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_ends_in_crlf() {
        let mut writer = Crlf(Vec::new());
        for piece in ["-----BEGIN", " X-----\n\n", "AAAA\nBB", "BB", "\n", ""] {
            writer.write_all(piece.as_bytes()).unwrap();
        }
        assert_eq!(writer.0, b"-----BEGIN X-----\r\n\r\nAAAA\r\nBBBB\r\n");
    }

    fn text(message: &str) -> Option<Vec<u8>> {
        stripped(message.as_bytes()).map(Cow::into_owned)
    }

    #[test]
    fn armor_is_taken_off_however_it_is_written() {
        let expected = Some(b"packets, packets".to_vec());
        for message in [
            "-----BEGIN PGP MESSAGE-----\n\ncGFja2V0cywgcGFja2V0cw==\n-----END PGP MESSAGE-----\n",
            "-----BEGIN PGP MESSAGE-----\r\n\r\ncGFja2V0cywgcGFja2V0cw==\r\n=AbCd\r\n-----END PGP MESSAGE-----",
            "\r\n -----BEGIN PGP MESSAGE-----\nVersion: 1\nComment: a\n \t\ncGFja2V0 \ncywgcGFj\n\na2V0cw==\n=AbCd\n-----END",
            "-----BEGIN PGP MESSAGE-----\n\ncGFja2V0cywgcGFja2V0cw==",
            "-----BEGIN PGP MESSAGE-----\n\ncGFja2V0cywgcGFja2V0cw==\n-----END PGP MESSAGE-----\nAAAA\n",
        ] {
            assert_eq!(text(message), expected, "{message}");
        }
        assert_eq!(text("packets, packets"), expected);
    }

    #[test]
    fn damaged_armor_is_none() {
        for message in [
            "-----BEGIN PGP MESSAGE-----",
            "-----BEGIN PGP MESSAGE-----\ncGFja2V0cw==\n-----END PGP MESSAGE-----",
            "-----BEGIN PGP MESSAGE-----\n\ncGFja2V0c\n-----END PGP MESSAGE-----",
            "-----BEGIN PGP MESSAGE-----\n\ncGFj*2V0cw==\n-----END PGP MESSAGE-----",
        ] {
            assert_eq!(text(message), None, "{message}");
        }
    }
}
