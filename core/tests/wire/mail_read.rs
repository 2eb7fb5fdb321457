//! Mail of others: what counts in it, and what does not.

use crate::people::{person, rng};
use estuary_core::mail::{Autocrypt, Bounce, Incoming, Message, Protection, Report, Step};

const OUTER: &str = "From: <alice@example.org>\r\n\
    To: outer@example.org\r\n\
    Date: Thu, 1 Jan 2026 00:00:00 +0000\r\n\
    Message-ID: <outer@x>\r\n\
    Subject: Outer\r\n\
    Chat-Version: 1.0\r\n\
    Chat-Group-ID: outer-group\r\n\
    Secure-Join: vc-contact-confirm\r\n\
    Autocrypt-Gossip: addr=outer\r\n\
    List-ID: <list.example>\r\n\
    X-Other: outer\r\n";

fn mail(outer: &str) -> String {
    format!(
        "{outer}Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\n\
        Version: 1\r\n\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\nDATA\r\n--b--\r\n"
    )
}

fn read_in(outer: &str, payload: &str, signed: bool) -> Message {
    let mail = mail(outer);
    let payload = payload.replace('\n', "\r\n").replace("\r\r", "\r");
    Incoming::parse(mail.as_bytes()).unwrap().decrypted(payload.as_bytes()).unwrap().message(signed)
}

fn read(payload: &str) -> Message {
    read_in(OUTER, payload, true)
}

#[test]
fn with_hp_nothing_outside_counts() {
    let inner =
        "From: Alice <inner@example.org>\nSubject: Inner\nContent-Type: text/plain; hp=\"cipher\"\n\nhi";
    for signed in [true, false] {
        let message = read_in(OUTER, inner, signed);
        for name in
            ["to", "date", "message-id", "chat-version", "chat-group-id", "secure-join", "list-id", "x-other"]
        {
            assert!(!message.headers.has(name), "{name}");
        }
        assert_eq!(message.subject.as_deref(), Some("Inner"));
        assert_eq!(message.from.as_ref().unwrap().address, "inner@example.org");
        assert_eq!(message.outer_from.as_ref().unwrap().address, "alice@example.org");
        assert_eq!(message.has_forged_sender(), !signed);
    }
}

#[test]
fn without_hp_the_removal_list_applies() {
    let inner = "From: Alice <alice@example.org>\nContent-Type: text/plain; protected-headers=\"v1\"\n\nhi";
    for (signed, subject, list) in [(true, None, false), (false, Some("Outer".to_owned()), true)] {
        let message = read_in(OUTER, inner, signed);
        for name in
            ["to", "date", "message-id", "chat-version", "chat-group-id", "secure-join", "autocrypt-gossip"]
        {
            assert!(!message.headers.has(name), "{name}");
        }
        assert_eq!(message.headers.get("x-other").as_deref(), Some("outer"));
        assert_eq!((message.subject.clone(), message.headers.has("list-id")), (subject, list));
        assert!(!message.has_forged_sender());
    }
}

#[test]
fn unsigned_messages_lose_what_needs_a_signature() {
    let fields = |step: &str| {
        format!(
            "From: <alice@example.org>\nTo: bob@example.org\nSecure-Join: {step}\nSecure-Join-Auth: auth\n\
            Secure-Join-Fingerprint: F\nChat-Verified: 1\nAutocrypt-Gossip: addr=bob@example.org\nContent-Type: text/plain; hp=\"cipher\"\n\nhi"
        )
    };
    for (step, kept) in [
        ("vc-request-pubkey", true),
        ("vc-request", true),
        ("vg-request", true),
        ("vc-pubkey", false),
        ("vc-request-with-auth", false),
    ] {
        let message = read_in(OUTER, &fields(step), false);
        assert_eq!(message.protection, Protection::Encrypted);
        assert_eq!(message.handshake().is_some(), kept, "{step}");
        assert_eq!(message.headers.has("secure-join-auth"), kept, "{step}");
        for name in ["secure-join-fingerprint", "chat-verified", "autocrypt-gossip"] {
            assert!(!message.headers.has(name), "{name}");
        }
        assert!(read(&fields(step)).headers.has("secure-join-fingerprint"));
    }
}

#[test]
fn the_last_field_counts() {
    let message =
        read("Chat-Content: first\nchat-content: second\nContent-Type: text/plain; hp=\"cipher\"\n\nhi");
    assert_eq!(message.headers.get("Chat-Content").as_deref(), Some("second"));
    assert_eq!(message.headers.all("Chat-Content"), ["first", "second"]);
}

#[test]
fn hidden_fields_of_old_programs_are_found() {
    let message = read(
        "From: <alice@example.org>\nContent-Type: multipart/mixed; boundary=x\n\n--x\nMessage-ID: <real@id>\n\
        Chat-Delete: <a@b c@d>\nX-Other: no\nContent-Type: text/plain\n\nhi\n--x--\n",
    );
    assert_eq!(message.message_id.as_deref(), Some("real@id"));
    assert_eq!(message.ids_in("Chat-Delete"), ["a@b", "c@d"]);
    assert_eq!(message.headers.get("X-Other").as_deref(), Some("outer"));
}

#[test]
fn exchange_keeps_the_id_elsewhere() {
    let mail = "Message-ID: <exchange@x>\r\nX-Microsoft-Original-Message-ID: <real@x>\r\n\r\nhi";
    assert_eq!(Incoming::parse(mail.as_bytes()).unwrap().message_id().as_deref(), Some("real@x"));
}

#[test]
fn encrypted_parts_in_all_their_shapes() {
    let marker = "Content-Type: application/pgp-encrypted\n\nVersion: 1\n";
    let data = "Content-Type: application/octet-stream\n\nDATA\n";
    let proper = format!("--b\n{marker}\n--b\n{data}\n--b--\n");
    let exchange = format!("--b\nContent-Type: text/plain\n\n\n--b\n{marker}\n--b\n{data}\n--b--\n");
    let wrapped = format!(
        "--c\nContent-Type: text/plain\n\nAd\n--c\nContent-Type: multipart/encrypted; boundary=b\n\n{proper}\n--c--\n"
    );
    let base64 = "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\
        Content-Transfer-Encoding: base64\n\nREFUQQ==\n--b--\n";
    for (kind, boundary, body) in [
        ("encrypted", 'b', proper.as_str()),
        ("mixed", 'b', &exchange),
        ("mixed", 'c', &wrapped),
        ("encrypted", 'b', base64),
    ] {
        let mail = format!("Content-Type: multipart/{kind}; boundary={boundary}\n\n{body}");
        let incoming = Incoming::parse(mail.as_bytes()).unwrap();
        assert_eq!(incoming.ciphertext().unwrap().trim_ascii(), b"DATA", "{mail}");
    }
    for mail in [
        "Subject: x\n\nhi",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nDATA\n--b--",
        "Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--",
    ] {
        assert!(Incoming::parse(mail.as_bytes()).unwrap().ciphertext().is_none());
    }
}

#[test]
fn legacy_requests_are_told_by_their_number() {
    for (line, step) in
        [("Secure-Join: vc-request\r\n", false), ("Secure-Join: vg-request\r\n", true), ("", false)]
    {
        let mail = format!(
            "From: bob@example.org\r\n{line}Secure-Join-Invitenumber: 123\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
            --b\r\nContent-Type: text/plain\r\n\r\nSecure-Join: vc-request\r\n--b--\r\n"
        );
        let message = Incoming::parse(mail.as_bytes()).unwrap().unencrypted();
        assert_eq!(
            (message.protection, message.handshake()),
            (Protection::None, Some(Step::LegacyRequest(step)))
        );
        assert_eq!(message.headers.get("Secure-Join-Invitenumber").as_deref(), Some("123"));
    }
}

/// An `Autocrypt` value for a person, made by the composer.
fn autocrypt_of(name: &str) -> String {
    use estuary_core::mail::{Body, Mailbox, Outgoing};
    let person = person(name);
    let outgoing = Outgoing {
        from: Mailbox::new("", &person.address),
        message_id: "x@localhost".into(),
        date: 0,
        to: vec![],
        subject: String::new(),
        chat: true,
        autocrypt: Some(&person.certificate),
        gossip: vec![],
        in_reply_to: None,
        references: vec![],
        headers: vec![],
        body: Body::Text(String::new()),
    };
    let payload = outgoing.compose(&mut rng(1)).unwrap().payload;
    read(&String::from_utf8(payload).unwrap()).headers.get("autocrypt").unwrap()
}

#[test]
fn autocrypt_attributes_are_strict() {
    let (alice, value) = (person("alice"), autocrypt_of("alice"));
    let parsed = Autocrypt::parse(&value).unwrap();
    assert_eq!((parsed.address.as_str(), &parsed.certificate), ("alice@example.org", &alice.certificate));
    assert!(value.contains("keydata=xjM") && value.matches(' ').count() > 8, "{value}");
    for good in [
        format!("{value}; "),
        format!("_extra=1; {value}"),
        value.replace("mutual", "whatever"),
        value.replace("prefer-encrypt=mutual; ", ""),
        value.replace("alice@", " ALICE@"),
        value.replace(' ', "\t \r\n "),
        value.replace("addr=", "_verified=1; addr="),
    ] {
        assert_eq!(
            Autocrypt::parse(&good).map(|parsed| parsed.certificate),
            Some(alice.certificate.clone()),
            "{good}"
        );
    }
    assert!(Autocrypt::parse(&format!("_verified=1; {value}")).unwrap().verified);
    for bad in [
        format!("extra=1; {value}"),
        value.replace("addr=alice@example.org; ", ""),
        value.replace("alice@example.org", "nobody"),
        value.replace("keydata=xjM", "keydata=xxx"),
        format!("{value}!"),
        "addr=alice@example.org; keydata=".into(),
        "addr=alice@example.org".into(),
        String::new(),
    ] {
        assert_eq!(Autocrypt::parse(&bad), None, "{bad}");
    }
}

#[test]
fn the_last_valid_autocrypt_for_the_outer_sender_wins() {
    let (alice, mallory) = (autocrypt_of("alice"), autocrypt_of("mallory"));
    let select = |outer: &str, inner: &str| {
        let mail = mail(&format!("From: Alice@Example.org\r\n{outer}"));
        let payload = format!("{inner}Content-Type: text/plain; hp=cipher\r\n\r\nhi");
        let incoming = Incoming::parse(mail.as_bytes()).unwrap();
        incoming.decrypted(payload.as_bytes()).unwrap().autocrypt().map(|autocrypt| autocrypt.address)
    };
    let field = |value: &str| format!("Autocrypt: {value}\r\n");
    let alices = Some("alice@example.org".to_owned());
    assert_eq!(select("", &field(&alice)), alices);
    assert_eq!(select(&field(&alice), ""), alices);
    assert_eq!(select("", &(field(&alice) + &field(&mallory) + &field("broken"))), alices);
    // Any field inside replaces all outside, even if it is of no use.
    assert_eq!(select(&field(&alice), &field(&mallory)), None);
    assert_eq!(select("", ""), None);
}

#[test]
fn gossip_is_for_recipients_only() {
    let gossip = ["bob", "carol", "alice", "mallory"]
        .map(autocrypt_of)
        .map(|value| format!("Autocrypt-Gossip: {value}\n"))
        .concat();
    let payload = format!(
        "From: alice@example.org\nTo: \"Bob\" <BOB@example.org>, alice@example.org\nCc: carol@example.org\n{gossip}\
        Content-Type: text/plain; hp=cipher\n\nhi"
    );
    let addresses =
        |message: &Message| message.gossip().into_iter().map(|key| key.address).collect::<Vec<_>>();
    assert_eq!(addresses(&read(&payload)), ["bob@example.org", "carol@example.org"]);
    assert!(addresses(&read_in(OUTER, &payload, false)).is_empty());
}

#[test]
fn signed_layers_inside_are_found() {
    let payload = b"Content-Type: multipart/signed; boundary=s; protocol=\"application/pgp-signature\"\r\n\r\n--s\r\n\
        Subject: Inner\r\nContent-Type: text/plain\r\n\r\nsigned text\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\nSIG\r\n--s--\r\n";
    let mail = mail("From: alice@example.org\r\n");
    let incoming = Incoming::parse(mail.as_bytes()).unwrap();
    let content = incoming.decrypted(payload).unwrap();
    let (signed, signature) = content.detached_signature().unwrap();
    assert_eq!(signed, b"Subject: Inner\r\nContent-Type: text/plain\r\n\r\nsigned text");
    assert_eq!(signature.trim_ascii(), b"SIG");
    let message = content.message(true);
    assert_eq!((message.text.text.as_str(), message.subject.as_deref()), ("signed text", Some("Inner")));
    assert!(message.attachments.is_empty());
}

#[test]
fn detached_signatures_verify() {
    use estuary_core::pgp::DetachedSignatures;
    use pgp::composed::{Deserializable, DetachedSignature, SignedSecretKey};
    let alice = person("alice");
    let key = SignedSecretKey::from_bytes(alice.key.to_bytes().unwrap().as_slice()).unwrap();
    let content = b"Content-Type: text/plain\r\n\r\nsigned text";
    let sign =
        |hash| DetachedSignature::sign_binary_data(rng(1), &*key, &"".into(), hash, &content[..]).unwrap();
    let armored = sign(pgp::crypto::hash::HashAlgorithm::Sha256).to_armored_string(None.into()).unwrap();
    let signatures = DetachedSignatures::parse(armored.as_bytes()).unwrap();
    assert_eq!(signatures.issuers(), [alice.key.fingerprint()]);
    assert_eq!(
        signatures.verify(content, &[&alice.certificate]).unwrap().fingerprint,
        alice.key.fingerprint()
    );
    assert_eq!(signatures.verify(b"other", &[&alice.certificate]), None);
    assert_eq!(signatures.verify(content, &[&person("bob").certificate]), None);
    assert!(DetachedSignatures::parse(b"SIG").is_err());
}

#[test]
fn encodings() {
    for (head, body, expected) in [
        ("text/plain; charset=utf-8", "gr\u{fc}n", "grün"),
        (
            "text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable",
            "gr=FCn =\nund wei=DF",
            "grün und weiß",
        ),
        ("text/plain; charset=windows-1251\nContent-Transfer-Encoding: base64", "z/Do4uXy", "Привет"),
        ("text/plain; charset=shift_jis\nContent-Transfer-Encoding: base64", "k/qWe4zq", "日本語"),
        ("text/plain; charset=no-such-charset", "plain", "plain"),
        ("text/plain; format=flowed", "one \ntwo\nthree", "one two\nthree"),
        ("text/plain; format=flowed; delsp=yes", "one \ntwo", "onetwo"),
        ("text/plain; hp-legacy-display=\"1\"", "Subject: x\nFrom: y\n\nreal", "real"),
        (
            "text/html",
            "<html><head><style>p {}</style></head><body><p>Hello <b>you</b> &amp; me</p><script>x()</script></body></html>",
            "Hello you & me",
        ),
        ("text/plain\nContent-Transfer-Encoding: base64", "%%%not base64%%%", ""),
    ] {
        let message = read(&format!("Content-Type: {head}\n\n{body}"));
        assert_eq!(message.text.text, expected, "{head}");
        assert_eq!(message.text.has_plain, head.starts_with("text/plain"), "{head}");
    }
}

#[test]
fn raw_eight_bit_text_in_old_charsets() {
    let payload = b"Content-Type: text/plain; charset=iso-8859-15\r\n\r\n10 \xA4 f\xFCr Dich";
    let mail = mail("");
    let message = Incoming::parse(mail.as_bytes()).unwrap().decrypted(payload).unwrap().message(true);
    assert_eq!(message.text.text, "10 € für Dich");
}

#[test]
fn names_of_files() {
    for (disposition, expected) in [
        ("attachment; filename=\"plain.txt\"", "plain.txt"),
        ("attachment; filename*=utf-8''gr%C3%BCn.txt", "grün.txt"),
        ("attachment; filename*0*=utf-8''gr%C3%BC; filename*1*=n.txt", "grün.txt"),
        ("attachment; filename*0*=windows-1251''%CF%F0; filename*1*=%E8.txt", "При.txt"),
        ("attachment; filename=\"=?utf-8?B?Z3LDvG4udHh0?=\"", "grün.txt"),
        ("attachment; filename=\"../../../etc/passwd\"", "passwd"),
        ("attachment", "file.pdf"),
        ("inline; filename=x.pdf", "x.pdf"),
    ] {
        let message =
            read(&format!("Content-Type: application/pdf\nContent-Disposition: {disposition}\n\nDATA"));
        let [file] = message.attachments.as_slice() else { panic!("one file") };
        assert_eq!((file.name.as_str(), file.data.as_slice()), (expected, &b"DATA"[..]), "{disposition}");
    }
}

#[test]
fn alternatives() {
    let build = |parts: &[(&str, &str)]| {
        let parts: String =
            parts.iter().map(|(kind, body)| format!("--x\nContent-Type: {kind}\n\n{body}\n")).collect();
        read(&format!("Content-Type: multipart/alternative; boundary=x\n\n{parts}--x--\n"))
    };
    assert_eq!(build(&[("text/plain", "plain"), ("text/html", "<p>html</p>")]).text.text, "plain");
    assert_eq!(build(&[("text/html", "<p>html</p>"), ("text/plain", "plain")]).text.text, "plain");
    assert_eq!(build(&[("text/html", "<p>html</p>")]).text.text, "html");
    for (parts, html) in [
        (&[("text/plain", "plain"), ("text/html", "<p>html</p>")][..], Some("<p>html</p>")),
        (&[("text/html", "<p>html</p>")], Some("<p>html</p>")),
        (&[("text/plain", "plain")], None),
    ] {
        assert_eq!(build(parts).html.as_deref(), html);
    }
    let mixed = "multipart/mixed; boundary=y";
    let inner = "--y\nContent-Type: text/html\n\n<p>html</p>\n--y\nContent-Type: image/png\n\nPNG\n--y--\n";
    let message = build(&[("text/plain", "plain"), (mixed, inner)]);
    assert_eq!((message.text.text.as_str(), message.attachments.len()), ("html", 1));
}

#[test]
fn bounces() {
    let report = "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\nSorry.\n--x\n\
        Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; bob@example.org\n\
        Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n--x\nContent-Type: message/rfc822\n\n\
        Message-ID: <lost@localhost>\nSubject: x\n\nbody\n--x--\n";
    let bounce = |text: &str| Incoming::parse(text.as_bytes()).unwrap().unencrypted().report;
    let expected = Bounce {
        message_id: Some("lost@localhost".into()),
        recipient: Some("bob@example.org".into()),
        failed: true,
        reason: "550 5.1.1 no such user".into(),
    };
    assert_eq!(bounce(report), Some(Report::Bounce(expected.clone())));
    assert_eq!(
        bounce(&report.replace("rfc822\n", "rfc822-headers\n").replace("message/rfc822-h", "text/rfc822-h")),
        Some(Report::Bounce(expected.clone()))
    );
    let delayed = Bounce { failed: false, ..expected };
    assert_eq!(bounce(&report.replace("failed", "delayed")), Some(Report::Bounce(delayed)));
    assert_eq!(bounce(&report.replace("delivery-status; b", "other; b")), None);
}

#[test]
fn receipts_of_others() {
    let report = |rest: &str| {
        read(&format!("Content-Type: multipart/report; report-type=disposition-notification; boundary=x\n\n--x\n\nRead.\n--x\n\
            Content-Type: message/disposition-notification\n\n{rest}\n--x--\n")).report
    };
    assert_eq!(
        report(
            "Original-Message-ID: <a@b>\nDisposition: manual-action/MDN-sent-automatically; displayed\nAdditional-Message-IDs: <c@d>\n <e@f>\n"
        ),
        Some(Report::Read(vec!["a@b".into(), "c@d".into(), "e@f".into()]))
    );
    assert_eq!(report("Original-Message-ID: <a@b>\n"), None);
    assert_eq!(report("Disposition: x\n"), None);
    assert_eq!(report(""), None);
}
