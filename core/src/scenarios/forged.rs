//! Mail from strangers: what is shown of it, what is not, and who may change what.

use super::{Device, NOW, World, stranger::Stranger};
use crate::{
    mail::{Body, File, HeaderValue, Mailbox},
    pgp,
};
use estuary_api::{ChatView, Command, DeliveryState, Info, MessageBody, Reply};
use futures::executor::block_on;

fn chat(world: &World, device: &Device, index: usize) -> ChatView {
    match world.ask(device, Command::Chat(world.chats(device)[index])) {
        Ok(Reply::Chat(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn texts(world: &World, device: &Device) -> Vec<String> {
    world.chats(device).into_iter().flat_map(|chat| world.texts(device, chat)).collect()
}

#[test]
fn who_is_not_known_asks_first() {
    let world = World::new();
    let (alice, eve) = (world.person("Alice"), Stranger::new(&world, "eve"));
    let mut outgoing = eve.write(&alice, "buy this");
    let asks = HeaderValue::Raw(eve.address.clone());
    outgoing.headers.push(("Chat-Disposition-Notification-To", asks));
    eve.send(&world, &alice, &outgoing);
    let view = chat(&world, &alice, 0);
    assert!(view.row.request && !view.row.verified);
    let upto = world.rows(&alice, view.row.id)[0].id;
    world.ask(&alice, Command::MarkSeen { chat: view.row.id, upto }).unwrap();
    world.pass(10_000);
    assert!(world.mail.stored(&eve.address).is_empty(), "a request is not told that it was seen");
    world.ask(&alice, Command::AcceptChat(view.row.id)).unwrap();
    assert!(!chat(&world, &alice, 0).row.request);
}

#[test]
fn what_was_meant_for_others_is_not_shown() {
    let world = World::new();
    let (alice, eve, bob) =
        (world.person("Alice"), Stranger::new(&world, "eve"), Stranger::new(&world, "bob"));
    // Bob signed it for Eve, who encrypts it anew.
    let own = block_on(alice.engine.own()).unwrap();
    let outgoing = bob.write(&alice, "I love you");
    let mut composed = outgoing.compose(&mut bob.rng()).unwrap();
    let payload = std::mem::take(&mut composed.payload);
    let for_eve = pgp::seal(payload, &[&eve.certificate], &bob.key, true, NOW, &mut bob.rng()).unwrap();
    assert!(pgp::open(for_eve.as_bytes(), &own.key, &[], 1 << 20).is_err(), "Alice has no key to it");
    let forwarded = bob.seal(&outgoing, &[&own.certificate]);
    world.mail.deliver(own.address(), &forwarded);
    world.pass(2_000);
    assert_eq!(texts(&world, &alice), ["<I love you"], "meant for her it is shown");
}

#[test]
fn unsigned_and_clear_mail_is_not_shown_and_not_removed() {
    let world = World::new();
    let (alice, eve) = (world.person("Alice"), Stranger::new(&world, "eve"));
    let address = alice.login().address;
    let clear =
        format!("From: {}\r\nTo: {address}\r\nMessage-ID: <a@b>\r\nSubject: hi\r\n\r\nhi\r\n", eve.address);
    world.mail.deliver(&address, clear.as_bytes());
    // Without the key, a signature proves nothing.
    let mut outgoing = eve.write(&alice, "unsigned");
    outgoing.autocrypt = None;
    eve.send(&world, &alice, &outgoing);
    assert!(world.chats(&alice).is_empty());
    assert_eq!(world.mail.stored(&address).len(), 2);
}

#[test]
fn the_signature_says_who_wrote_it() {
    let world = World::new();
    let (alice, eve, bob) =
        (world.person("Alice"), Stranger::new(&world, "eve"), Stranger::new(&world, "bob"));
    bob.send(&world, &alice, &bob.write(&alice, "I am Bob"));
    let mut outgoing = eve.write(&alice, "I am Bob, too");
    eve.send(&world, &alice, &outgoing);
    outgoing = eve.write(&alice, "really");
    outgoing.from = Mailbox::new("Bob", &bob.address);
    eve.send(&world, &alice, &outgoing);
    let fingerprints: Vec<_> =
        (0..2).map(|index| chat(&world, &alice, index).contact.unwrap().fingerprint).collect();
    let expected = [&eve, &bob].map(|stranger| stranger.certificate.fingerprint().to_string());
    assert_eq!(fingerprints, expected);
    assert_eq!(chat(&world, &alice, 0).row.unread, 2, "the key is Eve's, whatever the name");
}

#[test]
fn only_the_sender_edits_and_deletes() {
    let world = World::new();
    let (alice, eve, bob) =
        (world.person("Alice"), Stranger::new(&world, "eve"), Stranger::new(&world, "bob"));
    let said = bob.write(&alice, "helo");
    bob.send(&world, &alice, &said);
    let id = format!("<{}>", said.message_id);
    eve.send(&world, &alice, &eve.with(&alice, "✏️forged", "Chat-Edit", &id));
    eve.send(&world, &alice, &eve.with(&alice, "🚮", "Chat-Delete", &id));
    assert_eq!(texts(&world, &alice), ["<helo"]);
    bob.send(&world, &alice, &bob.with(&alice, "✏️hello", "Chat-Edit", &id));
    let rows = world.rows(&alice, world.chats(&alice)[0]);
    assert!(rows[0].edited && texts(&world, &alice) == ["<hello"]);
    bob.send(&world, &alice, &bob.with(&alice, "🚮", "Chat-Delete", &id));
    assert!(texts(&world, &alice).is_empty());
    bob.send(&world, &alice, &said);
    assert!(texts(&world, &alice).is_empty(), "it does not come back");
}

#[test]
fn a_deletion_that_overtakes_its_message_still_counts() {
    let world = World::new();
    let (alice, eve, bob) =
        (world.person("Alice"), Stranger::new(&world, "eve"), Stranger::new(&world, "bob"));
    let (one, two) = (bob.write(&alice, "one"), bob.write(&alice, "two"));
    let ids = format!("<{} {}>", one.message_id, "unknown@localhost");
    bob.send(&world, &alice, &bob.with(&alice, "🚮", "Chat-Delete", &ids));
    eve.send(&world, &alice, &eve.with(&alice, "🚮", "Chat-Delete", &two.message_id));
    bob.send(&world, &alice, &one);
    bob.send(&world, &alice, &two);
    assert_eq!(texts(&world, &alice), ["<two"]);
}

#[test]
fn large_files_come_in_two_halves_in_either_order() {
    let world = World::new();
    let (alice, eve, bob) =
        (world.person("Alice"), Stranger::new(&world, "eve"), Stranger::new(&world, "bob"));
    let data = vec![42; 3000];
    let file = File { name: "trip.mp4".into(), media_type: "video/mp4".into(), data: data.clone() };
    let halves = |id: &str| {
        let mut first = bob.with(&alice, "our trip", "Chat-Post-Message-ID", &format!("<{id}>"));
        let metadata = r#"{"size":3000,"viewtype":"Video","filename":"trip.mp4","duration":1}"#;
        first.headers.push(("Chat-Post-Message-Metadata", HeaderValue::Raw(metadata.into())));
        let mut second = bob.with(&alice, "", "Chat-Is-Post-Message", "1");
        second.message_id = id.into();
        second.body = Body::Files(String::new(), vec![file.clone()]);
        (first, second)
    };
    let attachment = |index: usize| {
        let row = world.rows(&alice, world.chats(&alice)[0]).remove(index);
        let MessageBody::Content { text, attachment, .. } = row.body else { panic!() };
        (row.id, text, attachment.unwrap())
    };
    let (first, second) = halves("one@localhost");
    bob.send(&world, &alice, &first);
    let (_, text, waiting) = attachment(0);
    assert_eq!(
        (text.as_str(), waiting.name.as_str(), waiting.size, waiting.here),
        ("our trip", "trip.mp4", 3000, false)
    );
    let mut forged = eve.with(&alice, "", "Chat-Is-Post-Message", "1");
    forged.message_id = "one@localhost".into();
    forged.body = Body::Files(String::new(), vec![file.clone()]);
    eve.send(&world, &alice, &forged);
    assert!(!attachment(0).2.here);
    bob.send(&world, &alice, &second);
    let (id, text, here) = attachment(0);
    assert_eq!((text.as_str(), here.here), ("our trip", true));
    assert_eq!(
        world.ask(&alice, Command::Attachment(id)),
        Ok(Reply::Attachment { attachment: here, bytes: data })
    );
    let (first, second) = halves("two@localhost");
    bob.send(&world, &alice, &second);
    bob.send(&world, &alice, &first);
    assert_eq!(
        world.rows(&alice, world.chats(&alice)[0]).len(),
        2,
        "the half without the file is not needed any more"
    );
    assert!(attachment(1).2.here);
}

#[test]
fn a_group_that_lists_nobody_is_whom_it_is_addressed_to() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), Stranger::new(&world, "bob"));
    let group = |text: &str, name: &str| {
        let mut outgoing = bob.with(&alice, text, "Chat-Group-ID", "abcdefghijklmnop");
        outgoing.headers.push(("Chat-Group-Name", HeaderValue::Text(name.into())));
        outgoing.headers.push(("Chat-Group-Name-Timestamp", HeaderValue::Raw(name.len().to_string())));
        outgoing
    };
    bob.send(&world, &alice, &group("hello all", "Hiking"));
    bob.send(&world, &alice, &group("again", "Hiking & Biking"));
    let view = chat(&world, &alice, 0);
    assert_eq!(
        (view.row.name.as_str(), view.row.unread, world.chats(&alice).len()),
        ("Hiking & Biking", 2, 1)
    );
    assert_eq!((view.can_send, view.members), (Ok(()), 2));
    let mut added = group("Member carol@x.y was added.", "Hiking & Biking");
    added.headers.push(("Chat-Group-Member-Added", HeaderValue::Raw("carol@x.y".into())));
    bob.send(&world, &alice, &added);
    let rows = world.rows(&alice, view.row.id);
    assert_eq!(rows[2].body, MessageBody::Info(Info::Text("Member carol@x.y was added.".into())));
    assert_eq!(chat(&world, &alice, 0).row.unread, 2);
}

#[test]
fn what_this_version_does_not_show_is_kept_out_of_the_chat() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), Stranger::new(&world, "bob"));
    bob.send(&world, &alice, &bob.write(&alice, "seen"));
    let mut reaction = bob.write(&alice, "");
    reaction.body = Body::Reaction("👍".into());
    bob.send(&world, &alice, &reaction);
    for (name, value) in
        [("Iroh-Node-Addr", "{}"), ("Chat-Content", "call-ended"), ("Chat-Content", "message-pinned")]
    {
        bob.send(&world, &alice, &bob.with(&alice, "hidden", name, value));
    }
    assert_eq!(texts(&world, &alice), ["<seen"]);
    bob.send(&world, &alice, &bob.with(&alice, "new", "Chat-Of-The-Future", "1"));
    assert_eq!(texts(&world, &alice), ["<seen", "<new"]);
}

#[test]
fn a_bounce_marks_the_message() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), Stranger::new(&world, "bob"));
    bob.send(&world, &alice, &bob.write(&alice, "hi"));
    let to_bob = world.chats(&alice)[0];
    let id = world.say(&alice, to_bob, "hello");
    world.pass(5_000);
    let (_, sent) = world.mail.submitted().pop().unwrap();
    let sent = String::from_utf8(sent).unwrap();
    let rfc_id = sent.lines().find(|line| line.starts_with("Message-ID:")).unwrap();
    let bounce = format!(
        "From: <mailer-daemon@{}>\r\nTo: <{}>\r\nMessage-ID: <bounce@x>\r\nAuto-Submitted: auto-replied\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n\
         Final-Recipient: rfc822; {}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\n{rfc_id}\r\n\r\n--b--\r\n",
        super::DOMAIN,
        alice.login().address,
        bob.address,
    );
    world.mail.deliver(&alice.login().address, bounce.as_bytes());
    world.pass(2_000);
    let DeliveryState::Failed(problem) = world.state(&alice, to_bob, id) else { panic!() };
    assert!(problem.detail.contains("550 no such user"), "{problem}");
}

#[test]
fn dates_of_the_future_are_cut() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), Stranger::new(&world, "bob"));
    let mut outgoing = bob.write(&alice, "from the future");
    outgoing.date = NOW + 400 * 86_400_000;
    bob.send(&world, &alice, &outgoing);
    let shown = world.rows(&alice, world.chats(&alice)[0])[0].time;
    assert!((NOW..NOW + 120_000).contains(&shown));
}

#[test]
fn messages_go_to_every_relay_of_the_newest_certificate() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), Stranger::new(&world, "bob"));
    let second = Stranger::new(&world, "bob-elsewhere").address;
    bob.send(&world, &alice, &bob.write(&alice, "one relay"));
    let moved = bob.key.certificate(&bob.address, &[&second, &bob.address], NOW + 5_000).unwrap();
    let mut outgoing = bob.write(&alice, "two relays");
    outgoing.autocrypt = Some(&moved);
    bob.send(&world, &alice, &outgoing);
    // An old certificate that comes late changes nothing.
    bob.send(&world, &alice, &bob.write(&alice, "late"));
    world.say(&alice, world.chats(&alice)[0], "hello");
    world.pass(5_000);
    assert_eq!(world.mail.submitted().pop().unwrap().0.to, [second, bob.address.clone()]);
}
