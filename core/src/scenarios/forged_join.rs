//! Handshakes with somebody who plays by other rules, step by step.

use super::{Device, NOW, World, stranger::Stranger};
use crate::{
    invite::Invite,
    mail::compose_handshake::{self as compose, Origin, Peer},
    securejoin::secret,
};
use estuary_api::{Command, Reply};
use futures::executor::block_on;

/// What the holder of Alice's link needs to write the steps of a joiner.
struct Link {
    invite: Invite,
    secret: String,
}

fn link(world: &World, alice: &Device) -> Link {
    let invite = Invite::parse(&world.link(alice)).unwrap();
    let secret = secret(&invite.fingerprint.to_string(), &invite.auth);
    Link { invite, secret }
}

fn origin<'a>(bob: &'a Stranger, message_id: &'a str) -> Origin<'a> {
    Origin { address: &bob.address, message_id, date: NOW }
}

fn verified(world: &World, device: &Device) -> Vec<bool> {
    let chats = world.chats(device).into_iter();
    chats
        .map(|chat| match world.ask(device, Command::Chat(chat)) {
            Ok(Reply::Chat(view)) => view.row.verified,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn the_key_is_given_to_who_has_the_secret() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), Stranger::new(&world, "bob"));
    let Link { invite, secret } = link(&world, &alice);
    let address = alice.login().address;
    let wrong_auth = compose::request_pubkey(origin(&bob, "1@localhost"), "anotherTokenOfSomeLength");
    world.mail.deliver(&address, &bob.seal_with(&wrong_auth, &secret, false));
    world.pass(2_000);
    assert!(bob.handshakes(&world, &secret).is_empty(), "the token in the header is another one");
    let mut forged = compose::request_pubkey(origin(&bob, "2@localhost"), &invite.auth);
    forged.from.address = "somebody@else.example".into();
    let mail = String::from_utf8(bob.seal_with(&forged, &secret, false)).unwrap();
    world.mail.deliver(&address, mail.replacen("somebody@else.example", &bob.address, 1).as_bytes());
    world.pass(2_000);
    assert!(bob.handshakes(&world, &secret).is_empty(), "inside and outside are not the same sender");
    let right = compose::request_pubkey(origin(&bob, "3@localhost"), &invite.auth);
    world.mail.deliver(&address, &bob.seal_with(&right, &secret, false));
    world.pass(2_000);
    assert_eq!(bob.handshakes(&world, &secret), [("vc-pubkey".to_owned(), vec![])]);
    assert!(world.chats(&alice).is_empty(), "nobody is a contact yet");
}

#[test]
fn only_a_complete_request_lets_in() {
    let world = World::new();
    let (alice, bob, eve) =
        (world.person("Alice"), Stranger::new(&world, "bob"), Stranger::new(&world, "eve"));
    let Link { invite, secret } = link(&world, &alice);
    let own = block_on(alice.engine.own()).unwrap();
    let peer = Peer { address: own.address(), certificate: &own.certificate, own: &bob.certificate };
    let fingerprint = bob.certificate.fingerprint();
    let request = |id: &'static str| {
        compose::request_with_auth(origin(&bob, id), "Bob", peer, &invite.auth, fingerprint, None)
    };
    let mut without_gossip = request("1@localhost");
    without_gossip.gossip.clear();
    bob.send(&world, &alice, &without_gossip);
    let mut gossip_of_another = request("2@localhost");
    gossip_of_another.gossip = vec![(own.address().to_owned(), &eve.certificate)];
    bob.send(&world, &alice, &gossip_of_another);
    let another = eve.certificate.fingerprint();
    bob.send(
        &world,
        &alice,
        &compose::request_with_auth(origin(&bob, "3@localhost"), "Bob", peer, &invite.auth, another, None),
    );
    let token = "anotherTokenOfSomeLength";
    bob.send(
        &world,
        &alice,
        &compose::request_with_auth(origin(&bob, "4@localhost"), "Bob", peer, token, fingerprint, None),
    );
    assert!(world.chats(&alice).is_empty() && bob.handshakes(&world, &secret).is_empty());
    bob.send(&world, &alice, &request("5@localhost"));
    assert_eq!(verified(&world, &alice), [true]);
    let confirmed = ("vc-contact-confirm".to_owned(), vec![fingerprint.to_string()]);
    assert_eq!(bob.handshakes(&world, &secret), [confirmed]);
}

#[test]
fn only_the_inviter_answers() {
    let world = World::new();
    let (alice, bob, eve) =
        (Stranger::new(&world, "alice"), world.person("Bob"), Stranger::new(&world, "eve"));
    let invite = Invite {
        fingerprint: alice.certificate.fingerprint(),
        addresses: vec![alice.address.clone()],
        name: "Alice".into(),
        auth: "tokenOfAliceOfSomeLength".into(),
        number: None,
        v3: true,
        kind: crate::invite::InviteKind::Contact,
    };
    let secret = secret(&invite.fingerprint.to_string(), &invite.auth);
    world.join(&bob, &invite.to_string());
    world.pass(2_000);
    assert_eq!(alice.handshakes(&world, &secret), [("vc-request-pubkey".to_owned(), vec![])]);
    let address = bob.login().address;
    let answer = compose::pubkey(origin(&eve, "1@localhost"), &invite.auth, &eve.certificate);
    world.mail.deliver(&address, &eve.seal_with(&answer, &secret, true));
    let answer = compose::pubkey(origin(&alice, "2@localhost"), &invite.auth, &alice.certificate);
    world.mail.deliver(&address, &alice.seal_with(&answer, &secret, false));
    world.pass(2_000);
    assert_eq!((verified(&world, &bob), alice.handshakes(&world, &secret).len()), (vec![false], 1));
    let answer = compose::pubkey(origin(&alice, "3@localhost"), &invite.auth, &alice.certificate);
    world.mail.deliver(&address, &alice.seal_with(&answer, &secret, true));
    world.pass(2_000);
    let own = block_on(bob.engine.own()).unwrap();
    let steps = alice.handshakes(&world, &secret);
    let request = ("vc-request-with-auth".to_owned(), vec![invite.fingerprint.to_string()]);
    assert_eq!(steps.last(), Some(&request));
    assert_eq!(verified(&world, &bob), [true]);
    // The confirmation must hand on Bob's own key.
    let confirm = |certificate, id: &'static str| {
        let peer = Peer { address: own.address(), certificate, own: &alice.certificate };
        compose::contact_confirm(origin(&alice, id), "Alice", peer)
    };
    bob.events();
    alice.send(&world, &bob, &confirm(&eve.certificate, "4@localhost"));
    let joined =
        |device: &Device| device.events().iter().any(|event| matches!(event, estuary_api::Event::Join(_)));
    assert!(!joined(&bob));
    alice.send(&world, &bob, &confirm(&own.certificate, "5@localhost"));
    assert!(joined(&bob));
}

#[test]
fn joiners_of_the_old_protocol_are_let_in() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), Stranger::new(&world, "bob"));
    let Link { invite, secret } = link(&world, &alice);
    let keyed = bob.write(&alice, "").compose(&mut bob.rng()).unwrap().payload;
    let keyed = String::from_utf8(keyed).unwrap();
    let start = keyed.find("Autocrypt:").unwrap();
    let end = keyed[start..]
        .match_indices("\r\n")
        .find(|(at, _)| !keyed[start + at + 2..].starts_with([' ', '\t']));
    let autocrypt = &keyed[start..start + end.unwrap().0];
    let request = |number: &str| {
        format!(
            "From: <{}>\r\nTo: <{}>\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\nMessage-ID: <{number}@localhost>\r\n\
             Chat-Version: 1.0\r\nSecure-Join: vc-request\r\nSecure-Join-Invitenumber: {number}\r\n{autocrypt}\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSecure-Join: vc-request\r\n--b--\r\n",
            bob.address, invite.addresses[0],
        )
    };
    world.mail.deliver(&invite.addresses[0], request("noNumberAnybodyKnows").as_bytes());
    world.pass(2_000);
    assert!(bob.handshakes(&world, &secret).is_empty());
    world.mail.deliver(&invite.addresses[0], request(invite.number.as_deref().unwrap()).as_bytes());
    world.pass(2_000);
    let fingerprint = bob.certificate.fingerprint();
    let answer = ("vc-auth-required".to_owned(), vec![fingerprint.to_string()]);
    assert_eq!(bob.handshakes(&world, &secret), [answer]);
    let own = block_on(alice.engine.own()).unwrap();
    let peer = Peer { address: own.address(), certificate: &own.certificate, own: &bob.certificate };
    let request =
        compose::request_with_auth(origin(&bob, "2@localhost"), "Bob", peer, &invite.auth, fingerprint, None);
    bob.send(&world, &alice, &request);
    assert_eq!(verified(&world, &alice), [true]);
}
