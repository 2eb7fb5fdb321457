//! Invites and handshakes between two devices.

use super::{Device, NOW, World};
use estuary_api::{
    ChatView, Command, Event, Info, InviteStanding, JoinProgress, MessageBody, ProblemKind, Reply,
};

fn chat(world: &World, device: &Device, id: estuary_api::ChatId) -> ChatView {
    match world.ask(device, Command::Chat(id)) {
        Ok(Reply::Chat(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn check(world: &World, device: &Device, link: &str) -> Result<InviteStanding, ProblemKind> {
    match world.ask(device, Command::CheckInvite(link.into())) {
        Ok(Reply::Invite(invite)) => Ok(invite.standing),
        Ok(other) => panic!("{other:?}"),
        Err(problem) => Err(problem.kind),
    }
}

fn joins(device: &Device) -> Vec<JoinProgress> {
    let events = device.events().into_iter();
    events.filter_map(|event| if let Event::Join(progress) = event { Some(progress) } else { None }).collect()
}

fn infos(world: &World, device: &Device, chat: estuary_api::ChatId) -> Vec<Info> {
    let rows = world.rows(device, chat).into_iter();
    rows.filter_map(|row| if let MessageBody::Info(info) = row.body { Some(info) } else { None }).collect()
}

#[test]
fn both_sides_verify_each_other() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let link = world.link(&alice);
    assert_eq!(check(&world, &bob, &link), Ok(InviteStanding::New));
    let to_alice = world.join(&bob, &link);
    let waiting = chat(&world, &bob, to_alice);
    assert_eq!(waiting.can_send.unwrap_err().kind, ProblemKind::KeyMissing);
    assert_eq!((waiting.row.name.as_str(), waiting.row.verified), ("Alice", false));
    assert_eq!(infos(&world, &bob, to_alice), [Info::JoinWaiting]);
    world.pass(30_000);

    let steps: Vec<_> = joins(&bob).into_iter().map(|join| (join.permille, join.inviter)).collect();
    assert_eq!(steps, [(400, false), (1000, false)]);
    let steps: Vec<_> =
        joins(&alice).into_iter().map(|join| (join.permille, join.inviter, join.name)).collect();
    assert_eq!(steps, [(1000, true, "Bob".to_owned())]);
    let to_bob = world.chats(&alice)[0];
    for (device, id, name) in [(&alice, to_bob, "Bob"), (&bob, to_alice, "Alice")] {
        let view = chat(&world, device, id);
        assert_eq!((view.can_send, view.row.verified, view.row.request), (Ok(()), true, false));
        assert_eq!(view.contact.unwrap().name, name);
        assert!(world.texts(device, id).is_empty(), "a handshake is no message");
    }
    assert_eq!(infos(&world, &bob, to_alice), [Info::JoinWaiting, Info::JoinDone]);
    assert_eq!(infos(&world, &alice, to_bob), [Info::Encrypted]);
    assert_eq!(check(&world, &bob, &link), Ok(InviteStanding::Known(to_alice)));
    assert_eq!(
        world.mail.stored(&alice.login().address).len() + world.mail.stored(&bob.login().address).len(),
        0
    );
}

#[test]
fn joining_twice_changes_nothing() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let link = world.link(&alice);
    let first = world.join(&bob, &link);
    assert_eq!(world.join(&bob, &link), first);
    world.settle();
    assert_eq!(infos(&world, &bob, first), [Info::JoinWaiting, Info::JoinDone]);
}

#[test]
fn joining_again_takes_the_short_way() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    world.introduce(&alice, &bob);
    let before = world.mail.submitted().len();
    world.join(&bob, &world.link(&alice));
    world.pass(30_000);
    assert_eq!(world.mail.submitted().len(), before + 2, "request-with-auth and its confirmation");
}

#[test]
fn several_invites_at_once() {
    let world = World::new();
    let (alice, bob, carol) = (world.person("Alice"), world.person("Bob"), world.person("Carol"));
    let (links, mut chats) = ([world.link(&alice), world.link(&carol)], vec![]);
    for link in &links {
        chats.push(world.join(&bob, link));
    }
    world.pass(60_000);
    for id in chats {
        assert!(chat(&world, &bob, id).row.verified);
    }
}

#[test]
fn a_withdrawn_invite_lets_nobody_in() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let old = world.link(&alice);
    assert_eq!(world.link(&alice), old, "the same one until it is reset");
    world.ask(&alice, Command::ResetInvite).unwrap();
    let to_alice = world.join(&bob, &old);
    world.pass(60_000);
    assert!(world.chats(&alice).is_empty());
    assert!(chat(&world, &bob, to_alice).can_send.is_err());
    assert_ne!(world.link(&alice), old);
    world.join(&bob, &world.link(&alice));
    world.pass(60_000);
    assert!(chat(&world, &bob, to_alice).row.verified);
}

#[test]
fn an_old_invite_lets_in_but_does_not_verify() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let link = world.link(&alice);
    world.pass(8 * 86_400_000);
    assert!(crate::ports::Clock::now(&world.clock) > NOW);
    world.join(&bob, &link);
    world.pass(60_000);
    let to_bob = chat(&world, &alice, world.chats(&alice)[0]);
    assert_eq!((to_bob.row.verified, to_bob.can_send), (false, Ok(())));
}

#[test]
fn what_cannot_be_joined_says_so() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let link = world.link(&alice);
    let join = |device: &Device, text: &str| world.ask(device, Command::Join(text.into())).unwrap_err().kind;
    assert_eq!(join(&alice, &link), ProblemKind::InviteOwn);
    assert_eq!(check(&world, &alice, &link), Ok(InviteStanding::Own));
    assert_eq!(join(&bob, &link.replace("&v=3", "")), ProblemKind::InviteUnsupported);
    assert_eq!(join(&bob, "https://example.org"), ProblemKind::InviteMalformed);
    let stranger = world.device(&Default::default());
    assert_eq!(check(&world, &stranger, &link), Ok(InviteStanding::New));
    assert_eq!(join(&stranger, &link), ProblemKind::NoProfile);
}
