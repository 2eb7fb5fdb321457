//! The bytes of a mail between DATA and the final dot (RFC 5321 section 4.5.2).

/// Takes the stuffed dots out and finds the end.
///
/// Only CRLF dot CRLF ends a mail. Any other line end stays in it as it is, to be refused with it: servers that
/// disagreed about it have let one mail be smuggled inside another.
#[derive(Debug, Default)]
pub(super) struct Unstuffer {
    state: State,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    LineStart,
    Dot,
    DotCr,
    Text,
    Cr,
}

/// What one byte adds to the mail.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    Nothing,
    One(u8),
    /// A CR that had been held back, and the byte.
    CrAnd(u8),
    End,
}

impl Unstuffer {
    pub(super) fn push(&mut self, byte: u8) -> Step {
        let (state, step) = match (self.state, byte) {
            (State::LineStart, b'.') => (State::Dot, Step::Nothing),
            (State::Dot, b'\r') => (State::DotCr, Step::Nothing),
            (State::DotCr, b'\n') => (State::LineStart, Step::End),
            (State::DotCr, b'\r') => (State::Cr, Step::CrAnd(b'\r')),
            (State::DotCr, _) => (State::Text, Step::CrAnd(byte)),
            (State::Cr, b'\n') => (State::LineStart, Step::One(byte)),
            (_, b'\r') => (State::Cr, Step::One(byte)),
            (_, _) => (State::Text, Step::One(byte)),
        };
        self.state = state;
        step
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, Unstuffer};

    /// The mail, and what follows it.
    fn unstuff(bytes: &[u8]) -> Option<(Vec<u8>, &[u8])> {
        let (mut unstuffer, mut mail) = (Unstuffer::default(), Vec::new());
        for (at, byte) in bytes.iter().enumerate() {
            match unstuffer.push(*byte) {
                Step::Nothing => {}
                Step::One(byte) => mail.push(byte),
                Step::CrAnd(byte) => mail.extend([b'\r', byte]),
                Step::End => return Some((mail, &bytes[at + 1..])),
            }
        }
        None
    }

    #[test]
    fn dots_are_unstuffed_and_the_end_is_found() {
        for (sent, mail) in [
            ("a\r\n.\r\nNOOP\r\n", "a\r\n"),
            (".\r\nNOOP\r\n", ""),
            ("..\r\n...a\r\na.\r\n.\r\nNOOP\r\n", ".\r\n..a\r\na.\r\n"),
            (".a\r\n.\r\nNOOP\r\n", "a\r\n"),
        ] {
            assert_eq!(
                unstuff(sent.as_bytes()),
                Some((mail.as_bytes().to_vec(), &b"NOOP\r\n"[..])),
                "{sent:?}"
            );
        }
    }

    #[test]
    fn no_other_line_end_ends_a_mail() {
        for sent in ["a\n.\n", "a\r\n.\n", "a\n.\r\n", "a\r.\r", "a\r\n.\r\r\n", "a\r\n.\r.\r\n", "a\r\n."] {
            assert_eq!(unstuff(sent.as_bytes()), None, "{sent:?}");
        }
        // What such a line end leaves behind is no valid mail, which the filter sees.
        assert_eq!(unstuff(b"a\r\n.\nb\r\n.\r\n").unwrap().0, b"a\r\n\nb\r\n");
        assert_eq!(unstuff(b"a\r\n.\rb\r\n.\r\n").unwrap().0, b"a\r\n\rb\r\n");
    }
}
