//! Header fields of a mail as raw bytes (RFC 5322 section 2.2), for what must leave the rest of a mail untouched.

/// A field with its continuation lines and line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    /// What stands before the colon; empty if there is none.
    pub(crate) name: &'a [u8],
    /// All of it, as it is in the mail.
    pub(crate) raw: &'a [u8],
}

impl Field<'_> {
    /// Whether this field is called `name`, in whatever case.
    pub(crate) fn is(&self, name: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Goes through the fields of a mail; what it has not gone through is [`Fields::rest`].
#[derive(Debug, Clone)]
pub(crate) struct Fields<'a> {
    /// At the end the empty line and the body.
    pub(crate) rest: &'a [u8],
}

impl<'a> Fields<'a> {
    /// The fields of `mail`, from its first byte.
    pub(crate) fn of(mail: &'a [u8]) -> Self {
        Self { rest: mail }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        if matches!(self.rest, [] | [b'\n', ..] | [b'\r', b'\n', ..]) {
            return None;
        }
        let mut end = 0;
        for line in self.rest.split_inclusive(|byte| *byte == b'\n') {
            let folded = matches!(line.first(), Some(b' ' | b'\t'));
            if end > 0 && !folded {
                break;
            }
            end += line.len();
        }
        let (raw, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        let colon = raw.iter().position(|byte| *byte == b':').unwrap_or(0);
        Some(Field { name: raw.get(..colon).unwrap_or_default().trim_ascii(), raw })
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Fields};

    #[test]
    fn folded_lines_belong_to_their_field() {
        let mut fields = Fields::of(b"From: a@b\r\nSubject: one\r\n two\r\n\r\nbody: no field\r\n");
        assert_eq!(fields.next().unwrap().name, b"From");
        assert_eq!(fields.next().unwrap(), Field { name: b"Subject", raw: b"Subject: one\r\n two\r\n" });
        assert_eq!(fields.next(), None);
        assert_eq!(fields.rest, b"\r\nbody: no field\r\n");
    }

    #[test]
    fn a_mail_may_be_empty_end_anywhere_or_lack_colons() {
        assert_eq!(Fields::of(b"").count(), 0);
        assert_eq!(Fields::of(b"\r\n").count(), 0);
        assert_eq!(Fields::of(b" folded from the start\r\nno colon").count(), 2);
        assert_eq!(Fields::of(b"Name").next().unwrap().name, b"");
    }
}
