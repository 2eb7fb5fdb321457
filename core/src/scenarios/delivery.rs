//! Messages arrive, once and in order.

use super::World;
use crate::ports::memory::MemoryStore;
use estuary_api::{Command, DeliveryState, Event, MessageBody, Reply, SendId, SummaryBody};

#[test]
fn two_people_talk() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    alice.events();
    let hello = world.say(&bob, to_alice, "Hello Alice");
    world.pass(5_000);
    assert_eq!(world.texts(&alice, to_bob), ["<Hello Alice"]);
    let incoming = Event::Incoming {
        chat: to_bob,
        chat_name: "Bob".into(),
        from: None,
        body: SummaryBody::Text("Hello Alice".into()),
    };
    assert!(alice.events().contains(&incoming));
    assert_eq!(world.state(&bob, to_alice, hello), DeliveryState::Delivered);
    world.say(&alice, to_bob, "Hello Bob");
    world.say(&alice, to_bob, "How are you?\n-- \n> not a quote");
    world.pass(5_000);
    let expected = [">Hello Alice", "<Hello Bob", "<How are you?\n-- \n> not a quote"];
    assert_eq!(world.texts(&bob, to_alice), expected);
    assert_eq!(
        world.mail.stored(&alice.login().address).len(),
        0,
        "what is done with is removed from the server"
    );
}

#[test]
fn a_quote_finds_what_it_answers() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.say(&bob, to_alice, "Shall we?\nTomorrow?");
    world.pass(5_000);
    let asked = world.rows(&alice, to_bob).last().unwrap().id;
    let answer =
        Command::SendText { id: SendId([1; 16]), chat: to_bob, text: "Yes".into(), quote: Some(asked) };
    world.ask(&alice, answer).unwrap();
    world.pass(5_000);
    let rows = world.rows(&bob, to_alice);
    let MessageBody::Content { text, quote: Some(quote), .. } = rows.last().unwrap().body.clone() else {
        panic!()
    };
    assert_eq!((text.as_str(), quote.own, quote.text.as_str()), ("Yes", true, "Shall we?\nTomorrow?"));
    assert_eq!(quote.id, Some(rows[rows.len() - 2].id));
}

#[test]
fn offline_messages_leave_later_in_order_and_once() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.mail.faults(|faults| faults.unreachable = true);
    world.pass(1_000);
    alice.events();
    let ids: Vec<_> = (0..5).map(|n| world.say(&alice, to_bob, &n.to_string())).collect();
    let waiting = |event| if let Event::Connectivity(state) = event { Some(state.waiting) } else { None };
    assert_eq!(
        alice.events().into_iter().filter_map(waiting).next_back(),
        Some(5),
        "and the interface knows"
    );
    world.pass(600_000);
    assert_eq!(world.state(&alice, to_bob, ids[0]), DeliveryState::Pending);
    match world.ask(&alice, Command::Connectivity).unwrap() {
        Reply::Connectivity(connectivity) => assert_eq!(connectivity.waiting, 5),
        other => panic!("{other:?}"),
    }
    world.mail.faults(|faults| faults.unreachable = false);
    world.ask(&alice, Command::RetryConnection).unwrap();
    world.ask(&bob, Command::RetryConnection).unwrap();
    world.pass(10_000);
    assert_eq!(world.texts(&bob, to_alice), ["<0", "<1", "<2", "<3", "<4"]);
    assert_eq!(world.state(&alice, to_bob, ids[4]), DeliveryState::Delivered);
}

#[test]
fn a_repeated_command_sends_once() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let first = world.say_as(&alice, SendId([9; 16]), to_bob, "once").unwrap();
    assert_eq!(world.say_as(&alice, SendId([9; 16]), to_bob, "once"), Ok(first));
    world.pass(5_000);
    assert_eq!(world.say_as(&alice, SendId([9; 16]), to_bob, "once"), Ok(first));
    world.pass(5_000);
    assert_eq!(world.texts(&bob, to_alice), ["<once"]);
}

#[test]
fn duplicates_and_lost_answers_are_shown_once() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.mail.faults(|faults| (faults.duplicate, faults.lose_answers) = (true, 1));
    let before = world.mail.submitted().len();
    let id = world.say(&alice, to_bob, "one");
    world.pass(60_000);
    assert_eq!(world.mail.submitted().len(), before + 2, "sent again, since the answer was lost");
    let sent = world.mail.submitted();
    assert_eq!(sent[before].1, sent[before + 1].1, "the same bytes");
    assert_eq!(world.texts(&bob, to_alice), ["<one"]);
    assert_eq!(world.state(&alice, to_bob, id), DeliveryState::Delivered);
}

#[test]
fn reordered_mails_are_shown_in_the_order_of_their_dates() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.mail.faults(|faults| faults.hold = true);
    for text in ["1", "2", "3"] {
        world.say(&alice, to_bob, text);
        world.pass(2_000);
    }
    world.mail.release(|held| held.reverse());
    world.pass(5_000);
    assert_eq!(world.texts(&bob, to_alice), ["<1", "<2", "<3"]);
}

#[test]
fn a_restart_finds_everything() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.mail.faults(|faults| faults.unreachable = true);
    world.say(&alice, to_bob, "before the restart");
    let store: MemoryStore = alice.close();
    let alice = world.device(&store);
    world.mail.faults(|faults| faults.unreachable = false);
    world.ask(&bob, Command::RetryConnection).unwrap();
    world.pass(5_000);
    assert_eq!(world.texts(&bob, to_alice), ["<before the restart"]);
    world.say(&bob, to_alice, "welcome back");
    world.pass(5_000);
    assert_eq!(world.texts(&alice, to_bob), [">before the restart", "<welcome back"]);
}

#[test]
fn two_engines_over_one_store_one_after_the_other_double_nothing() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    for n in 0..4 {
        world.say(&alice, to_bob, &n.to_string());
    }
    // Everything was handed in but nothing was noted down: the worst moment to die.
    world.mail.faults(|faults| faults.lose_answers = 1);
    world.settle();
    let store = alice.close();
    let _alice = world.device(&store);
    world.pass(30_000);
    assert_eq!(world.texts(&bob, to_alice), ["<0", "<1", "<2", "<3"]);
}
