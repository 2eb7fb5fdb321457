//! Refuses mail that would take the parser hours or all memory, in one pass over its bytes.

use super::MailError;
use memchr::memmem;

/// Larger than what relays accept (30 MiB) by far.
const MAX_BYTES: usize = 128 * 1024 * 1024;

/// More lines that look like boundaries than anyone's mail has: a few bytes each could fill the memory otherwise.
const MAX_BOUNDARY_LINES: usize = 10_000;

/// How many bytes may be looked at to find encoded words, over all fields.
const MAX_WORD_SEARCH: usize = 256 * 1024 * 1024;

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
        searched += word_search(fields);
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

/// How many bytes the parser looks at to find the encoded words (RFC 2047) in these fields.
///
/// It starts every look from the beginning of the line: at each `=?`, and from there at each `?=` until one is followed
/// by a space or the like. For well-formed words that is little; for lines made up of unfinished ones it is their cube.
fn word_search(fields: &[u8]) -> usize {
    fields.split(|byte| *byte == b'\n').map(line_word_search).fold(0, usize::saturating_add)
}

fn line_word_search(line: &[u8]) -> usize {
    let ascii = line.is_ascii();
    let mut ends = memmem::rfind_iter(line, b"?=").peekable();
    let mut looks = 1_usize;
    let mut cost = 0_usize;
    for start in memmem::rfind_iter(line, b"=?") {
        while let Some(end) = ends.next_if(|end| *end > start) {
            // In other lines than ASCII the parser looks at the wrong place for what follows.
            let is_last = ascii && line.get(end + 2).is_none_or(|next| b" \t\r\"()<>,".contains(next));
            looks = if is_last { 2 } else { looks + 1 };
        }
        cost = cost.saturating_add(looks.saturating_mul(line.len()));
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_mail_passes() {
        let words = "=?utf-8?B?Z3LDvG4=?= <a@b.c>,\r\n ".repeat(20_000);
        let unfolded = "=?utf-8?B?Z3LDvG4=?= <a@b.c>, ".repeat(1000);
        let word = format!("=?utf-8?B?{}?=", "QUJD".repeat(100_000));
        let body = "x=?y".repeat(1_000_000);
        for mail in [
            format!("To: {words}\r\n\r\nhi"),
            format!("To: {unfolded}\r\n\r\nhi"),
            format!("A: {word}\r\n\r\nhi"),
            format!("A: b\r\n\r\n{body}"),
        ] {
            assert_eq!(check(mail.as_bytes()), Ok(()));
        }
    }

    #[test]
    fn floods_of_unfinished_words_do_not() {
        for words in [
            "=?".repeat(100_000),
            "=? ".repeat(100_000),
            "=?utf-8?B?".repeat(100_000),
            " =?x?Q?a".repeat(100_000),
            format!("{}{}", " =?".repeat(2000), "?=x".repeat(2000)),
            format!("ä{}{}", " =?".repeat(2000), "?= ".repeat(2000)),
        ] {
            for mail in [
                format!("Subject: {words}\r\n\r\nhi"),
                format!("A: b\r\n\r\nhi\r\n--x\r\nContent-Type: {words}\r\n\r\nhi"),
            ] {
                assert_eq!(
                    check(mail.as_bytes()),
                    Err(MailError::TooComplex),
                    "{}",
                    words.get(..20).unwrap_or_default()
                );
            }
        }
    }
}
