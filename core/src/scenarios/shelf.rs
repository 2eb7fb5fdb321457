//! Where chats stand in the list, people, and the chat with oneself.

use super::{Device, Viewer, World, stranger::Stranger};
use estuary_api::{
    ChatCommand, ChatId, ChatKind, Command, Contact, ContactCommand, ContactId, ContactProfile,
    DeliveryState, Event, Pane, Reply, SendId, WhichChats,
};

fn ask(world: &World, device: &Device, command: ChatCommand) -> Reply {
    world.ask(device, Command::Chats(command)).unwrap()
}

fn people(world: &World, device: &Device, command: ContactCommand) -> Vec<Contact> {
    match world.ask(device, Command::Contacts(command)) {
        Ok(Reply::Contacts(people)) => people,
        other => panic!("{other:?}"),
    }
}

fn profile(world: &World, device: &Device, id: ContactId) -> ContactProfile {
    match world.ask(device, Command::Contacts(ContactCommand::Profile(id))) {
        Ok(Reply::ContactProfile(profile)) => profile,
        other => panic!("{other:?}"),
    }
}

/// Alice, and Bob and Carol who can write to her; her chats with them.
fn three(world: &World) -> (Device, [(Device, ChatId); 2], [ChatId; 2]) {
    let (alice, bob, carol) = (world.person("Alice"), world.person("Bob"), world.person("Carol"));
    let (with_bob, bobs) = world.introduce(&alice, &bob);
    let carols = world.join(&carol, &world.link(&alice));
    world.pass(30_000);
    let with_carol = world.chats(&alice).into_iter().find(|chat| *chat != with_bob).unwrap();
    (alice, [(bob, bobs), (carol, carols)], [with_bob, with_carol])
}

#[test]
fn pinned_chats_stand_first_and_archived_ones_apart() {
    let world = World::new();
    let (alice, [(bob, bobs), _], [with_bob, with_carol]) = three(&world);
    assert_eq!(world.chats(&alice), [with_carol, with_bob]);
    ask(&world, &alice, ChatCommand::Pin { chat: with_bob, pinned: true });
    assert_eq!(world.chats(&alice), [with_bob, with_carol]);
    ask(&world, &alice, ChatCommand::Archive { chat: with_bob, archived: true });
    assert_eq!(world.chats(&alice), [with_carol]);
    let archived = |offset| {
        let pane = Pane::Chats { which: WhichChats::Archived, offset, limit: 10 };
        Viewer::new(&world, &alice, offset as u8, pane).chats()
    };
    let page = archived(0);
    assert_eq!(
        page.rows.iter().map(|row| (row.id, row.archived, row.pinned)).collect::<Vec<_>>(),
        [(with_bob, true, false)]
    );
    let after = archived(1);
    assert_eq!((page.total, after.total, after.archived, after.rows), (1, 1, 1, vec![]));
    world.say(&bob, bobs, "still there?");
    world.pass(10_000);
    assert_eq!(world.chats(&alice), [with_bob, with_carol], "what is new leaves the archive");
}

#[test]
fn a_muted_chat_is_silent_and_stays_archived() {
    let world = World::new();
    let (alice, [(bob, bobs), _], [with_bob, _]) = three(&world);
    ask(&world, &alice, ChatCommand::Archive { chat: with_bob, archived: true });
    ask(&world, &alice, ChatCommand::Mute { chat: with_bob, until: super::NOW + 3_600_000 });
    alice.events();
    world.say(&bob, bobs, "psst");
    world.pass(10_000);
    assert!(!alice.events().iter().any(|event| matches!(event, Event::Incoming { .. })));
    assert!(!world.chats(&alice).contains(&with_bob));
    world.pass(3_600_000);
    world.say(&bob, bobs, "hello");
    world.pass(10_000);
    assert!(alice.events().iter().any(|event| matches!(event, Event::Incoming { .. })));
    ask(&world, &alice, ChatCommand::MarkAllSeen(Some(with_bob)));
    assert!(world.rows(&alice, with_bob).iter().all(|row| row.state != DeliveryState::Fresh));
}

#[test]
fn what_was_seen_can_be_unseen_and_all_be_seen_at_once() {
    let world = World::new();
    let (alice, [(bob, bobs), (carol, carols)], [with_bob, with_carol]) = three(&world);
    let unread = || {
        let command = Command::ChatList { query: String::new(), unread: true, offset: 0, limit: 9 };
        let Ok(Reply::ChatList(page)) = world.ask(&alice, command) else { panic!() };
        assert_eq!(page.rows.len() as u32, page.total);
        (page.rows.iter().map(|row| (row.id, row.unread)).collect::<Vec<_>>(), page.unread)
    };
    for chat in [with_bob, with_carol] {
        ask(&world, &alice, ChatCommand::MarkUnseen(chat));
    }
    assert_eq!(unread(), (vec![], 0), "nobody else wrote");
    let asked = world.say(&bob, bobs, "one");
    world.say(&bob, bobs, "two");
    world.pass(10_000);
    assert_eq!(unread(), (vec![(with_bob, 2)], 2));
    ask(&world, &alice, ChatCommand::MarkAllSeen(Some(with_bob)));
    world.say(&alice, with_bob, "answer");
    world.pass(10_000);
    assert_eq!((unread(), world.state(&bob, bobs, asked)), ((vec![], 0), DeliveryState::Read));
    for _ in 0..2 {
        ask(&world, &alice, ChatCommand::MarkUnseen(with_bob));
        assert_eq!(unread(), (vec![(with_bob, 1)], 1));
    }
    world.say(&carol, carols, "three");
    world.pass(10_000);
    assert_eq!(unread(), (vec![(with_carol, 1), (with_bob, 1)], 2));
    // Bob was told already.
    let before = world.mail.submitted().len();
    ask(&world, &alice, ChatCommand::MarkAllSeen(None));
    world.pass(10_000);
    assert_eq!((unread(), world.mail.submitted().len()), ((vec![], 0), before + 1));
}

#[test]
fn the_last_message_of_others_is_unseen_however_much_one_answered() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (with_bob, bobs) = world.introduce(&alice, &bob);
    world.say(&bob, bobs, "one");
    world.pass(10_000);
    ask(&world, &alice, ChatCommand::MarkAllSeen(Some(with_bob)));
    world.mail.faults(|faults| faults.unreachable = true);
    // More than are looked at at once.
    for n in 0..510 {
        world.say(&alice, with_bob, &n.to_string());
    }
    ask(&world, &alice, ChatCommand::MarkUnseen(with_bob));
    let Ok(Reply::Chat(view)) = world.ask(&alice, Command::Chat(with_bob)) else { panic!() };
    assert_eq!(view.row.unread, 1);
}

#[test]
fn who_leaves_and_deletes_at_once_still_says_so() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (with_bob, bobs) = world.introduce(&alice, &bob);
    let Ok(Reply::Chat(single)) = world.ask(&alice, Command::Chat(with_bob)) else { panic!() };
    let command = ChatCommand::CreateGroup {
        id: SendId([9; 16]),
        name: "Hiking".into(),
        avatar: None,
        description: String::new(),
        members: vec![single.contact.unwrap().id],
    };
    let Reply::Chat(group) = ask(&world, &alice, command) else { panic!() };
    world.say(&alice, group.row.id, "Sunday?");
    world.pass(10_000);
    world.mail.faults(|faults| faults.unreachable = true);
    let left = |chat| match world.ask(&alice, Command::Chat(chat)) {
        Ok(Reply::Chat(view)) => view.row.left,
        other => panic!("{other:?}"),
    };
    assert!(!left(group.row.id) && !left(with_bob));
    ask(&world, &alice, ChatCommand::Leave(group.row.id));
    assert!(left(group.row.id) && !left(with_bob));
    ask(&world, &alice, ChatCommand::Delete(group.row.id));
    assert_eq!(world.chats(&alice), [with_bob]);
    world.mail.faults(|faults| faults.unreachable = false);
    world.pass(60_000);
    let theirs = world.chats(&bob).into_iter().find(|chat| *chat != bobs).unwrap();
    let Reply::ChatProfile(profile) = ask(&world, &bob, ChatCommand::Profile(theirs)) else { panic!() };
    assert_eq!((profile.members, profile.past.len()), (vec![], 1));
    assert_eq!(world.chats(&alice), [with_bob], "nothing brings it back");
}

#[test]
fn a_deleted_chat_is_gone_until_somebody_writes_again() {
    let world = World::new();
    let (alice, [(bob, bobs), _], [with_bob, with_carol]) = three(&world);
    for n in 0..5 {
        world.say(&bob, bobs, &n.to_string());
    }
    world.pass(30_000);
    ask(&world, &alice, ChatCommand::Delete(with_bob));
    ask(&world, &alice, ChatCommand::Delete(with_bob));
    assert_eq!(world.chats(&alice), [with_carol]);
    assert!(world.ask(&alice, Command::Chat(with_bob)).is_err());
    world.say(&bob, bobs, "again");
    world.pass(10_000);
    let chats = world.chats(&alice);
    assert_eq!((chats.len(), world.texts(&alice, chats[0])), (2, vec!["<again".to_owned()]));
    assert_ne!(chats[0], with_bob, "ids are not used twice");
}

#[test]
fn what_one_keeps_for_oneself_goes_nowhere() {
    let world = World::new();
    let alice = world.person("Alice");
    let Reply::Chat(saved) = ask(&world, &alice, ChatCommand::Saved) else { panic!() };
    assert_eq!((saved.row.kind, saved.can_send), (ChatKind::Saved, Ok(())));
    let note = world.say(&alice, saved.row.id, "milk");
    world.pass(10_000);
    assert_eq!(world.state(&alice, saved.row.id, note), DeliveryState::Delivered);
    assert_eq!(world.mail.stored(&alice.login().address).len(), 0);
    let Reply::Chat(again) = ask(&world, &alice, ChatCommand::Saved) else { panic!() };
    assert_eq!(again.row.id, saved.row.id);
}

#[test]
fn people_are_listed_named_and_blocked() {
    let world = World::new();
    let (alice, [(bob, bobs), _], [with_bob, _]) = three(&world);
    let list = |query: &str| people(&world, &alice, ContactCommand::List { query: query.into() });
    assert_eq!(list("").iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["Bob", "Carol"]);
    let id = list("BO")[0].id;
    let rename = ContactCommand::Rename { contact: id, name: " Bobby\n".into() };
    world.ask(&alice, Command::Contacts(rename)).unwrap();
    let known = profile(&world, &alice, id);
    assert_eq!((known.contact.name.as_str(), known.own_name.as_str()), ("Bobby", "Bob"));
    assert_eq!(known.shared.iter().map(|row| row.id).collect::<Vec<_>>(), [with_bob]);
    assert!(known.contact.last_seen > 0 && known.contact.verified);
    assert_eq!(known.relays, [bob.login().address]);
    let block = |blocked| ContactCommand::Block { contact: id, blocked };
    world.ask(&alice, Command::Contacts(block(true))).unwrap();
    assert_eq!(people(&world, &alice, ContactCommand::Blocked)[0].id, id);
    assert!(list("bob").is_empty() && !world.chats(&alice).contains(&with_bob));
    world.say(&bob, bobs, "hello?");
    world.pass(10_000);
    assert!(!world.chats(&alice).contains(&with_bob));
    world.ask(&alice, Command::Contacts(block(false))).unwrap();
    assert!(world.chats(&alice).contains(&with_bob));
    match world.ask(&alice, Command::Contacts(ContactCommand::Chat(id))) {
        Ok(Reply::Chat(chat)) => assert_eq!(chat.row.id, with_bob),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_request_does_not_ring_until_it_is_accepted() {
    let world = World::new();
    let alice = world.person("Alice");
    let stranger = Stranger::new(&world, "eve");
    alice.events();
    stranger.send(&world, &alice, &stranger.write(&alice, "hello?"));
    let rings = || alice.events().iter().any(|event| matches!(event, Event::Incoming { .. }));
    assert!(!rings());
    let chat = world.chats(&alice)[0];
    assert_eq!(world.texts(&alice, chat), ["<hello?"]);
    world.ask(&alice, Command::AcceptChat(chat)).unwrap();
    stranger.send(&world, &alice, &stranger.write(&alice, "thank you"));
    assert!(rings());
}
