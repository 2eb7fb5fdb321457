//! Armor with CRLF line ends, as it travels in mail.

use std::io::{self, Write};

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

/// Whether `message` is armored, leading white space aside.
pub(super) fn is_armored(message: &[u8]) -> bool {
    message.trim_ascii_start().starts_with(b"-----BEGIN PGP ")
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
}
