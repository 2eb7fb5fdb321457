//! Groups between devices of this core.

use super::{Device, World};
use estuary_api::{
    ChatCommand, ChatId, ChatProfile, ChatView, Command, ContactId, Info, MessageBody, Picture, ProblemKind,
    Reply, SendId,
};

pub(super) fn view(world: &World, device: &Device, id: ChatId) -> ChatView {
    match world.ask(device, Command::Chat(id)) {
        Ok(Reply::Chat(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn profile(world: &World, device: &Device, id: ChatId) -> ChatProfile {
    match world.ask(device, Command::Chats(ChatCommand::Profile(id))) {
        Ok(Reply::ChatProfile(profile)) => profile,
        other => panic!("{other:?}"),
    }
}

fn contact(world: &World, device: &Device, chat: ChatId) -> ContactId {
    view(world, device, chat).contact.unwrap().id
}

fn create(world: &World, device: &Device, name: &str, members: Vec<ContactId>) -> ChatId {
    let (name, description) = (name.into(), "About it".into());
    let command = ChatCommand::CreateGroup { id: SendId([9; 16]), name, avatar: None, description, members };
    match world.ask(device, Command::Chats(command)) {
        Ok(Reply::Chat(view)) => view.row.id,
        other => panic!("{other:?}"),
    }
}

fn change(world: &World, device: &Device, command: ChatCommand) {
    assert_eq!(world.ask(device, Command::Chats(command)), Ok(Reply::Done));
    world.pass(60_000);
}

fn names(people: &[estuary_api::Contact]) -> Vec<&str> {
    let mut names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
    names.sort_unstable();
    names
}

fn infos(world: &World, device: &Device, chat: ChatId) -> Vec<Info> {
    let rows = world.rows(device, chat).into_iter();
    rows.filter_map(|row| if let MessageBody::Info(info) = row.body { Some(info) } else { None }).collect()
}

/// Alice knows Bob and Carol, who do not know each other; the group she wrote into, as each of them sees it.
struct Three {
    world: World,
    people: [Device; 3],
    chats: [ChatId; 3],
    bob: ContactId,
}

fn three() -> Three {
    let world = World::new();
    let [alice, bob, carol] = ["Alice", "Bob", "Carol"].map(|name| world.person(name));
    let (to_bob, bobs) = world.introduce(&alice, &bob);
    let (_, carols) = world.introduce(&alice, &carol);
    let to_carol = world.chats(&alice)[0];
    let bob_id = contact(&world, &alice, to_bob);
    let members = vec![bob_id, contact(&world, &alice, to_carol)];
    let group = create(&world, &alice, "Hiking", members.clone());
    assert_eq!(create(&world, &alice, "Hiking", members), group, "repeated");
    world.say(&alice, group, "Sunday?");
    world.pass(60_000);
    let other = |device: &Device, single: ChatId| {
        world.chats(device).into_iter().find(|chat| *chat != single).expect("the group")
    };
    let chats = [group, other(&bob, bobs), other(&carol, carols)];
    Three { people: [alice, bob, carol], chats, bob: bob_id, world }
}

#[test]
fn everybody_reads_everybody() {
    let Three { world, people: [alice, bob, carol], chats: [alices, bobs, carols], .. } = three();
    assert_eq!(profile(&world, &carol, carols).description, "About it");
    world.say(&carol, carols, "Rain");
    world.pass(60_000);
    world.say(&bob, bobs, "Umbrella");
    world.pass(60_000);
    assert_eq!(world.texts(&alice, alices), [">Sunday?", "<Rain", "<Umbrella"]);
    assert_eq!(world.texts(&bob, bobs), ["<Sunday?", "<Rain", ">Umbrella"]);
    assert_eq!(world.texts(&carol, carols), ["<Sunday?", ">Rain", "<Umbrella"]);
    assert_eq!(names(&profile(&world, &bob, bobs).members), ["Alice", "Carol"]);
    assert_eq!(view(&world, &bob, bobs).members, 3);
}

#[test]
fn members_go_and_come_back() {
    let Three { world, people: [alice, bob, carol], chats: [alices, bobs, carols], bob: bob_id } = three();
    change(&world, &alice, ChatCommand::RemoveMember { chat: alices, member: bob_id });
    let told = |by: Option<&str>, who: Option<&str>| Info::MemberRemoved {
        by: by.map(str::to_owned),
        who: who.map(str::to_owned),
    };
    assert_eq!(infos(&world, &alice, alices).last(), Some(&told(None, Some("Bob"))));
    assert_eq!(infos(&world, &bob, bobs).last(), Some(&told(Some("Alice"), None)));
    assert_eq!(infos(&world, &carol, carols).last(), Some(&told(Some("Alice"), Some("Bob"))));
    assert_eq!(view(&world, &bob, bobs).can_send.unwrap_err().kind, ProblemKind::ReadOnlyChat);
    world.say(&carol, carols, "Without Bob");
    world.pass(60_000);
    assert_eq!(world.texts(&bob, bobs), ["<Sunday?"]);
    let seen = profile(&world, &carol, carols);
    assert_eq!((names(&seen.members), names(&seen.past)), (vec!["Alice"], vec!["Bob"]));

    change(&world, &alice, ChatCommand::AddMembers { chat: alices, members: vec![bob_id] });
    world.say(&bob, bobs, "Here again");
    world.pass(60_000);
    assert_eq!(world.texts(&carol, carols), ["<Sunday?", ">Without Bob", "<Here again"]);
    change(&world, &bob, ChatCommand::Leave(bobs));
    assert_eq!(infos(&world, &carol, carols).last(), Some(&Info::MemberLeft(Some("Bob".into()))));
    assert_eq!(infos(&world, &bob, bobs).last(), Some(&Info::MemberLeft(None)));
    assert!(view(&world, &bob, bobs).can_send.is_err());
}

#[test]
fn what_is_told_about_it_changes_for_all() {
    let Three { world, people: [alice, bob, carol], chats: [alices, bobs, carols], .. } = three();
    let bytes = b"\x89PNG\r\n\x1a\n picture".to_vec();
    let avatar = Some(Picture::Bytes(bytes.clone()));
    let (name, description) = ("Climbing".to_owned(), "Higher".to_owned());
    let all = ChatCommand::SetProfile { chat: bobs, name, avatar, description };
    change(&world, &bob, all.clone());
    for (device, chat) in [(&alice, alices), (&bob, bobs), (&carol, carols)] {
        let seen = profile(&world, device, chat);
        assert_eq!((seen.row.name.as_str(), seen.description.as_str()), ("Climbing", "Higher"));
        assert_eq!(world.picture(device, seen.row.avatar), Some(bytes.clone()));
    }
    // The picture it has is no news, and another group can begin with it.
    let kept = profile(&world, &bob, bobs).row.avatar;
    let (name, description) = ("Climbing".to_owned(), "Higher".to_owned());
    let same = ChatCommand::SetProfile { chat: bobs, name, avatar: kept.clone(), description };
    let before = infos(&world, &bob, bobs);
    change(&world, &bob, same);
    assert_eq!(infos(&world, &bob, bobs), before);
    let name = "A copy".to_owned();
    let copy = ChatCommand::CreateGroup {
        id: SendId([8; 16]),
        name,
        avatar: kept,
        description: String::new(),
        members: Vec::new(),
    };
    match world.ask(&bob, Command::Chats(copy)) {
        Ok(Reply::Chat(copy)) => assert_eq!(world.picture(&bob, copy.row.avatar), Some(bytes)),
        other => panic!("{other:?}"),
    }
    let by = Some("Bob".to_owned());
    let renamed = Info::Renamed { by: by.clone(), old: "Hiking".into(), new: "Climbing".into() };
    let told = infos(&world, &alice, alices);
    for info in [renamed, Info::DescriptionChanged { by: by.clone() }, Info::PictureChanged { by, set: true }]
    {
        assert!(told.contains(&info), "{info:?} in {told:?}");
    }
    let before = world.mail.submitted().len();
    change(&world, &bob, all);
    assert_eq!(world.mail.submitted().len(), before, "nothing is new");
}

#[test]
fn a_link_leads_into_the_group() {
    let Three { world, people: [alice, bob, _carol], chats: [alices, bobs, _], .. } = three();
    let dave = world.person("Dave");
    let link = match world.ask(&alice, Command::Chats(ChatCommand::InviteLink(alices))) {
        Ok(Reply::InviteLink(link)) => link,
        other => panic!("{other:?}"),
    };
    let daves = world.join(&dave, &link);
    assert_eq!(view(&world, &dave, daves).row.name, "Hiking");
    assert!(view(&world, &dave, daves).can_send.is_err(), "not before somebody lets him in");
    world.pass(60_000);
    assert_eq!(names(&profile(&world, &bob, bobs).members), ["Alice", "Carol", "Dave"]);
    world.say(&dave, daves, "Hello from Dave");
    world.pass(60_000);
    assert_eq!(world.texts(&bob, bobs), ["<Sunday?", "<Hello from Dave"]);
    assert_eq!(world.texts(&dave, daves), [">Hello from Dave"]);
    assert_eq!(world.chats(&alice).len(), 3, "no single chat with Dave");
    let again = world.mail.submitted().len();
    assert_eq!(world.join(&dave, &link), daves);
    world.pass(60_000);
    assert_eq!(world.mail.submitted().len(), again);
}
