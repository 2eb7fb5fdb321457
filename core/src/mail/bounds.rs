//! Refuses mail that would take the parser hours or all memory, in one pass over its bytes.

use super::MailError;
use memchr::memmem;

/// Larger than what relays accept (30 MiB) by far.
const MAX_BYTES: usize = 128 * 1024 * 1024;

/// More lines that look like boundaries than anyone's mail has: a few bytes each could fill the memory otherwise.
const MAX_BOUNDARY_LINES: usize = 10_000;

/// How many bytes may be searched for the ends of encoded words, over all fields.
const MAX_WORD_SEARCH: usize = 64 * 1024 * 1024;

/// Checks a mail or payload before it is parsed.
pub(super) fn check(raw: &[u8]) -> Result<(), MailError> {
    if raw.len() > MAX_BYTES {
        return Err(MailError::TooLarge(MAX_BYTES));
    }
    if memmem::find_iter(raw, b"\n--").take(MAX_BOUNDARY_LINES + 1).count() > MAX_BOUNDARY_LINES {
        return Err(MailError::TooComplex);
    }
    let mut searched = 0;
    let mut rest = raw;
    while !rest.is_empty() {
        let (fields, body) = split_fields(rest);
        searched += fields_search(fields);
        if searched > MAX_WORD_SEARCH {
            return Err(MailError::TooComplex);
        }
        rest = memmem::find(body, b"\n--").and_then(|next| body.get(next + 1..)).unwrap_or_default();
    }
    Ok(())
}

/// Splits at the empty line behind the fields.
fn split_fields(part: &[u8]) -> (&[u8], &[u8]) {
    let end = [&b"\n\r\n"[..], b"\n\n"].iter().filter_map(|gap| memmem::find(part, gap)).min();
    part.split_at(end.unwrap_or(part.len()))
}

/// How many bytes a decoder looks at that searches the end of every encoded word from its start: as many as there are
/// where words are well formed, their square where they never end.
fn fields_search(fields: &[u8]) -> usize {
    let mut ends = memmem::rfind_iter(fields, b"?=").peekable();
    let mut next_end = fields.len();
    let mut searched = 0_usize;
    for start in memmem::rfind_iter(fields, b"=?") {
        while let Some(end) = ends.next_if(|end| *end > start + 1) {
            next_end = end;
        }
        searched = searched.saturating_add(next_end - start);
    }
    searched
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_mail_passes() {
        let words = "=?utf-8?B?Z3LDvG4=?= <a@b.c>,\r\n ".repeat(20_000);
        let word = format!("=?utf-8?B?{}?=", "QUJD".repeat(100_000));
        let body = "x=?y".repeat(1_000_000);
        for mail in
            [format!("To: {words}\r\n\r\nhi"), format!("A: {word}\r\n\r\nhi"), format!("A: b\r\n\r\n{body}")]
        {
            assert_eq!(check(mail.as_bytes()), Ok(()));
        }
    }

    #[test]
    fn endless_words_do_not() {
        for word in ["=? ", "=?utf-8?B?", "=?x?Q?a "] {
            let words = word.repeat(100_000);
            for mail in [
                format!("Subject: {words}\r\n\r\nhi"),
                format!("Subject: {words}{}\r\n\r\nhi", "?=".repeat(100_000)),
                format!("A: b\r\n\r\nhi\r\n--x\r\nContent-Type: {words}\r\n\r\nhi"),
            ] {
                assert_eq!(check(mail.as_bytes()), Err(MailError::TooComplex), "{word}");
            }
        }
    }
}
