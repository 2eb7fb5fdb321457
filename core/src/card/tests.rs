use super::{Card, is_card};
use crate::{
    pgp::{Certificate, SecretKey},
    ports::memory::SeededEntropy,
    rng::EntropyRng,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use pgp::{
    composed::{Deserializable, SignedPublicKey},
    ser::Serialize,
};

const NOW: i64 = 1_767_323_045_678;

fn certificate(relays: &[&str]) -> Certificate {
    let entropy = SeededEntropy::new(11);
    let key = SecretKey::generate("ada@chat.example", NOW, &mut EntropyRng::new(&entropy)).unwrap();
    key.certificate("ada@chat.example", relays, NOW).unwrap()
}

fn base64(certificate: &Certificate) -> String {
    STANDARD.encode(certificate.to_bytes().unwrap())
}

/// A card with these lines.
fn card(lines: &str) -> Option<Card> {
    Card::read(format!("BEGIN:VCARD\r\nVERSION:4.0\r\n{lines}\r\nEND:VCARD\r\n").as_bytes())
}

fn ada() -> Card {
    Card {
        name: "Ada; Countess, of \\ Lovelace".into(),
        address: "ada@chat.example".into(),
        certificate: Some(certificate(&[])),
        picture: Some(b"\xff\xd8\xffpicture".to_vec()),
        status: "Analytical,\nas ever".into(),
    }
}

#[test]
fn what_is_written_is_as_the_real_core_writes_it_and_is_read_again() {
    let written = String::from_utf8(ada().write(NOW).unwrap()).unwrap();
    let expected = format!(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nEMAIL:ada@chat.example\r\nFN:Ada\\; Countess\\, of \\\\ Lovelace\r\n\
         KEY:data:application/pgp-keys;base64\\,{}\r\nPHOTO:data:image/jpeg;base64\\,{}\r\n\
         NOTE:Analytical\\,\\nas ever\r\nREV:20260102T030405Z\r\nEND:VCARD\r\n",
        base64(&certificate(&[])),
        STANDARD.encode(b"\xff\xd8\xffpicture"),
    );
    assert_eq!(written, expected);
    assert_eq!(Card::read(written.as_bytes()), Some(ada()));
    let nameless = Card { address: "ada@chat.example".into(), ..Card::default() };
    let written = String::from_utf8(nameless.write(NOW).unwrap()).unwrap();
    assert!(written.contains("\r\nFN:ada@chat.example\r\nREV:"), "{written}");
}

#[test]
fn cards_of_other_programs_are_read() {
    let key = base64(&certificate(&[]));
    let (left, right) = key.split_at(100);
    for (form, key) in [
        ("unescaped", format!("KEY:data:application/pgp-keys;base64,{key}")),
        ("version 3", format!("key;type=PGP;encoding=b:{key}")),
        ("version 2.1", format!("item1.KEY;PGP;ENCODING=BASE64:{left}\r\n {right}")),
        ("folded", format!("KEY:data:application/pgp-keys;ba\n\tse64\\,{left}\r\n  {right}")),
        ("beside another", format!("KEY:data:application/pkix-cert;base64,AAAA\nKEY;PGP;ENCODING=b:{key}")),
    ] {
        let lines = format!(
            "N:Lovelace;Ada;;;\nFN;X-NOTE=\"a:b\":Ada Love\n lace\nitem1.EMAIL;TYPE=home:ada@chat.example\n\
             email:other@chat.example\n{key}\nTEL:+1"
        );
        let read = card(&lines).unwrap();
        assert_eq!(read.certificate, Some(certificate(&[])), "{form}");
        assert_eq!((read.name.as_str(), read.address.as_str()), ("Ada Lovelace", "ada@chat.example"));
    }
}

#[test]
fn a_letter_may_be_folded_within() {
    let read = Card::read(b"BEGIN:VCARD\nFN:M\xc3\n \xbcller\nEND:VCARD").unwrap();
    assert_eq!((read.name.as_str(), read.display_name()), ("M\u{fc}ller", "M\u{fc}ller"));
}

#[test]
fn a_key_that_is_none_is_no_key() {
    let key = base64(&certificate(&[]));
    let mut damaged = certificate(&[]).to_bytes().unwrap();
    if let Some(byte) = damaged.iter_mut().rev().nth(9) {
        *byte ^= 1;
    }
    let mut deaf = SignedPublicKey::from_bytes(certificate(&[]).to_bytes().unwrap().as_slice()).unwrap();
    deaf.public_subkeys.clear();
    let huge = STANDARD.encode(vec![0x99; 300_000]);
    for key in [
        String::new(),
        "KEY:".into(),
        "KEY:data:application/pgp-keys;base64\\,".into(),
        "KEY:data:application/pgp-keys;base64\\,not base64 at all!".into(),
        "KEY:data:application/pgp-keys;base64\\,aGVsbG8=".into(),
        "KEY;MEDIATYPE=application/pgp-keys:https://chat.example/ada.asc".into(),
        format!("KEY:data:application/pgp-keys;base64\\,{}", &key[..key.len() / 8 * 4]),
        format!("KEY:data:application/pgp-keys;base64\\,{}", STANDARD.encode(&damaged)),
        format!("KEY:data:application/pgp-keys;base64\\,{huge}"),
        // Nothing can be encrypted to it.
        format!("KEY:data:application/pgp-keys;base64\\,{}", STANDARD.encode(deaf.to_bytes().unwrap())),
        format!("KEY:data:application/pkcs7-mime;base64\\,{key}"),
        // Of several the first counts.
        format!("KEY;PGP;ENCODING=b:AAAA\nKEY;PGP;ENCODING=b:{key}"),
        // What comes after the end is not of the card.
        format!("END:VCARD\nKEY;PGP;ENCODING=b:{key}"),
    ] {
        let read = card(&format!("EMAIL:ada@chat.example\nFN:Ada\n{key}")).unwrap();
        assert!(read.certificate.is_none(), "{key:.80}");
        assert_eq!(read.name, "Ada");
    }
}

#[test]
fn who_cannot_be_reached_has_no_key() {
    let hostile = ["ada", "ada@chat.example\\nRCPT TO:<eve@chat.example>", "a@b,c@d", &"a".repeat(5000), ""];
    for address in hostile {
        let lines = |certificate: Certificate| {
            format!(
                "EMAIL:{address}\nFN:Ada\nKEY:data:application/pgp-keys;base64\\,{}",
                base64(&certificate)
            )
        };
        let read = card(&lines(certificate(&[]))).unwrap();
        assert_eq!((read.address.as_str(), read.certificate), ("", None), "{address:.80}");
        let read = card(&lines(certificate(&["ada@relay.example"]))).unwrap();
        assert_eq!(read.address, "ada@relay.example", "{address:.80}");
        assert!(read.certificate.is_some());
    }
}

#[test]
fn names_and_texts_stay_in_their_place() {
    let read = card("FN:  A\u{202E}da\\nLove\\,lace \\x\\\nNOTE:one\\Ntwo\\;").unwrap();
    assert_eq!((read.name.as_str(), read.status.as_str()), ("Ada Love,lace \\x\\", "one\ntwo;"));
    let read = card(&format!("FN:{}\nNOTE:{}", "n".repeat(500_000), "\\n".repeat(200_000))).unwrap();
    assert_eq!((read.name.len(), read.status.len()), (1000, 0));
    let picture = STANDARD.encode(vec![0xff; 513 * 1024]);
    assert_eq!(card(&format!("FN:Ada\nPHOTO:data:image/jpeg;base64\\,{picture}")).unwrap().picture, None);
}

#[test]
fn what_is_no_card_of_one_person_is_none() {
    let whole = "BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n";
    assert!(is_card(whole.as_bytes()) && Card::read(whole.as_bytes()).is_some());
    for nobody in [
        whole.repeat(2),
        String::new(),
        "nobody".into(),
        "FN:Ada\r\nEND:VCARD".into(),
        "BEGIN:VCARD".into(),
        "BEGIN:VCARD\nFN\n;:\n:\n\"FN:Ada\n.FN;\nEND:VCARD".into(),
        format!("BEGIN:VCARD\nFN:Ada\nNOTE:{}\nEND:VCARD", "x".repeat(1 << 20)),
    ] {
        assert_eq!(Card::read(nobody.as_bytes()), None, "{nobody:.80}");
    }
}

#[test]
fn many_lines_cost_nothing() {
    let key = base64(&certificate(&[]));
    let many = format!("X-A:1\r\n \r\n\r\n:{}", "EMAIL:x\nKEY;PGP;ENCODING=b:AAAA\nFN:B\n".repeat(20_000));
    let read = card(&format!("FN:Ada\nEMAIL:ada@chat.example\nKEY;PGP;ENCODING=b:{key}\n{many}")).unwrap();
    assert_eq!((read.name.as_str(), read.certificate), ("Ada", Some(certificate(&[]))));
    assert_eq!(card(&format!("{}FN:Ada", "X-A:1\n".repeat(5_000))), None, "nobody looks that far");
    // Cut anywhere, or of any bytes, it does no harm.
    let whole = ada().write(NOW).unwrap();
    for end in 0..whole.len() {
        Card::read(&whole[..end]);
    }
    let noise: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    assert_eq!(Card::read(&[b"BEGIN:VCARD\n".as_slice(), &noise].concat()), None);
}
