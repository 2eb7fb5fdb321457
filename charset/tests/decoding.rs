//! The same texts by the tables of a browser and by those of `encoding_rs`.
#![cfg_attr(target_arch = "wasm32", expect(clippy::unwrap_used, reason = "a test ends where it fails"))]

use charset::{Charset, decode_ascii, decode_latin1};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[test]
fn texts_of_the_world_are_read() {
    for (label, bytes, expected) in [
        ("utf-8", "Grüße 👋".as_bytes(), "Grüße 👋"),
        ("UTF8", b"\xE2\x82\xAC", "€"),
        (" us-ascii ", b"plain", "plain"),
        ("iso-8859-1", b"Gr\xFC\xDFe", "Grüße"),
        ("windows-1252", b"\x80 \x93x\x94", "€ “x”"),
        ("ISO-8859-15", b"\xA4", "€"),
        ("windows-1251", b"\xCF\xF0\xE8\xE2\xE5\xF2", "Привет"),
        ("koi8-r", b"\xF0\xD2\xC9\xD7\xC5\xD4", "Привет"),
        ("iso-2022-jp", b"\x1B$B$3$s$K$A$O\x1B(B", "こんにちは"),
        ("Shift_JIS", b"\x82\xB1\x82\xF1", "こん"),
        ("euc-jp", b"\xA4\xB3\xA4\xF3", "こん"),
        ("euc-kr", b"\xBE\xC8\xB3\xE7", "안녕"),
        ("gb2312", b"\xC4\xE3\xBA\xC3", "你好"),
        ("gb18030", b"\x94\x39\xDA\x33", "💩"),
        ("big5", b"\xA7\x41\xA6\x6E", "你好"),
        ("utf-16le", b"h\0i\0", "hi"),
    ] {
        let charset = Charset::for_label(label.as_bytes()).unwrap();
        let (text, replaced) = charset.decode_without_bom_handling(bytes);
        assert_eq!((text.as_ref(), replaced), (expected, false), "{label}");
    }
}

#[test]
fn unknown_labels_are_unknown() {
    for label in ["", "x-nothing", "utf-7", "replacement", "iso-2022-kr", "utf-8\0", "\u{fc}"] {
        assert!(Charset::for_label(label.as_bytes()).is_none(), "{label}");
        assert!(Charset::for_label_no_replacement(label.as_bytes()).is_none(), "{label}");
    }
    assert!(Charset::for_label(b"\xFF").is_none());
}

#[test]
fn a_byte_order_mark_wins_over_the_label() {
    let latin = Charset::for_label(b"iso-8859-1").unwrap();
    for (bytes, expected) in
        [(&b"\xEF\xBB\xBF\xC3\xA4"[..], "ä"), (b"\xFF\xFEh\0", "h"), (b"\xFE\xFF\0h", "h"), (b"\xE4", "ä")]
    {
        assert_eq!(latin.decode(bytes).0, expected, "{bytes:?}");
    }
    let utf8 = Charset::for_label(b"utf-8").unwrap();
    assert_eq!(utf8.decode_without_bom_handling(b"\xEF\xBB\xBFx").0, "\u{feff}x");
}

#[test]
fn broken_text_is_replaced_and_never_refused() {
    for label in ["utf-8", "big5", "iso-2022-jp", "gb18030", "utf-16le", "euc-kr"] {
        let charset = Charset::for_label(label.as_bytes()).unwrap();
        let (text, replaced) = charset.decode_without_bom_handling(b"ab\xFF");
        assert!(replaced && text.contains(char::REPLACEMENT_CHARACTER), "{label}: {text:?}");
    }
}

#[test]
fn bytes_without_a_character_set() {
    assert_eq!(decode_latin1(b"caf\xE9"), "café");
    assert_eq!(decode_ascii(b"caf\xE9"), "caf\u{fffd}");
    assert_eq!(decode_ascii(b"cafe"), "cafe");
    assert_eq!(decode_ascii("é".as_bytes()), "\u{fffd}\u{fffd}");
}
