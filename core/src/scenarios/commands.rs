//! Commands besides sending and joining.

use super::{DOMAIN, Device, World};
use estuary_api::{ChatView, Command, DeliveryState, NewProfile, ProblemKind, Reply, SummaryBody};

fn chat(world: &World, device: &Device, id: estuary_api::ChatId) -> ChatView {
    match world.ask(device, Command::Chat(id)) {
        Ok(Reply::Chat(view)) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_profile_is_made_once() {
    let world = World::new();
    let device = world.device(&Default::default());
    match world.ask(&device, Command::Status).unwrap() {
        Reply::Status(status) => assert_eq!((status.profile, status.domain.as_deref()), (None, Some(DOMAIN))),
        other => panic!("{other:?}"),
    }
    let new = |name: &str| Command::CreateProfile(NewProfile { name: name.into(), ..NewProfile::default() });
    let Reply::Profile(first) = world.ask(&device, new(" Ada\nL ")).unwrap() else { panic!() };
    assert_eq!(first.name, "Ada L");
    let (user, domain) = first.address.split_once('@').unwrap();
    assert_eq!((user.len(), domain), (9, DOMAIN));
    assert_eq!(world.ask(&device, new("Eve")), Ok(Reply::Profile(first.clone())));
    let again = world.device(&device.close());
    assert_eq!(world.ask(&again, Command::Profile), Ok(Reply::Profile(first)));
}

#[test]
fn what_a_profile_cannot_be_made_of() {
    let world = World::new();
    let device = world.device(&Default::default());
    let refused = |new: NewProfile| world.ask(&device, Command::CreateProfile(new)).unwrap_err().kind;
    let account = |code: &str| NewProfile { account: Some(code.into()), ..NewProfile::default() };
    assert_eq!(refused(account("hello")), ProblemKind::AccountCodeMalformed);
    let avatar = NewProfile { avatar: Some(b"<svg/>".to_vec()), ..NewProfile::default() };
    assert_eq!(refused(avatar), ProblemKind::PictureUnusable);
    world.mail.faults(|faults| faults.unreachable = true);
    assert_eq!(refused(NewProfile::default()), ProblemKind::ServerUnreachable);
    world.mail.faults(|faults| faults.unreachable = false);
    assert_eq!(world.ask(&device, Command::Profile).unwrap_err().kind, ProblemKind::NoProfile);
    world
        .ask(&device, Command::CreateProfile(account("dclogin://ada@else.example/?p=secret12345&v=1")))
        .unwrap();
    assert_eq!(device.login().address, "ada@else.example");
}

#[test]
fn unread_messages_are_counted_until_they_are_seen() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    for text in ["1", "2", "3"] {
        world.say(&alice, to_bob, text);
    }
    world.pass(10_000);
    let rows = world.rows(&bob, to_alice);
    let view = chat(&world, &bob, to_alice);
    assert_eq!((view.row.unread, view.first_unread), (3, Some(rows[rows.len() - 3].id)));
    assert_eq!(view.row.last.unwrap().body, SummaryBody::Text("3".into()));
    world.ask(&bob, Command::MarkSeen { chat: to_alice, upto: rows[rows.len() - 2].id }).unwrap();
    let view = chat(&world, &bob, to_alice);
    assert_eq!((view.row.unread, view.first_unread), (1, Some(rows[rows.len() - 1].id)));
    world.ask(&bob, Command::DeleteMessages(vec![rows[rows.len() - 1].id])).unwrap();
    let view = chat(&world, &bob, to_alice);
    assert_eq!((view.row.unread, view.row.last.unwrap().body), (0, SummaryBody::Text("2".into())));
}

#[test]
fn pages_of_messages_join_without_gaps() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    for n in 0..25 {
        world.say(&alice, to_bob, &n.to_string());
    }
    let (mut before, mut ids) = (None, vec![]);
    loop {
        let Ok(Reply::Messages(page)) =
            world.ask(&alice, Command::Messages { chat: to_bob, before, limit: 7 })
        else {
            panic!()
        };
        ids.splice(0..0, page.rows.iter().map(|row| row.id));
        before = Some(ids[0]);
        if !page.more {
            break;
        }
    }
    let all: Vec<_> = world.rows(&alice, to_bob).iter().map(|row| row.id).collect();
    assert_eq!(ids, all);
}

#[test]
fn drafts_stay_until_sent() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    let said = world.say(&alice, to_bob, "said");
    world.ask(&alice, Command::SetDraft { chat: to_bob, text: "to be".into(), quote: Some(said) }).unwrap();
    let view = chat(&world, &alice, to_bob);
    assert_eq!((view.draft.as_str(), view.row.draft), ("to be", Some(SummaryBody::Text("to be".into()))));
    assert_eq!(view.draft_quote.unwrap().text, "said");
    world.say(&alice, to_bob, "to be");
    let view = chat(&world, &alice, to_bob);
    assert_eq!((view.draft.as_str(), view.draft_quote), ("", None));
}

#[test]
fn a_deleted_message_that_waits_is_not_sent() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.mail.faults(|faults| faults.unreachable = true);
    world.pass(1_000);
    let regretted = world.say(&alice, to_bob, "regretted");
    world.say(&alice, to_bob, "meant");
    world.ask(&alice, Command::DeleteMessages(vec![regretted])).unwrap();
    world.mail.faults(|faults| faults.unreachable = false);
    world.pass(300_000);
    assert_eq!(world.texts(&bob, to_alice), ["<meant"]);
}

#[test]
fn who_is_blocked_is_not_heard() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.ask(&bob, Command::BlockChat(to_alice)).unwrap();
    assert!(world.chats(&bob).is_empty());
    bob.events();
    let unheard = world.say(&alice, to_bob, "hello?");
    world.pass(10_000);
    assert!(world.chats(&bob).is_empty());
    assert!(!bob.events().iter().any(|event| matches!(event, estuary_api::Event::Incoming { .. })));
    assert_eq!(world.state(&alice, to_bob, unheard), DeliveryState::Delivered);
}

#[test]
fn a_new_name_reaches_others_with_the_next_message() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let avatar = Some([&b"\x89PNG\r\n\x1a\n"[..], &[5; 500]].concat());
    let change =
        Command::SetProfile { name: "Alice L.".into(), avatar: avatar.clone(), status: "on the road".into() };
    world.ask(&alice, change).unwrap();
    world.pass(1_000);
    world.say(&alice, to_bob, "hi");
    world.pass(10_000);
    let contact = chat(&world, &bob, to_alice).contact.unwrap();
    assert_eq!((contact.name.as_str(), contact.status.as_str()), ("Alice L.", "on the road"));
    assert_eq!(world.picture(&bob, contact.avatar.clone()), avatar);
    let other = Some([&b"\x89PNG\r\n\x1a\n"[..], &[6; 500]].concat());
    let change =
        Command::SetProfile { name: "Alice L.".into(), avatar: other.clone(), status: String::new() };
    world.ask(&alice, change).unwrap();
    world.pass(1_000);
    world.say(&alice, to_bob, "ho");
    world.pass(10_000);
    let changed = chat(&world, &bob, to_alice).row.avatar;
    assert_ne!(changed, contact.avatar, "another picture is another one");
    assert_eq!(world.picture(&bob, changed), other);
    assert_eq!(world.texts(&bob, to_alice), ["<hi", "<ho"]);
}

#[test]
fn the_chat_list_is_searched_and_paged() {
    let world = World::new();
    let (alice, bob, carol) = (world.person("Alice"), world.person("Bob"), world.person("Carol"));
    world.introduce(&alice, &bob);
    let link = world.link(&alice);
    world.join(&carol, &link);
    world.pass(60_000);
    let list = |query: &str, offset, limit| match world
        .ask(&alice, Command::ChatList { query: query.into(), unread: false, offset, limit })
    {
        Ok(Reply::ChatList(page)) => {
            (page.rows.into_iter().map(|row| row.name).collect::<Vec<_>>(), page.total)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(list("", 0, 10), (vec!["Carol".into(), "Bob".into()], 2));
    assert_eq!(list("", 1, 1), (vec!["Bob".into()], 2));
    assert_eq!(list("bO", 0, 10), (vec!["Bob".into()], 1));
    assert_eq!(list("x", 0, 10), (vec![], 0));
}
