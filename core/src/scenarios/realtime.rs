//! Realtime channels, as far as mail has to do with them.

use super::{
    Device, World,
    apps::{archive, last_file, send},
};
use estuary_api::{AppCommand, Channel, Command, Event, MessageId, Problem, ProblemKind, Reply, SendId};

fn channel(world: &World, device: &Device, instance: MessageId) -> Result<Channel, Problem> {
    match world.ask(device, Command::App(AppCommand::Channel(instance)))? {
        Reply::Channel(channel) => Ok(channel),
        other => panic!("{other:?}"),
    }
}

fn node(key: u8) -> String {
    let id = format!("{key:02x}").repeat(32);
    format!(r#"{{"direct_addresses":[],"node_id":"{id}","relay_url":"https://relay.example./"}}"#)
}

fn advertise(world: &World, device: &Device, instance: MessageId, key: u8) {
    let advertise = AppCommand::Advertise { id: SendId([key; 16]), instance, node: node(key) };
    assert_eq!(world.ask(device, Command::App(advertise)), Ok(Reply::Done));
    world.pass(60_000);
}

fn heard(device: &Device) -> Vec<String> {
    let node = |event| match event {
        Event::ChannelPeer { node, .. } => Some(node),
        _ => None,
    };
    device.events().into_iter().filter_map(node).collect()
}

#[test]
fn who_joins_is_told_who_is_there_and_few_are_kept() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let sent = send(&world, &alice, to_bob, 200, "a.xdc", archive(0));
    world.pass(5_000);
    let (received, _) = last_file(&world, &bob, to_alice);
    let (of_alice, of_bob) =
        (channel(&world, &alice, sent).unwrap(), channel(&world, &bob, received).unwrap());
    assert_eq!((of_alice.topic, of_alice.relay.as_str()), (of_bob.topic, "https://relay.example"));
    for key in 0..40 {
        advertise(&world, &bob, received, key);
    }
    assert_eq!(heard(&alice), (0..40).map(node).collect::<Vec<_>>());
    let kept = channel(&world, &alice, sent).unwrap().peers;
    assert!(kept.len() == 32 && kept.contains(&node(39)) && !kept.contains(&node(0)), "{kept:?}");
    assert_eq!(channel(&world, &bob, received).unwrap().peers, [""; 0], "nobody is a peer of oneself");
    world.ask(&alice, Command::DeleteMessages(vec![sent])).unwrap();
    advertise(&world, &bob, received, 77);
    assert_eq!(heard(&alice), [""; 0]);
}

#[test]
fn a_server_without_a_relay_is_told_from_one_that_was_not_reached() {
    let world = World::with_relay(None);
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    let sent = send(&world, &alice, to_bob, 200, "a.xdc", archive(0));
    world.pass(5_000);
    assert_eq!(channel(&world, &alice, sent).unwrap_err().kind, ProblemKind::RelayMissing);
    let again = world.device(&alice.store);
    assert_eq!(channel(&world, &again, sent).unwrap_err().kind, ProblemKind::ServerUnreachable);
}

#[test]
fn what_is_no_address_is_not_sent() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    let sent = send(&world, &alice, to_bob, 1, "a.xdc", archive(0));
    world.pass(5_000);
    let before = world.mail.submitted().len();
    for bad in ["", "{}", &node(1).replace("https://relay.example./", "https://a/\\r\\nX: y")] {
        let advertise = AppCommand::Advertise { id: SendId([2; 16]), instance: sent, node: bad.to_owned() };
        assert!(world.ask(&alice, Command::App(advertise)).is_err(), "{bad}");
    }
    world.pass(5_000);
    assert_eq!(world.mail.submitted().len(), before);
}
