//! Servers, clocks and disks that fail.

use super::{NOW, World};
use crate::ports::{StoreError, TransportError};
use estuary_api::{Command, ConnectionState, DeliveryState, DeviceNews, ProblemKind, Reply};

fn connection(world: &World, device: &super::Device) -> (ConnectionState, Option<ProblemKind>) {
    match world.ask(device, Command::Connectivity).unwrap() {
        Reply::Connectivity(connectivity) => (connectivity.state, connectivity.problem.map(|p| p.kind)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_refused_message_says_why_and_can_be_sent_again() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.mail.faults(|faults| faults.submit = vec![TransportError::Refused("554 5.7.1 not today".into())]);
    let id = world.say(&alice, to_bob, "please");
    world.pass(60_000);
    let DeliveryState::Failed(problem) = world.state(&alice, to_bob, id) else { panic!() };
    assert_eq!((problem.kind, problem.detail.as_str()), (ProblemKind::MessageRefused, "554 5.7.1 not today"));
    assert_eq!(world.texts(&bob, to_alice).len(), 0);
    world.ask(&alice, Command::Retry(id)).unwrap();
    world.ask(&alice, Command::Retry(id)).unwrap();
    world.pass(5_000);
    assert_eq!(world.texts(&bob, to_alice), ["<please"]);
    assert_eq!(world.state(&alice, to_bob, id), DeliveryState::Delivered);
}

#[test]
fn too_fast_waits_and_keeps_the_order() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let later =
        TransportError::Later { reason: "450 4.7.1 too much mail".into(), after: None, rate_limit: true };
    world.mail.faults(|faults| faults.submit = vec![later; 6]);
    let id = world.say(&alice, to_bob, "1");
    world.say(&alice, to_bob, "2");
    world.pass(1_000);
    assert_eq!(world.state(&alice, to_bob, id), DeliveryState::Pending);
    world.pass(600_000);
    assert_eq!(world.texts(&bob, to_alice), ["<1", "<2"]);
}

#[test]
fn many_messages_stay_below_the_limit_of_servers() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.pass(60_000);
    let before = world.mail.submitted().len();
    for n in 0..70 {
        world.say(&alice, to_bob, &format!("{n:03}"));
    }
    world.pass(59_999);
    let within_a_minute = world.mail.submitted().len() - before;
    assert!((40..60).contains(&within_a_minute), "{within_a_minute}");
    world.pass(120_000);
    let texts = world.texts(&bob, to_alice);
    assert!(texts.len() == 70 && texts.is_sorted());
}

#[test]
fn a_changed_password_stops_until_the_person_acts() {
    let world = World::new();
    let alice = world.person("Alice");
    let login = alice.login();
    world.mail.set_password(&login.address, "another");
    world.mail.faults(|_| ());
    world.pass(600_000);
    assert_eq!(connection(&world, &alice), (ConnectionState::Stopped, Some(ProblemKind::WrongPassword)));
    world.mail.set_password(&login.address, &login.password);
    world.ask(&alice, Command::RetryConnection).unwrap();
    world.settle();
    assert_eq!(connection(&world, &alice), (ConnectionState::Connected, None));
}

#[test]
fn comes_back_by_itself_when_the_server_does() {
    let world = World::new();
    let alice = world.person("Alice");
    world.mail.faults(|faults| faults.unreachable = true);
    world.pass(1_000_000);
    assert_eq!(connection(&world, &alice), (ConnectionState::Offline, Some(ProblemKind::ServerUnreachable)));
    world.mail.faults(|faults| faults.unreachable = false);
    world.pass(200_000);
    assert_eq!(connection(&world, &alice), (ConnectionState::Connected, None));
}

#[test]
fn a_full_disk_acknowledges_nothing_and_room_heals_it() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    bob.events();
    bob.store.fail(Some(StoreError::Full));
    world.say(&alice, to_bob, "kept on the server");
    world.pass(300_000);
    assert_eq!(world.mail.stored(&bob.login().address).len(), 1);
    assert_eq!(connection(&world, &bob), (ConnectionState::Offline, Some(ProblemKind::StorageFull)));
    assert!(bob.problems().iter().any(|problem| problem.kind == ProblemKind::StorageFull));
    let refused = world.say_as(&bob, estuary_api::SendId([3; 16]), to_alice, "no room");
    assert_eq!(refused.unwrap_err().kind, ProblemKind::StorageFull);
    bob.store.fail(None);
    world.pass(300_000);
    assert_eq!(world.texts(&bob, to_alice), ["<kept on the server"]);
    assert_eq!(world.mail.stored(&bob.login().address).len(), 0);
}

#[test]
fn a_huge_mail_stays_on_the_server_and_is_told_once() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    bob.events();
    world.mail.deliver_huge(&bob.login().address, 50 << 20);
    world.say(&alice, to_bob, "small");
    world.pass(60_000);
    let told = bob.problems();
    assert_eq!(told.iter().filter(|problem| problem.kind == ProblemKind::TooLarge).count(), 1, "{told:?}");
    assert_eq!(world.mail.stored(&bob.login().address).len(), 1);
    assert_eq!(world.texts(&bob, to_alice), ["<small"]);
}

#[test]
fn a_wrong_clock_is_told_once_a_day() {
    let world = World::new();
    world.mail.session(|session| session.server_time = Some(NOW + 3 * 86_400_000));
    let alice = world.person("Alice");
    world.mail.faults(|faults| faults.unreachable = true);
    world.pass(60_000);
    world.mail.faults(|faults| faults.unreachable = false);
    world.pass(300_000);
    assert_eq!(world.news(&alice), [DeviceNews::ClockWrong { hours: -72 }]);
    world.pass(86_400_000);
    world.mail.faults(|faults| faults.unreachable = true);
    world.pass(60_000);
    world.mail.faults(|faults| faults.unreachable = false);
    world.pass(300_000);
    assert_eq!(world.news(&alice).len(), 2, "and again the next day");
}
