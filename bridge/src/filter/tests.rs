use super::{Refusal, check_outgoing, rewrite};
use base64::{Engine, prelude::BASE64_STANDARD};

const LOGIN: &str = "alice1234@relay.example";

/// A packet in the new format with a one-octet length.
fn packet(tag: u8, body: &[u8]) -> Vec<u8> {
    [&[0xC0 | tag, body.len() as u8], body].concat()
}

fn message() -> Vec<u8> {
    [packet(1, &[3; 90]), packet(3, &[4; 20]), packet(18, &[2; 120])].concat()
}

fn armor(data: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(data);
    let lines: Vec<_> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    let sum = BASE64_STANDARD.encode(&crc24::hash_raw(data).to_be_bytes()[1..]);
    format!(
        "-----BEGIN PGP MESSAGE-----\r\n\r\n{}\r\n={sum}\r\n-----END PGP MESSAGE-----\r\n",
        lines.join("\r\n")
    )
}

fn mail(armor: &str) -> String {
    format!(
        "From: <alice1234@relay.example>\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\n\
         Message-ID: <5f6f2b1e-0000-4000-8000-000000000001@localhost>\r\nMIME-Version: 1.0\r\n\
         To: \"hidden-recipients\": ;\r\nSubject: [...]\r\nChat-Version: 1.0\r\n\
         Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\";\r\n\tboundary=\"b0undary\"\r\n\r\n\r\n\
         --b0undary\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\
         --b0undary\r\nContent-Type: application/octet-stream; name=\"encrypted.asc\"\r\n\
         Content-Disposition: inline; filename=\"encrypted.asc\";\r\n\r\n{armor}\r\n--b0undary--\r\n"
    )
}

fn good() -> String {
    mail(&armor(&message()))
}

/// A mail that passes, for tests of those who use the filter.
pub(crate) fn good_mail_from(address: &str) -> String {
    good().replace(LOGIN, address)
}

fn join(step: &str, text: &str) -> String {
    format!(
        "From: alice1234@relay.example\r\nTo: bob123456@relay.example\r\nSecure-Join: {step}\r\n\
         Secure-Join-Invitenumber: abcdefghijk\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\r\n--b--\r\n"
    )
}

fn verdict(mail: &str) -> Result<(), Refusal> {
    check_outgoing(mail.as_bytes(), LOGIN, LOGIN)
}

#[test]
fn good_mail_passes() {
    for (what, mail) in [
        ("PGP/MIME", good()),
        ("public keys only", mail(&armor(&[packet(1, &[0; 10]), packet(18, &[0; 10])].concat()))),
        ("a password only", mail(&armor(&[packet(3, &[0; 10]), packet(18, &[0; 10])].concat()))),
        ("base64 with padding", mail(&armor(&[packet(3, &[0; 10]), packet(18, &[0; 11])].concat()))),
        ("a name before the address", good().replace("From: <", "From: Alice <")),
        ("an address in capitals", good().replace("<alice1234", "<Alice1234")),
        ("a joiner of a contact", join("vc-request", "Secure-Join: vc-request")),
        ("a joiner of a group", join("vg-request", "secure-join: vg-request\r\n")),
    ] {
        assert_eq!(verdict(&mail), Ok(()), "{what}");
    }
}

#[test]
fn lengths_of_every_form_pass() {
    let long = |body: usize| [&[0xD2, 0xFF][..], &(body as u32).to_be_bytes(), &vec![1; body]].concat();
    let two_octets = [&[0xC1, 192, 8][..], &[7; 200]].concat();
    // 512 octets, then 1 octet, then a last part that says its length.
    let partial = [&[0xD2, 0xE9][..], &[1; 512], &[0xE0, 1, 3, 1, 2, 3]].concat();
    for data in [long(70_000), partial] {
        assert_eq!(verdict(&mail(&armor(&[two_octets.clone(), data].concat()))), Ok(()));
    }
}

#[test]
fn mail_that_is_not_encrypted_is_refused() {
    let text = "From: alice1234@relay.example\r\nSubject: hi\r\nContent-Type: text/plain\r\n\r\nHello\r\n";
    let pgp = armor(&message());
    let packets = |data: &[Vec<u8>]| mail(&armor(&data.concat()));
    for (what, mail) in [
        ("text", text.to_owned()),
        ("text that calls itself encrypted", text.replace("text/plain", "multipart/encrypted; boundary=b")),
        ("another multipart", good().replace("multipart/encrypted", "multipart/mixed")),
        ("inline PGP", format!("From: {LOGIN}\r\n\r\n{pgp}")),
        ("another version", good().replace("Version: 1\r\n--", "Version: 2\r\n--")),
        ("another first part", good().replace("application/pgp-encrypted\r\n\r\nV", "text/plain\r\n\r\nV")),
        ("another second part", good().replace("octet-stream", "pgp-keys")),
        (
            "two content types",
            good().replace("MIME-V", "Content-Type: multipart/encrypted; boundary=x\r\nMIME-V"),
        ),
        ("one part", good().replace("--b0undary\r\nContent-Type: application/octet", "X: application/octet")),
        (
            "three parts",
            good()
                .replace("--b0undary--", "--b0undary\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b0undary--"),
        ),
        ("base64 around the armor", mail(&BASE64_STANDARD.encode(&pgp))),
        ("no armor", mail("")),
        ("a line before the armor", mail(&format!("\r\n{pgp}"))),
        ("text after the armor", mail(&format!("{pgp}hello\r\n"))),
        ("a header in the armor", mail(&pgp.replace("-----\r\n\r\n", "-----\r\nComment: hello\r\n\r\n"))),
        ("a version in the armor", mail(&pgp.replace("-----\r\n\r\n", "-----\r\nVersion: X\r\n\r\n"))),
        (
            "no checksum",
            mail(&format!("{}-----END PGP MESSAGE-----\r\n", &pgp[..pgp.rfind("\r\n=").unwrap() + 2])),
        ),
        ("a wrong checksum", mail(&pgp.replace("\r\n=", "\r\n=A"))),
        ("armor that is cut off", mail(&pgp[..pgp.len() / 2])),
        ("another kind of armor", mail(&pgp.replace("PGP MESSAGE", "PGP SIGNED MESSAGE"))),
        ("a packet of the old format", packets(&[vec![0x84, 3, 1, 2, 3], packet(18, &[1])])),
        ("no session keys", packets(&[packet(18, &[1; 9])])),
        ("no data", packets(&[packet(1, &[1; 9])])),
        ("nothing", mail(&armor(&[]))),
        ("data in the clear", packets(&[packet(1, &[1; 9]), packet(11, b"b\0\0\0\0\0hello")])),
        ("something after the data", packets(&[message(), packet(11, b"hello")])),
        ("data that is not protected", packets(&[packet(1, &[1; 9]), packet(9, &[1; 9])])),
    ] {
        assert!(matches!(verdict(&mail), Err(Refusal::NotEncrypted(_))), "{what}: {:?}", verdict(&mail));
    }
}

#[test]
fn lengths_that_lie_are_refused() {
    for data in [
        vec![0xC1],
        vec![0xC1, 0xFF],
        vec![0xC1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        vec![0xC1, 200],
        vec![0xC1, 9, 1],
        [packet(1, &[1]), vec![0xD2, 0xFE]].concat(),
        [packet(1, &[1]), vec![0xD2, 0xE0, 1]].concat(),
        [packet(1, &[1]), vec![0xD2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]].concat(),
        [vec![0xC1, 0xE0, 1, 1, 1], packet(18, &[1])].concat(),
    ] {
        assert!(matches!(verdict(&mail(&armor(&data))), Err(Refusal::NotEncrypted(_))), "{data:?}");
    }
}

#[test]
fn a_join_in_the_clear_says_nothing_else() {
    for mail in [
        join("vc-request", "Secure-Join: vc-request and more"),
        join("vc-request-with-auth", "Secure-Join: vc-request"),
        join("vc-request", "Secure-Join: vc-request").replace("text/plain", "text/html"),
        join("vc-request", "Secure-Join: vc-request")
            .replace("--b--", "--b\r\nContent-Type: text/plain\r\n\r\nmore\r\n--b--"),
        join("vc-request", "Secure-Join: vc-request").replace("Secure-Join: vc-request\r\n", ""),
        join("vc-request", "U2VjdXJlLUpvaW46IHZjLXJlcXVlc3Q="),
    ] {
        assert!(matches!(verdict(&mail), Err(Refusal::NotEncrypted(_))), "{mail}");
    }
}

#[test]
fn header_envelope_and_login_are_one_sender() {
    let good = good();
    for from in [
        "From: <mallory12@relay.example>",
        "From: <alice1234@relay.example>, <mallory12@relay.example>",
        "From: <alice1234@relay.example>\r\nFrom: <alice1234@relay.example>",
        "From: friends: <alice1234@relay.example>;",
        "From: ",
        "X-From: <alice1234@relay.example>",
        "From: \"alice1234@relay.example\" <mallory12@relay.example>",
    ] {
        let mail = good.replace("From: <alice1234@relay.example>", from);
        assert!(matches!(verdict(&mail), Err(Refusal::Sender(_))), "{from}");
    }
    let verdict = check_outgoing(good.as_bytes(), "mallory12@relay.example", LOGIN);
    assert!(matches!(verdict, Err(Refusal::Sender(_))));
}

#[test]
fn bytes_that_receivers_read_differently_are_refused() {
    for mail in
        [good().replace("\r\n", "\n"), good().replace("1.0\r\n", "1.0\r"), good().replace("1.0", "1\0")]
    {
        assert!(matches!(verdict(&mail), Err(Refusal::Malformed(_))));
    }
}

#[test]
fn nesting_without_end_is_refused() {
    let mut nested = String::from("From: <alice1234@relay.example>\r\n");
    for depth in 0..20_000 {
        nested += &format!("Content-Type: multipart/encrypted; boundary=b{depth}\r\n\r\n--b{depth}\r\n");
    }
    assert!(matches!(verdict(&nested), Err(Refusal::NotEncrypted(_))));
    let parts = "--b0undary\r\nContent-Type: application/octet-stream\r\n\r\n".repeat(50_000);
    assert!(matches!(verdict(&good().replace("--b0undary--", &parts)), Err(Refusal::NotEncrypted(_))));
}

#[test]
fn any_cut_and_any_flipped_byte_is_survived() {
    let good = good();
    for end in 0..good.len() {
        let _ = check_outgoing(&good.as_bytes()[..end], LOGIN, LOGIN);
        let mut flipped = good.clone().into_bytes();
        flipped[end] ^= 0x55;
        let _ = check_outgoing(&flipped, LOGIN, LOGIN);
    }
    // The closing delimiter is what a mail can lose at most.
    assert!(check_outgoing(&good.as_bytes()[..good.len() / 2], LOGIN, LOGIN).is_err());
}

#[test]
fn the_subject_and_the_senders_program_are_not_passed_on() {
    let body = "\r\nSubject: stays\r\nUser-Agent: stays\r\n";
    let head = "From: a@b\r\nSubject: secret\r\n plans\r\nuser-agent: Mail 1\r\nX-Mailer: Mail\r\nReceived: from\r\n\there\r\n\
                X-Originating-IP: 10.0.0.1\r\nX-Keep:  odd  spacing\r\n";
    let passed_on = rewrite(format!("{head}{body}").as_bytes());
    let expected = format!("From: a@b\r\nSubject: [...]\r\nX-Keep:  odd  spacing\r\n{body}");
    assert_eq!(String::from_utf8(passed_on).unwrap(), expected);
    assert_eq!(rewrite(good().as_bytes()), good().into_bytes());
}
