//! What is written, and that it can be read again.

use crate::people::{NOW, Person, person, rng};
use estuary_core::{
    mail::{
        Body, Composed, File, HeaderValue, Incoming, Mailbox, Message, Outgoing, Protection, Report, Step,
        TextLayout, compose_handshake as handshake,
    },
    pgp::{open, seal, seal_symmetric},
};

const MAX: usize = 10_000_000;

fn outgoing<'a>(from: &'a Person, to: &Person, body: Body) -> Outgoing<'a> {
    Outgoing {
        from: Mailbox::new("Älice, the \"First\"", &from.address),
        message_id: "1a2b@localhost".into(),
        date: NOW,
        to: vec![Mailbox::new("Böb", &to.address)],
        subject: "Message from Älice".into(),
        chat: true,
        autocrypt: Some(&from.certificate),
        gossip: vec![],
        in_reply_to: Some("parent@localhost".into()),
        references: vec!["root@localhost".into(), "parent@localhost".into()],
        headers: vec![],
        body,
    }
}

fn text(text: &str) -> Body {
    Body::Text(TextLayout { text, footer: "My status", ..TextLayout::default() }.to_body())
}

/// Header lines of a part, unfolded.
fn header_lines(part: &str) -> Vec<String> {
    let head = part.split_once("\r\n\r\n").unwrap().0;
    head.replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n").map(str::to_owned).collect()
}

fn send(composed: &Composed, from: &Person, to: &Person) -> Vec<u8> {
    let sealed =
        seal(composed.payload.clone(), &[&to.certificate], &from.key, true, NOW, &mut rng(3)).unwrap();
    composed.mail(&sealed)
}

/// Reads what `reader` received, with the key that came with it.
fn receive(mail: &[u8], reader: &Person) -> Message {
    let incoming = Incoming::parse(mail).unwrap();
    let opened = open(&incoming.ciphertext().unwrap(), &reader.key, &[], MAX).unwrap();
    let content = incoming.decrypted(&opened.payload).unwrap();
    let certificate = content.autocrypt().map(|autocrypt| autocrypt.certificate);
    let signed = certificate.is_some_and(|certificate| opened.verify(&[&certificate]).is_some());
    content.message(signed)
}

#[test]
fn outside_there_is_only_what_must_be() {
    let (alice, bob) = (person("alice"), person("bob"));
    let composed = outgoing(&alice, &bob, text("hello")).compose(&mut rng(1)).unwrap();
    let mail = String::from_utf8(send(&composed, &alice, &bob)).unwrap();
    assert!(!mail.replace("\r\n", "").contains(['\r', '\n']));
    let lines = header_lines(&mail);
    let names: Vec<&str> = lines.iter().map(|line| line.split_once(": ").unwrap().0).collect();
    let expected =
        ["From", "Date", "Message-ID", "To", "Subject", "Chat-Version", "MIME-Version", "Content-Type"];
    assert_eq!(names, expected);
    assert_eq!(lines[0], "From: <alice@example.org>");
    assert_eq!(
        lines[2..7].join("|"),
        "Message-ID: <1a2b@localhost>|To: \"hidden-recipients\": ;|Subject: [...]|Chat-Version: 1.0|MIME-Version: 1.0"
    );
    assert!(lines[7].starts_with(
        "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=\""
    ));
    let boundary = lines[7].rsplit('"').nth(1).unwrap();
    let parts: Vec<&str> = mail.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 4);
    assert_eq!(parts[1], "\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n");
    // The filter of relays wants the armor to start at once and nothing behind it.
    assert!(
        parts[2]
            .starts_with("\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n")
    );
    assert!(parts[2].trim_end().ends_with("-----END PGP MESSAGE-----"));
    assert_eq!(parts[3], "--\r\n");
    assert!(!mail.contains("lice,") && !mail.contains("hello") && !mail.contains("parent"));
}

#[test]
fn the_payload_repeats_what_is_outside() {
    let (alice, bob) = (person("alice"), person("bob"));
    let composed = outgoing(&alice, &bob, text("hello")).compose(&mut rng(1)).unwrap();
    let mail = String::from_utf8(send(&composed, &alice, &bob)).unwrap();
    let outer: Vec<String> = header_lines(&mail)
        .into_iter()
        .filter(|line| !line.starts_with("MIME") && !line.starts_with("Content"))
        .collect();
    let payload = String::from_utf8(composed.payload).unwrap();
    let lines = header_lines(&payload);
    let repeated: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("HP-Outer: ")).collect();
    assert_eq!(repeated, outer);
    let kind = lines.iter().find(|line| line.starts_with("Content-Type: ")).unwrap();
    assert!(
        kind.contains("text/plain")
            && kind.contains("hp=\"cipher\"")
            && kind.contains("protected-headers=\"v1\"")
    );
    for line in [
        "Date: Thu, 1 Jan 2026 00:00:00 +0000",
        "Message-ID: <1a2b@localhost>",
        "Chat-Version: 1.0",
        "In-Reply-To: <parent@localhost>",
        "References: <root@localhost> <parent@localhost>",
    ] {
        assert!(lines.iter().any(|written| written == line), "{line} in {lines:#?}");
    }
    assert!(
        lines.iter().any(
            |line| line.starts_with("Autocrypt: addr=alice@example.org; prefer-encrypt=mutual; keydata=")
        )
    );
    assert!(payload.split("\r\n").all(|line| line.len() <= 998));
}

#[test]
fn the_outer_date_hides_the_real_one() {
    let (alice, bob) = (person("alice"), person("bob"));
    let outer_dates: Vec<i64> = (0..50)
        .map(|seed| {
            let composed = outgoing(&alice, &bob, text("hello")).compose(&mut rng(seed)).unwrap();
            let mail = composed.mail("armor");
            Incoming::parse(&mail).unwrap().unencrypted().date.unwrap()
        })
        .collect();
    assert!(outer_dates.iter().all(|date| (NOW - 518_399_000..=NOW).contains(date)));
    assert!(outer_dates.iter().any(|date| *date < NOW - 400_000_000));
    assert!(outer_dates.iter().any(|date| *date > NOW - 100_000_000));
}

#[test]
fn text_messages_arrive() {
    let (alice, bob) = (person("alice"), person("bob"));
    let long = "word ".repeat(2000);
    for written in [
        "hello",
        "",
        "ünïcödé 👩‍👩‍👧 日本語",
        "two\nlines",
        "> no quote",
        "-- \nno footer",
        "a=b=20\n.\nFrom me",
        long.trim_end(),
    ] {
        let mail = send(&outgoing(&alice, &bob, text(written)).compose(&mut rng(1)).unwrap(), &alice, &bob);
        let message = receive(&mail, &bob);
        assert_eq!(message.text.text, written);
        assert_eq!(message.text.footer.as_deref(), Some("My status"));
        assert!(message.text.has_plain && message.text.quote.is_none() && message.attachments.is_empty());
        assert_eq!(message.protection, Protection::EncryptedAndSigned);
        assert_eq!(message.from, Some(Mailbox::new("Älice, the \"First\"", "alice@example.org")));
        assert_eq!(message.outer_from, Some(Mailbox::new("", "alice@example.org")));
        assert_eq!(message.to, [Mailbox::new("Böb", "bob@example.org")]);
        assert_eq!(message.subject.as_deref(), Some("Message from Älice"));
        assert_eq!((message.date, message.message_id.as_deref()), (Some(NOW), Some("1a2b@localhost")));
        assert_eq!(message.in_reply_to.as_deref(), Some("parent@localhost"));
        assert_eq!(message.references, ["root@localhost", "parent@localhost"]);
        assert!(message.is_chat() && !message.wants_receipt() && message.handshake().is_none());
    }
}

#[test]
fn fields_of_every_kind_arrive() {
    let (alice, bob) = (person("alice"), person("bob"));
    let picture: Vec<u8> = (0..40_000u32).map(|n| n.to_be_bytes()[3]).collect();
    let mut message = outgoing(&alice, &bob, text("hello"));
    message.headers = vec![
        ("Chat-User-Avatar", HeaderValue::Picture(Some(picture.clone()))),
        ("Chat-Disposition-Notification-To", HeaderValue::Addresses(vec![Mailbox::new("", &alice.address)])),
        ("Chat-Group-Name", HeaderValue::Text("Größe ".repeat(30).trim().into())),
        ("Chat-Group-Description", HeaderValue::Word("Zeile\nZwei ".repeat(30).trim().into())),
        ("Chat-Group-Member-Fpr", HeaderValue::Raw("ABCDEF0123456789 ".repeat(30).trim().into())),
        ("Ephemeral-Timer", HeaderValue::Raw("60\r\nInjected: yes".into())),
    ];
    let read = receive(&send(&message.compose(&mut rng(1)).unwrap(), &alice, &bob), &bob);
    assert_eq!(read.avatar(), Some(Some(picture)));
    assert!(read.wants_receipt());
    assert_eq!(read.headers.get("chat-group-name").unwrap(), "Größe ".repeat(30).trim());
    assert_eq!(read.headers.get("Chat-Group-Description").unwrap(), "Zeile\nZwei ".repeat(30).trim());
    assert_eq!(read.headers.get("CHAT-GROUP-MEMBER-FPR").unwrap(), "ABCDEF0123456789 ".repeat(30).trim());
    assert!(!read.headers.has("injected"));
    message.headers = vec![("Chat-User-Avatar", HeaderValue::Picture(None))];
    assert_eq!(
        receive(&send(&message.compose(&mut rng(1)).unwrap(), &alice, &bob), &bob).avatar(),
        Some(None)
    );
}

#[test]
fn files_arrive() {
    let (alice, bob) = (person("alice"), person("bob"));
    let data: Vec<u8> = (0..300_000u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    for name in ["report.pdf", "Größe & Maß, \"neu\".pdf", "日本語のとても長い名前".repeat(5).as_str()]
    {
        let file = File { name: name.into(), media_type: "application/pdf".into(), data: data.clone() };
        let body = Body::Files(TextLayout { text: "caption", ..TextLayout::default() }.to_body(), vec![file]);
        let read =
            receive(&send(&outgoing(&alice, &bob, body).compose(&mut rng(1)).unwrap(), &alice, &bob), &bob);
        assert_eq!(read.text.text, "caption");
        let [attachment] = read.attachments.as_slice() else { panic!("one file") };
        assert_eq!(attachment.name, name.replace('"', ""));
        assert!(attachment.media_type == "application/pdf" && attachment.data == data);
    }
}

#[test]
fn reactions_arrive() {
    let (alice, bob) = (person("alice"), person("bob"));
    for emoji in ["👍", ""] {
        let body = Body::Reaction(emoji.into());
        let read =
            receive(&send(&outgoing(&alice, &bob, body).compose(&mut rng(1)).unwrap(), &alice, &bob), &bob);
        assert_eq!((read.reaction.as_deref(), read.text.has_plain), (Some(emoji), false));
    }
}

#[test]
fn receipts_arrive() {
    let (alice, bob) = (person("alice"), person("bob"));
    for ids in [&["a@localhost"][..], &["a@localhost", "b@localhost", "c@localhost"]] {
        let ids: Vec<String> = ids.iter().map(|id| (*id).into()).collect();
        let body = Body::Receipt { reader: alice.address.clone(), ids: ids.clone() };
        let mut message = outgoing(&alice, &bob, body);
        message.headers = vec![("Auto-Submitted", HeaderValue::Raw("auto-replied".into()))];
        let read = receive(&send(&message.compose(&mut rng(1)).unwrap(), &alice, &bob), &bob);
        assert_eq!(read.report, Some(Report::Read(ids)));
        assert!(!read.text.has_plain && read.attachments.is_empty());
    }
}

#[test]
fn a_receipt_is_written_as_delta_chat_expects() {
    let (alice, bob) = (person("alice"), person("bob"));
    let ids = vec!["id-1@localhost".into(), "id-2@localhost".into(), "id-3@localhost".into()];
    let body = Body::Receipt { reader: "bob@example.org".into(), ids };
    let payload = outgoing(&alice, &bob, body).compose(&mut rng(1)).unwrap().payload;
    let payload = String::from_utf8(payload).unwrap();
    let kind = header_lines(&payload).into_iter().find(|line| line.starts_with("Content-Type: ")).unwrap();
    assert!(
        kind.starts_with("Content-Type: multipart/report; report-type=\"disposition-notification\""),
        "{kind}"
    );
    let notification = "Original-Recipient: rfc822;bob@example.org\r\n\
        Final-Recipient: rfc822;bob@example.org\r\n\
        Original-Message-ID: <id-1@localhost>\r\n\
        Disposition: manual-action/MDN-sent-automatically; displayed\r\n\
        Additional-Message-IDs: <id-2@localhost> <id-3@localhost>\r\n";
    assert!(payload.contains(&format!("Content-Type: message/disposition-notification\r\nContent-Transfer-Encoding: 7bit\r\n\r\n{notification}")), "{payload}");
}

#[test]
fn a_handshake_from_both_sides() {
    let (alice, bob) = (person("alice"), person("bob"));
    let auth = "0Ejvdgr0FKlmnopqrstuvwxy";
    let secret = format!("securejoin/{}/{auth}", alice.key.fingerprint());
    let origin =
        |person: &'static str, message_id| handshake::Origin { address: person, message_id, date: NOW };
    let (from_alice, from_bob) =
        (origin("alice@example.org", "1@localhost"), origin("bob@example.org", "2@localhost"));

    let request = handshake::request_pubkey(from_bob, auth).compose(&mut rng(1)).unwrap();
    let mail = request
        .mail(&seal_symmetric(request.payload.clone(), &secret, None, false, NOW, &mut rng(2)).unwrap());
    let outer = String::from_utf8(mail.clone()).unwrap();
    assert!(!header_lines(&outer).iter().any(|line| line.starts_with("Chat-")));
    let names: Vec<String> = header_lines(&String::from_utf8(request.payload).unwrap())
        .iter()
        .map(|line| line.split_once(':').unwrap().0.to_owned())
        .filter(|name| name != "HP-Outer")
        .collect();
    let expected =
        ["Content-Type", "From", "Date", "Message-ID", "To", "Subject", "Secure-Join", "Secure-Join-Auth"];
    assert_eq!(names[..expected.len()], expected);
    let incoming = Incoming::parse(&mail).unwrap();
    let opened = open(&incoming.ciphertext().unwrap(), &alice.key, &[&secret], MAX).unwrap();
    assert_eq!((opened.symmetric, opened.has_signatures()), (Some(0), false));
    let read = incoming.decrypted(&opened.payload).unwrap().message(false);
    assert_eq!(read.handshake(), Some(Step::RequestPubkey));
    assert_eq!(read.headers.get("secure-join-auth").as_deref(), Some(auth));
    assert!(!read.has_forged_sender() && read.to.is_empty() && read.text.text == "Secure-Join");

    let answer = handshake::pubkey(from_alice, auth, &alice.certificate).compose(&mut rng(1)).unwrap();
    let sealed =
        seal_symmetric(answer.payload.clone(), &secret, Some(&alice.key), false, NOW, &mut rng(2)).unwrap();
    let mail = answer.mail(&sealed);
    let incoming = Incoming::parse(&mail).unwrap();
    let opened = open(&incoming.ciphertext().unwrap(), &bob.key, &[&secret], MAX).unwrap();
    let content = incoming.decrypted(&opened.payload).unwrap();
    let autocrypt = content.autocrypt().unwrap();
    assert_eq!(
        (autocrypt.address.as_str(), &autocrypt.certificate),
        ("alice@example.org", &alice.certificate)
    );
    assert_eq!(opened.verify(&[&autocrypt.certificate]).unwrap().fingerprint, alice.key.fingerprint());
    assert_eq!(content.message(true).handshake(), Some(Step::Pubkey));

    let to_alice =
        handshake::Peer { address: &alice.address, certificate: &alice.certificate, own: &bob.certificate };
    let to_bob =
        handshake::Peer { address: &bob.address, certificate: &bob.certificate, own: &alice.certificate };
    let join =
        |group| handshake::request_with_auth(from_bob, "Bob", to_alice, auth, bob.key.fingerprint(), group);
    for (outgoing, from, to, step) in [
        (join(None), &bob, &alice, Step::RequestWithAuth(false)),
        (join(Some("group-id-123")), &bob, &alice, Step::RequestWithAuth(true)),
        (handshake::contact_confirm(from_alice, "Alice", to_bob), &alice, &bob, Step::ContactConfirm),
        (
            handshake::legacy_auth_required(from_alice, to_bob, false),
            &alice,
            &bob,
            Step::LegacyAuthRequired(false),
        ),
        (
            handshake::legacy_auth_required(from_alice, to_bob, true),
            &alice,
            &bob,
            Step::LegacyAuthRequired(true),
        ),
    ] {
        let read = receive(&send(&outgoing.compose(&mut rng(1)).unwrap(), from, to), to);
        assert_eq!(read.text.text, format!("Secure-Join: {}", step.name()));
        assert!(step.must_gossip() && read.is_chat());
        let gossip = read.gossip();
        assert_eq!(
            gossip.iter().map(|key| (&key.address, &key.certificate)).collect::<Vec<_>>(),
            [(&to.address, &to.certificate)]
        );
        if let Step::RequestWithAuth(group) = step {
            assert_eq!(read.headers.get("secure-join-fingerprint"), Some(bob.key.fingerprint().to_string()));
            assert_eq!(read.headers.get("secure-join-group").is_some(), group);
            assert_eq!(read.from, Some(Mailbox::new("Bob", &bob.address)));
        }
        assert_eq!(read.handshake(), Some(step));
    }
}
