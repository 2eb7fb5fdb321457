//! Mail made to break whoever reads it.

use crate::people::rng;
use estuary_core::mail::{Incoming, MailError, Message};
use rand::Rng;

fn read(mail: &[u8]) -> Result<Message, MailError> {
    let incoming = Incoming::parse(mail)?;
    let _ = incoming.ciphertext();
    let content = incoming.decrypted(mail)?;
    let _ = (content.autocrypt(), content.detached_signature());
    let message = content.message(true);
    let _ = (message.gossip(), message.avatar(), message.handshake(), message.wants_receipt());
    Ok(incoming.unencrypted())
}

#[test]
fn deep_nesting() {
    for depth in [10, 90, 1000, 20_000] {
        let mut mail = String::new();
        for level in 0..depth {
            mail += &format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n");
        }
        mail += "Content-Type: text/plain\r\n\r\ndeep\r\n";
        let read = read(mail.as_bytes());
        assert!(if depth < 100 { read.unwrap().text.text == "deep" } else { read.is_err() }, "{depth}");
    }
}

#[test]
fn floods_of_parts() {
    let part = "--b\r\n\r\nx\r\n";
    let flood =
        |count| format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{}--b--\r\n", part.repeat(count));
    assert!(read(flood(100).as_bytes()).unwrap().text.text.len() > 200);
    assert!(read(flood(5000).as_bytes()).unwrap().text.text.len() < 2000);
    assert_eq!(read(flood(20_000).as_bytes()).unwrap_err(), MailError::TooComplex);
}

#[test]
fn megabyte_fields() {
    let long = "x".repeat(1 << 20);
    for mail in [
        format!("Subject: {long}\r\n\r\nhi"),
        format!("{long}: x\r\n\r\nhi"),
        format!("To: {}\r\n\r\nhi", "a@b.c, ".repeat(1 << 17)),
        format!("To: {}\r\n\r\nhi", "<".repeat(1 << 20)),
        format!("To: {}\r\n\r\nhi", "g: ".repeat(1 << 18)),
        format!("References: {}\r\n\r\nhi", "<a@b> ".repeat(1 << 17)),
        format!("Autocrypt: addr=a@b.c; keydata={long}\r\nFrom: a@b.c\r\n\r\nhi"),
        format!("Autocrypt: {}\r\nFrom: a@b.c\r\n\r\nhi", "_a=1;".repeat(1 << 17)),
        format!("Chat-User-Avatar: base64:{long}\r\n\r\nhi"),
        format!("Content-Type: text/plain; {}\r\n\r\nhi", "a*0=x; ".repeat(1 << 14)),
        format!("Content-Type: text/plain; charset={long}\r\n\r\nhi"),
        format!("{}\r\nhi", "A: b\r\n".repeat(1 << 17)),
    ] {
        let message = read(mail.as_bytes()).unwrap();
        assert_eq!(message.text.text, "hi", "{}", &mail[..40]);
        assert!(message.references.len() <= 500 && message.to.len() <= 10_000);
    }
}

#[test]
fn encoded_words_without_end() {
    let words = "=?utf-8?B?".repeat(1 << 17);
    for name in ["Subject", "Content-Type", "From", "Content-Disposition"] {
        assert_eq!(read(format!("{name}: {words}\r\n\r\nhi").as_bytes()).unwrap_err(), MailError::TooComplex);
    }
}

#[test]
fn megabyte_texts() {
    let flowed = "a \r\n".repeat(1 << 20);
    let quotes = "> ".repeat(1 << 20);
    let tags = "<b>x".repeat(1 << 20);
    for (kind, body) in [
        ("text/plain; format=flowed", &flowed),
        ("text/plain", &quotes),
        ("text/plain", &"-- \r\n".repeat(5000)),
        ("text/html", &tags),
        ("text/html", &"<!--".repeat(1 << 19)),
        ("text/html", &"&amp".repeat(1 << 19)),
        ("text/plain; hp-legacy-display=1", &"x: y\r\n".repeat(1 << 19)),
    ] {
        let mail = format!("Content-Type: {kind}\r\n\r\n{body}");
        assert!(read(mail.as_bytes()).unwrap().text.text.len() <= 1 << 20, "{kind}");
    }
}

#[test]
fn nonsense() {
    for mail in [
        &b""[..],
        b"\r\n",
        b":",
        b"\0\0\0",
        b"Content-Type: multipart/mixed\r\n\r\nx",
        b"Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\n--",
        b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b--",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b--",
        b"Content-Type: /;;=\r\n\r\n",
        b"Content-Type: text/plain; charset=\xFF\xFE\r\n\r\n\xFF\xFE",
        b"Content-Disposition: attachment; filename*=''%\r\n\r\nx",
        b"Content-Disposition: attachment; filename*=utf-8''%zz%C3\r\n\r\nx",
        b"Date: Mon, 99 Foo 99999999999999 99:99:99 +9999\r\n\r\nx",
        b"Subject: =?x?B?\xFF?= =?utf-8?Q?=?= =?\r\n\r\nx",
        b"From: =?utf-8?B?/w==?= <a@b>, \"\\\r\n\r\nx",
    ] {
        let _ = read(mail);
    }
    for date in ["Thu, 1 Jan 292277026596 00:00:00 +0000", "1 Jan 0000 00:00:00 -9999"] {
        let _ = read(format!("Date: {date}\r\n\r\nx").as_bytes()).map(|message| message.date);
    }
}

/// Random damage to mail of every shape.
#[test]
fn changed_mail_never_panics() {
    let seeds = [
        "From: \"A, B\" <a@b.c>\r\nTo: g: <x@y.z>, =?utf-8?q?=C3=BC?= <u@v.w>;\r\nSubject: =?iso-8859-1?B?4Q==?=\r\n\
         Date: Thu, 1 Jan 2026 00:00:00 +0000\r\nAutocrypt: addr=a@b.c; keydata=xjMEaVW5\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain; format=flowed; delsp=yes; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         > quote =C3=BC \r\n> more\r\n\r\ntext=20\r\n-- \r\nfooter\r\n--b\r\nContent-Type: image/png; name=\"x\"\r\n\
         Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1=\"b.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n--b--\r\n",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=r\r\n\r\n--r\r\n\r\nx\r\n--r\r\n\
         Content-Type: message/disposition-notification\r\n\r\nOriginal-Message-ID: <a@b>\r\nDisposition: x\r\n--r--\r\n",
        "Content-Type: multipart/alternative; boundary=r\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\n<p>&lt;x<!-- --><br></p>\r\n--r--\r\n",
    ];
    let mut rng = rng(42);
    for seed in seeds {
        for length in 0..seed.len() {
            let _ = read(&seed.as_bytes()[..length]);
        }
        for _ in 0..3000 {
            let mut mail = seed.as_bytes().to_vec();
            for _ in 0..rng.gen_range(1..6) {
                let at = rng.gen_range(0..mail.len());
                match rng.gen_range(0..3) {
                    0 => mail[at] = rng.gen_range(0..=255),
                    1 => drop(mail.remove(at)),
                    _ => mail.insert(at, b"\r\n-;=\"<>?*%\0\xFF"[rng.gen_range(0..13)]),
                }
            }
            let _ = read(&mail);
        }
    }
}
