//! Estuary shows an invite (wire protocol 3.2, 3.3).

use crate::world::{self, bridge, person};
use estuary_tests::{
    anatomy::{Anatomy, Opener},
    filter,
    forge::{Container, Letter, Person},
    invite::Link,
    mail,
    native::Tab,
};
use pgp::composed::SignedPublicKey;

fn step(anatomy: &Anatomy) -> Option<String> {
    mail::value(anatomy.payload(), "Secure-Join")
}

/// A message of either side works once a handshake is done.
fn talk(core: &estuary_tests::real_core::CoreAccount, tab: &Tab) {
    core.until_joined();
    let contact = core.contact(&tab.profile().address).unwrap();
    core.send(core.chat_with(contact["id"].as_u64().unwrap()), "I came by your link");
    let (chat, _) = tab.until_received("I came by your link");
    tab.until_joined(chat);
    tab.send(chat, "Welcome");
    core.until_received("Welcome");
}

#[test]
fn c16_the_key_is_given_under_the_secret_and_signed() {
    let (core, tab) = (world::core("Joiner"), world::tab("Host"));
    let invite = tab.invite();
    let secret = Link::parse(&invite).secret();
    core.join(&invite);
    talk(&core, &tab);

    let submissions = tab.wire().submissions();
    let opened: Vec<_> = submissions
        .iter()
        .filter_map(|sent| Some((Anatomy::of(&sent.mail, Opener::Secret(&secret)).ok()?, sent)))
        .collect();
    let [(answer, submission)] = &opened[..] else { panic!("{} answers", opened.len()) };
    let own = tab.secret_key().to_public_key();
    assert_eq!(submission.envelope.to, [core.address()]);
    assert!(answer.signed_by(&own).is_some());
    assert!(answer.intended_recipients().is_empty());
    assert!(answer.compression.is_none());
    assert_eq!(step(answer).unwrap(), "vc-pubkey");
    assert_eq!(mail::value(answer.payload(), "Secure-Join-Auth").as_deref(), Link::parse(&invite).get("s"));
    let given = mail::autocrypt_certificate(&mail::value(answer.payload(), "Autocrypt").unwrap());
    assert_eq!(given.primary_key, own.primary_key);
}

/// A handshake that is in order, for a test to spoil.
fn request(joiner: &Person, address: &str, inviter: &SignedPublicKey, link: &Link) -> Letter {
    let mut letter = joiner
        .letter(address, inviter, "Secure-Join: vc-request-with-auth")
        .with("Secure-Join", "vc-request-with-auth")
        .with("Secure-Join-Auth", link.get("s").unwrap())
        .with("Secure-Join-Fingerprint", joiner.fingerprint())
        .gossiping(address, inviter);
    letter.compression = None;
    letter
}

/// Requests that are each wrong in one way, and one that is not, arrive at an inviter; only the last is confirmed.
fn only_the_right_request_is_confirmed(address: &str, inviter: &SignedPublicKey, link: &Link) {
    type Spoil = Box<dyn Fn(Letter) -> Letter>;
    let stranger = person(true);
    let spoilt: Vec<(&str, Spoil)> = vec![
        ("another AUTH", Box::new(|letter| letter.with("Secure-Join-Auth", "ANOTHERAUTHANOTHERAUTH00"))),
        ("no AUTH", Box::new(|letter| letter.without("Secure-Join-Auth"))),
        ("no fingerprint", Box::new(|letter| letter.without("Secure-Join-Fingerprint"))),
        ("a foreign fingerprint", {
            let fingerprint = stranger.fingerprint();
            Box::new(move |letter| letter.with("Secure-Join-Fingerprint", fingerprint.clone()))
        }),
        ("no gossip", Box::new(|letter| letter.without("Autocrypt-Gossip"))),
        ("gossip of a foreign key", {
            let (address, certificate) = (address.to_owned(), stranger.certificate());
            Box::new(move |letter| letter.without("Autocrypt-Gossip").gossiping(&address, &certificate))
        }),
        (
            "no signature",
            Box::new(|mut letter| {
                letter.signer = None;
                letter
            }),
        ),
    ];
    let mut refused = Vec::new();
    for (what, spoil) in spoilt {
        let joiner = person(true);
        bridge().deliver(address, &spoil(request(&joiner, address, inviter, link)).mail());
        refused.push((what, joiner));
    }
    let joiner = person(true);
    bridge().deliver(address, &request(&joiner, address, inviter, link).mail());
    let confirmation = bridge().until_mail(&joiner.address, |mail| {
        let anatomy = Anatomy::of(mail, Opener::Key(&joiner.key)).ok()?;
        (step(&anatomy).as_deref() == Some("vc-contact-confirm")).then_some(anatomy)
    });
    assert!(confirmation.signed_by(inviter).is_some());
    let gossip = mail::value(confirmation.payload(), "Autocrypt-Gossip").expect("gossip of the joiner's key");
    assert_eq!(mail::autocrypt_certificate(&gossip).primary_key, joiner.certificate().primary_key);
    for (what, joiner) in refused {
        assert!(bridge().mailbox(&joiner.address).is_empty(), "a request with {what} was answered");
    }
}

#[test]
fn c17_every_check_stands_before_the_confirmation() {
    let tab = world::tab("Doorkeeper");
    let link = Link::parse(&tab.invite());
    only_the_right_request_is_confirmed(&tab.profile().address, &tab.secret_key().to_public_key(), &link);
    // The real core keeps the same door.
    let core = world::core("Doorkeeper");
    let link = Link::parse(&core.invite());
    only_the_right_request_is_confirmed(&core.address(), &core.certificate(), &link);
}

#[test]
fn c19_the_legacy_handshake_of_the_real_core_is_answered() {
    let (core, tab) = (world::core("Old-fashioned"), world::tab("Patient"));
    // Without `v=3` the real core takes the handshake of its older versions.
    let link = Link::parse(&tab.invite()).without("v");
    core.join(&link.to_string());
    talk(&core, &tab);
    let cleartext = |mail: &&Vec<u8>| mail::value(mail, "Secure-Join").as_deref() == Some("vc-request");
    assert_eq!(tab.wire().fetched().iter().filter(cleartext).count(), 1);
    let key = core.secret_key();
    let sent = tab.wire().sent();
    let opened: Vec<_> = sent.iter().filter_map(|mail| Anatomy::of(mail, Opener::Key(&key)).ok()).collect();
    let answer = opened.iter().find(|anatomy| step(anatomy).as_deref() == Some("vc-auth-required")).unwrap();
    assert!(answer.signed_by(&tab.secret_key().to_public_key()).is_some());
    let gossip = mail::value(answer.payload(), "Autocrypt-Gossip").unwrap();
    assert_eq!(mail::autocrypt_certificate(&gossip).primary_key, core.certificate().primary_key);
    assert!(sent.iter().all(|mail| filter::check(mail).is_ok()));
}

#[test]
fn c19_the_prefix_of_a_legacy_request_is_kept() {
    let tab = world::tab("Patient, too");
    let invite_number = Link::parse(&tab.invite()).get("i").expect("an invite number").to_owned();
    let (joiner, address) = (person(true), tab.profile().address);
    let mut letter = joiner.letter(&address, &tab.secret_key().to_public_key(), "");
    letter.container = Container::None;
    letter.header_protection = false;
    letter.outer.push(("Secure-Join".into(), "vg-request".into()));
    letter.outer.push(("Secure-Join-Invitenumber".into(), invite_number));
    letter.outer.push(("To".into(), format!("<{address}>")));
    letter.outer.push(("Subject".into(), "Secure-Join".into()));
    letter.outer.push(("Autocrypt".into(), joiner.autocrypt().replace(' ', "\r\n ")));
    letter.inner.clear();
    letter.content_type = "multipart/mixed; boundary=\"m\"".into();
    letter.body =
        b"--m\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSecure-Join: vg-request\r\n--m--\r\n"
            .to_vec();
    bridge().deliver(&address, &letter.mail());
    let answer =
        bridge().until_mail(&joiner.address, |mail| Anatomy::of(mail, Opener::Key(&joiner.key)).ok());
    assert_eq!(step(&answer).unwrap(), "vg-auth-required");
}
