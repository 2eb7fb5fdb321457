//! Channels between devices of this core.

use super::{Device, World, groups::view};
use estuary_api::{ChatCommand, ChatId, ChatKind, Command, Info, MessageBody, Reply, SendId};

fn open(world: &World, device: &Device) -> (ChatId, String) {
    let create = ChatCommand::CreateChannel { id: SendId([4; 16]), name: "News".into(), avatar: None };
    let chat = match world.ask(device, Command::Chats(create)) {
        Ok(Reply::Chat(view)) => view.row.id,
        other => panic!("{other:?}"),
    };
    match world.ask(device, Command::Chats(ChatCommand::InviteLink(chat))) {
        Ok(Reply::InviteLink(link)) => (chat, link),
        other => panic!("{other:?}"),
    }
}

#[test]
fn readers_join_read_and_leave() {
    let world = World::new();
    let [alice, bob, carol] = ["Alice", "Bob", "Carol"].map(|name| world.person(name));
    let (channel, link) = open(&world, &alice);
    for n in 1..=11 {
        world.say(&alice, channel, &format!("{n}"));
    }
    world.pass(120_000);
    let [bobs, carols] = [&bob, &carol].map(|device| world.join(device, &link));
    world.pass(120_000);
    let last: Vec<String> = (2..=11).map(|n| format!("<{n}")).collect();
    assert_eq!(world.texts(&bob, bobs), last, "the last ten");
    assert_eq!(view(&world, &alice, channel).members, 3);
    let seen = view(&world, &bob, bobs);
    assert_eq!((seen.row.kind, seen.row.name.as_str(), seen.row.request), (ChatKind::Channel, "News", false));
    assert!(seen.can_send.is_err());

    world.say(&alice, channel, "to both");
    world.pass(60_000);
    for (device, chat) in [(&bob, bobs), (&carol, carols)] {
        assert_eq!(world.texts(device, chat).last().map(String::as_str), Some("<to both"));
    }
    assert_eq!(world.ask(&bob, Command::Chats(ChatCommand::Leave(bobs))), Ok(Reply::Done));
    world.pass(60_000);
    assert_eq!(view(&world, &alice, channel).members, 2);
    let carol_id = match world.ask(&alice, Command::Chats(ChatCommand::Profile(channel))) {
        Ok(Reply::ChatProfile(profile)) => profile.members[0].id,
        other => panic!("{other:?}"),
    };
    let remove = ChatCommand::RemoveMember { chat: channel, member: carol_id };
    assert_eq!(world.ask(&alice, Command::Chats(remove)), Ok(Reply::Done));
    world.say(&alice, channel, "to nobody");
    world.pass(60_000);
    let rows = world.rows(&carol, carols);
    let told = Info::MemberRemoved { by: Some("Alice".into()), who: None };
    assert_eq!(rows.last().map(|row| &row.body), Some(&MessageBody::Info(told)));
    assert_eq!(world.texts(&bob, bobs).last().map(String::as_str), Some("<to both"));
}
