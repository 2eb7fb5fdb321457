//! Parts of a mail that a client asks for by `BODY[…]` (RFC 3501 section 6.4.5).

use std::{borrow::Cow, num::NonZeroU32};

use imap_codec::imap_types::{
    core::{AString, Literal, NString},
    fetch::Section,
};

use crate::header::Fields;

/// Whether [`extract`] knows this section. Parts by number are not taken apart here.
pub(super) fn is_known(section: Option<&Section<'_>>) -> bool {
    matches!(
        section,
        None | Some(
            Section::Header(None)
                | Section::HeaderFields(None, _)
                | Section::HeaderFieldsNot(None, _)
                | Section::Text(None)
        )
    )
}

/// The bytes of a section; of one that is not known, none.
pub(super) fn extract<'a>(mail: &'a [u8], section: Option<&Section<'_>>) -> Cow<'a, [u8]> {
    match section {
        None => mail.into(),
        Some(Section::Header(None)) => head(mail).into(),
        Some(Section::Text(None)) => mail.get(head(mail).len()..).unwrap_or_default().into(),
        Some(Section::HeaderFields(None, names)) => fields(mail, names.as_ref(), true).into(),
        Some(Section::HeaderFieldsNot(None, names)) => fields(mail, names.as_ref(), false).into(),
        Some(_) => Cow::Borrowed(&[]),
    }
}

/// `<start.length>` of it.
pub(super) fn cut(bytes: &[u8], partial: Option<(u32, NonZeroU32)>) -> &[u8] {
    let Some((start, length)) = partial else { return bytes };
    let rest = bytes.get(start as usize..).unwrap_or_default();
    rest.get(..length.get() as usize).unwrap_or(rest)
}

/// As a literal. IMAP has no way to write a NUL, which no mail of ours has either, except one's own imports.
pub(super) fn literal(bytes: Cow<'_, [u8]>) -> NString<'_> {
    let bytes = if bytes.contains(&0) {
        bytes.iter().map(|byte| if *byte == 0 { 0x80 } else { *byte }).collect::<Vec<_>>().into()
    } else {
        bytes
    };
    Literal::unvalidated(bytes).into()
}

/// The header with the empty line that ends it.
fn head(mail: &[u8]) -> &[u8] {
    let mut fields = Fields::of(mail);
    fields.by_ref().for_each(drop);
    let empty_line = match fields.rest {
        [b'\r', b'\n', ..] => 2,
        [b'\n', ..] => 1,
        _ => 0,
    };
    mail.get(..mail.len() - fields.rest.len() + empty_line).unwrap_or(mail)
}

fn fields(mail: &[u8], names: &[AString<'_>], wanted: bool) -> Vec<u8> {
    let named = |field: &crate::header::Field<'_>| names.iter().any(|name| field.is(name.as_ref()));
    let mut out: Vec<u8> = Fields::of(mail)
        .filter(|field| named(field) == wanted)
        .flat_map(|field| field.raw)
        .copied()
        .collect();
    out.extend_from_slice(b"\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::{cut, extract, literal};
    use imap_codec::imap_types::{
        core::{AString, Vec1},
        fetch::Section,
    };
    use std::num::NonZeroU32;

    const MAIL: &[u8] = b"From: a@b\r\nSubject: one\r\n two\r\nMessage-ID: <m>\r\n\r\nbody\r\n";

    fn names(names: &[&'static str]) -> Vec1<AString<'static>> {
        Vec1::try_from(names.iter().map(|name| AString::try_from(*name).unwrap()).collect::<Vec<_>>())
            .unwrap()
    }

    #[test]
    fn sections_are_bytes_of_the_mail() {
        let wanted = Section::HeaderFields(None, names(&["MESSAGE-ID", "subject", "absent"]));
        assert_eq!(&*extract(MAIL, Some(&wanted)), b"Subject: one\r\n two\r\nMessage-ID: <m>\r\n\r\n");
        let unwanted = Section::HeaderFieldsNot(None, names(&["subject"]));
        assert_eq!(&*extract(MAIL, Some(&unwanted)), b"From: a@b\r\nMessage-ID: <m>\r\n\r\n");
        assert_eq!(&*extract(MAIL, Some(&Section::Text(None))), b"body\r\n");
        let head = extract(MAIL, Some(&Section::Header(None)));
        assert_eq!([&head, &b"body\r\n"[..]].concat(), MAIL);
        assert_eq!(&*extract(MAIL, None), MAIL);
    }

    #[test]
    fn odd_mails_have_sections_too() {
        for mail in [&b""[..], b"\r\n", b"\n\n", b"no colon", b" folded\r\n", b"A: b"] {
            for section in
                [Section::Header(None), Section::Text(None), Section::HeaderFields(None, names(&["a"]))]
            {
                extract(mail, Some(&section));
            }
            let (head, text) =
                (extract(mail, Some(&Section::Header(None))), extract(mail, Some(&Section::Text(None))));
            assert_eq!([head, text].concat(), mail);
        }
    }

    #[test]
    fn a_cut_beyond_the_end_is_what_there_is() {
        let length = |n| NonZeroU32::new(n).unwrap();
        assert_eq!(cut(b"0123456789", Some((2, length(3)))), b"234");
        assert_eq!(cut(b"0123456789", Some((8, length(u32::MAX)))), b"89");
        assert_eq!(cut(b"0123456789", Some((u32::MAX, length(1)))), b"");
    }

    #[test]
    fn a_nul_is_replaced() {
        assert_eq!(literal(b"a\0b"[..].into()).into_option().unwrap().as_ref(), b"a\x80b");
    }
}
