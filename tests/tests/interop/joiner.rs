//! Estuary scans an invite (wire protocol 3.2, 3.5).

use crate::world::{self, Pair, bridge, conversation, person};
use estuary_api::ChatId;
use estuary_tests::{
    anatomy::{Anatomy, Opener, SessionKey},
    forge::{Container, Letter, Person},
    invite::Link,
    mail,
    native::Tab,
};
use pgp::{
    crypto::{aead::AeadAlgorithm, aead::ChunkSize, sym::SymmetricKeyAlgorithm},
    packet::SymEncryptedProtectedDataConfig as Config,
};
use std::collections::HashSet;

fn step(anatomy: &Anatomy) -> Option<String> {
    mail::value(anatomy.payload(), "Secure-Join")
}

/// A person whose invite a tab has opened: both sides of the handshake are in the hands of the test.
struct Forged {
    tab: Tab,
    chat: ChatId,
    inviter: Person,
    link: Link,
}

impl Forged {
    fn new(name: &str) -> Self {
        let (tab, inviter) = (world::tab(name), person(true));
        let auth = format!("{}AUTH", "0".repeat(20));
        let link = Link::contact(&inviter.fingerprint(), "INVITENUMBER", &auth, &inviter.address, "Inviter");
        let chat = tab.join(&link.to_string());
        Self { tab, chat, inviter, link }
    }

    /// The answer to the first step, as the protocol wants it.
    fn pubkey(&self) -> Letter {
        let own = self.tab.secret_key().to_public_key();
        let mut letter = self
            .inviter
            .letter(&self.tab.profile().address, &own, "Secure-Join")
            .without("Chat-Version")
            .with("Secure-Join", "vc-pubkey")
            .with("Secure-Join-Auth", self.link.get("s").unwrap());
        letter.outer.clear();
        letter.recipients.clear();
        letter.compression = None;
        letter.container = Container::Secret(self.link.secret());
        letter
    }

    fn deliver(&self, letter: &Letter) {
        bridge().deliver(&self.tab.profile().address, &letter.mail());
    }

    /// Mails in the inviter's mailbox that its key opens and that are of this step.
    fn got(&self, wanted: &str) -> usize {
        let mails = bridge().mailbox(&self.inviter.address);
        let opened = mails.iter().filter_map(|mail| Anatomy::of(mail, Opener::Key(&self.inviter.key)).ok());
        opened.filter(|anatomy| step(anatomy).as_deref() == Some(wanted)).count()
    }

    /// A later letter was read, so everything before it was, too.
    fn fence(&self, text: &str) {
        let own = self.tab.secret_key().to_public_key();
        self.deliver(&person(true).letter(&self.tab.profile().address, &own, text));
        self.tab.until_received(text);
    }

    fn joined(&self) -> bool {
        self.tab.is_joined(self.chat)
    }
}

#[test]
fn c13_the_key_is_asked_for_symmetrically_at_every_address_of_the_invite() {
    let (core, tab) = (world::core("Two relays"), world::tab("Asker"));
    core.call(
        "add_or_update_transport",
        [bridge().transport_of_core(&bridge().new_address(), "long-enough")],
    );
    core.go_online();
    let invite = core.invite();
    let link = Link::parse(&invite);
    assert_eq!(link.addresses().len(), 2, "{invite}");
    let chat = tab.join(&invite);
    tab.until_joined(chat);
    core.until_joined();

    let secret = link.secret();
    let opened = tab.wire().submissions().into_iter().filter_map(|submission| {
        Some((Anatomy::of(&submission.mail, Opener::Secret(&secret)).ok()?, submission))
    });
    let requests: Vec<_> = opened.collect();
    let to: HashSet<String> = requests.iter().flat_map(|(_, sent)| sent.envelope.to.clone()).collect();
    assert_eq!(to, link.addresses().into_iter().collect());
    for (anatomy, submission) in requests {
        assert_eq!(anatomy.session_keys, [SessionKey::Secret { version: 6, salted: true }]);
        let Config::V2 { sym_alg, aead, chunk_size, .. } = anatomy.container else { panic!("version 1") };
        let wanted = (SymmetricKeyAlgorithm::AES128, AeadAlgorithm::Ocb, ChunkSize::C8KiB);
        assert_eq!((sym_alg, aead, chunk_size), wanted);
        assert!(anatomy.signatures.is_empty() && anatomy.compression.is_none());
        let payload = anatomy.payload();
        assert_eq!(step(&anatomy).unwrap(), "vc-request-pubkey");
        assert_eq!(mail::value(payload, "Secure-Join-Auth").as_deref(), link.get("s"));
        assert_eq!(mail::value(payload, "Subject").unwrap(), "Secure-Join");
        assert_eq!(mail::text(payload).trim(), "Secure-Join");
        assert_eq!(mail::value(payload, "From").unwrap(), format!("<{}>", tab.profile().address));
        for absent in ["Autocrypt", "Chat-Version", "Secure-Join-Fingerprint", "Chat-User-Avatar"] {
            assert_eq!(mail::value(payload, absent), None, "{absent}");
        }
        assert_eq!(mail::value(&submission.mail, "Chat-Version"), None);
    }
}

#[test]
fn c14_the_key_is_taken_only_from_the_inviter() {
    let forged = Forged::new("Suspicious");
    let mallory = Person::new(forged.inviter.address.clone(), true);

    let mut unsigned = forged.pubkey();
    unsigned.signer = None;
    forged.deliver(&unsigned);
    let mut foreign = forged.pubkey().with("Autocrypt", mallory.autocrypt());
    foreign.signer = Some(mallory.key.clone());
    forged.deliver(&foreign);
    forged.fence("after two forgeries");
    assert_eq!(forged.tab.wire().sent().len(), 1, "only the first step was sent");

    forged.deliver(&forged.pubkey());
    forged.tab.until("the handshake goes on", || (forged.got("vc-request-with-auth") == 1).then_some(()));
    let mails = bridge().mailbox(&forged.inviter.address);
    assert!(mails.iter().all(|mail| Anatomy::of(mail, Opener::Key(&mallory.key)).is_err()));
}

#[test]
fn c15_the_request_proves_what_was_scanned_and_whose_key_was_received() {
    let talk = conversation();
    let Pair { core, tab, invite, .. } = &talk.pair;
    let key = core.secret_key();
    let requests: Vec<Anatomy> = talk
        .tab_mails
        .iter()
        .filter_map(|mail| Anatomy::of(mail, Opener::Key(&key)).ok())
        .filter(|anatomy| step(anatomy).as_deref() == Some("vc-request-with-auth"))
        .collect();
    let [request] = &requests[..] else { panic!("{} requests", requests.len()) };
    let payload = request.payload();
    assert!(request.signed_by(&tab.secret_key().to_public_key()).is_some());
    assert!(request.compression.is_none());
    assert_eq!(mail::value(payload, "Secure-Join-Auth").as_deref(), invite.get("s"));
    assert_eq!(mail::value(payload, "Secure-Join-Fingerprint").unwrap(), tab.profile().fingerprint);
    assert_eq!(mail::text(payload).lines().next(), Some("Secure-Join: vc-request-with-auth"));
    let gossip = mail::value(payload, "Autocrypt-Gossip").unwrap();
    let certificate = mail::autocrypt_certificate(&gossip);
    assert_eq!(certificate.primary_key, key.primary_key.public_key().clone());
    assert!(mail::autocrypt(&gossip).contains(&("addr".into(), core.address())));
}

#[test]
fn c18_a_step_that_does_not_gossip_our_key_is_rejected() {
    let forged = Forged::new("Strict");
    forged.deliver(&forged.pubkey());
    forged.tab.until("the handshake goes on", || (forged.got("vc-request-with-auth") == 1).then_some(()));
    let (address, own) = (forged.tab.profile().address, forged.tab.secret_key().to_public_key());
    let confirm = || {
        forged
            .inviter
            .letter(&address, &own, "Secure-Join: vc-contact-confirm")
            .with("Secure-Join", "vc-contact-confirm")
    };
    forged.deliver(&confirm());
    forged.deliver(&confirm().gossiping(&address, &person(true).certificate()));
    forged.fence("after two confirmations");
    assert!(!forged.joined());
    forged.deliver(&confirm().gossiping(&address, &own));
    forged.tab.until("the handshake is done", || forged.joined().then_some(()));
}

#[test]
fn c36_the_shortcut_is_taken_only_if_the_certificate_lists_every_address() {
    let Pair { core, tab, .. } = world::pair("Again");
    let (key, own) = (core.secret_key(), tab.secret_key());
    let steps_of = |invite: &str| {
        let before = tab.wire().sent().len();
        let secret = Link::parse(invite).secret();
        let confirmed = || {
            let opened = tab
                .wire()
                .fetched()
                .into_iter()
                .filter_map(|mail| Anatomy::of(&mail, Opener::Key(&own)).ok());
            opened.filter(|anatomy| step(anatomy).as_deref() == Some("vc-contact-confirm")).count()
        };
        let confirmed_before = confirmed();
        tab.join(invite);
        let steps = || -> Vec<String> {
            let open = |mail: &Vec<u8>| {
                Anatomy::of(mail, Opener::Key(&key))
                    .or_else(|_| Anatomy::of(mail, Opener::Secret(&secret)))
                    .ok()
            };
            tab.wire().sent()[before..].iter().filter_map(open).filter_map(|anatomy| step(&anatomy)).collect()
        };
        let done = |steps: Vec<String>| steps.contains(&"vc-request-with-auth".to_owned()).then_some(steps);
        let steps = tab.until("the request with AUTH leaves", || done(steps()));
        // The confirmation brings the inviter's certificate: it must be here before the next invite is made.
        tab.until("the handshake is done", || (confirmed() > confirmed_before).then_some(()));
        steps
    };
    assert_eq!(steps_of(&core.invite()), ["vc-request-with-auth"]);

    // The invite names an address that the certificate we have does not list.
    core.call(
        "add_or_update_transport",
        [bridge().transport_of_core(&bridge().new_address(), "long-enough")],
    );
    core.go_online();
    assert_eq!(steps_of(&core.invite()), ["vc-request-pubkey", "vc-request-with-auth"]);
    assert_eq!(steps_of(&core.invite()), ["vc-request-with-auth"]);
}
