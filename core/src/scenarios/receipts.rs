//! Read receipts.

use super::World;
use estuary_api::{ChatId, Command, DeliveryState, Settings};

fn read_all(world: &World, device: &super::Device, chat: ChatId) {
    let upto = world.rows(device, chat).last().unwrap().id;
    world.ask(device, Command::MarkSeen { chat, upto }).unwrap();
    world.pass(10_000);
}

#[test]
fn reading_is_told_once_for_all() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let ids = ["1", "2", "3"].map(|text| world.say(&alice, to_bob, text));
    world.pass(10_000);
    assert!(ids.iter().all(|id| world.state(&alice, to_bob, *id) == DeliveryState::Delivered));
    let before = world.mail.submitted().len();
    read_all(&world, &bob, to_alice);
    assert_eq!(world.mail.submitted().len(), before + 1, "one mail for three messages");
    assert!(ids.iter().all(|id| world.state(&alice, to_bob, *id) == DeliveryState::Read));
    read_all(&world, &bob, to_alice);
    assert_eq!(world.mail.submitted().len(), before + 1);
}

#[test]
fn who_turns_receipts_off_neither_asks_nor_tells() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world
        .ask(
            &bob,
            Command::SetSettings(Settings { read_receipts: false, realtime: true, download_limit: None }),
        )
        .unwrap();
    let asked = world.say(&alice, to_bob, "seen?");
    world.pass(10_000);
    read_all(&world, &bob, to_alice);
    assert_eq!(world.state(&alice, to_bob, asked), DeliveryState::Delivered);
    let unasked = world.say(&bob, to_alice, "no question");
    world.pass(10_000);
    read_all(&world, &alice, to_bob);
    assert_eq!(world.state(&bob, to_alice, unasked), DeliveryState::Delivered);
}
