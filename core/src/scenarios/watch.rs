//! What pages watch: little is sent, and what is put together of it is what there is.

use super::{Device, Viewer, World};
use crate::ports::memory::MemoryStore;
use estuary_api::{
    ChatCommand, ChatId, Command, MessageCommand, MessageId, Pane, ProblemKind, Reply, Span, WhichChats,
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom as _};

fn end(chat: ChatId, limit: u32) -> Pane {
    Pane::Messages { chat, span: Span::End { limit } }
}

fn list(offset: u32, limit: u32) -> Pane {
    Pane::Chats { which: WhichChats::Listed { query: String::new(), unread: false }, offset, limit }
}

fn react(message: MessageId, emoji: &str) -> Command {
    Command::Message(MessageCommand::React { message, emoji: emoji.into() })
}

/// Alice, and Bob in a chat of many messages, and groups of hers.
fn busy(world: &World, messages: usize, groups: u8) -> (Device, ChatId, Device, ChatId) {
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    for n in 0..messages {
        world.say(
            &alice,
            to_bob,
            &format!("Message {n}, which says as much as people say: {}", "word ".repeat(n % 20)),
        );
    }
    for n in 0..groups {
        let id = estuary_api::SendId([n; 16]);
        let (name, description) = (format!("Group {n}"), String::new());
        let create = ChatCommand::CreateGroup { id, name, avatar: None, description, members: Vec::new() };
        world.ask(&alice, Command::Chats(create)).unwrap();
    }
    world.pass(600_000);
    (alice, to_bob, bob, to_alice)
}

#[test]
fn a_change_costs_a_row_and_not_a_page() {
    let world = World::new();
    let (alice, to_bob, bob, to_alice) = busy(&world, 60, 30);
    let read = || {
        let upto = world.rows(&bob, to_alice).last().unwrap().id;
        world.ask(&bob, Command::MarkSeen { chat: to_alice, upto }).unwrap();
        world.pass(600_000);
    };
    read();
    let mut panes = [end(to_bob, 50), list(0, 30)].map(|pane| Viewer::new(&world, &alice, 1, pane));
    let other_tab = &mut Viewer::new(&world, &alice, 2, end(to_bob, 50));
    let [messages, chats] = &mut panes;
    let whole = [messages.given(), chats.given()];
    assert_eq!((whole[0].0, whole[1].0), (50, 30));
    assert!(other_tab.given() == whole[0]);
    let mut look = |what: &str, most: [usize; 2]| {
        messages.look(&world, &alice);
        chats.look(&world, &alice);
        other_tab.look(&world, &alice);
        let given = [messages.given(), chats.given()];
        println!("{what}: rows and bytes {given:?}, where pages are {whole:?}");
        assert_eq!(given.map(|(rows, _)| rows), most, "{what}");
        assert_eq!(other_tab.given(), given[0], "each tab for itself");
        assert!(given[0].1 * 8 < whole[0].1 && given[1].1 * 8 < whole[1].1, "{what}: {given:?} of {whole:?}");
    };
    let said = world.say(&bob, to_alice, "Is anybody there?");
    world.pass(10_000);
    look("a message of another", [1, 1]);
    let received = world.rows(&alice, to_bob).last().unwrap().id;
    world.ask(&alice, Command::MarkSeen { chat: to_bob, upto: received }).unwrap();
    look("it was seen", [1, 1]);
    world.ask(&bob, react(said, "🌊")).unwrap();
    world.pass(10_000);
    look("a reaction", [1, 1]);
    let own = world.say(&alice, to_bob, "I am.");
    look("an own message, and that the server has it", [2, 2]);
    read();
    look("it was read", [1, 1]);
    world.ask(&alice, Command::DeleteMessages(vec![own])).unwrap();
    look("it is gone, and an older one comes in", [1, 1]);
}

#[test]
fn whoever_waits_is_answered() {
    let world = World::new();
    let (alice, to_bob, ..) = busy(&world, 3, 0);
    let mut viewer = Viewer::new(&world, &alice, 1, end(to_bob, 9));
    assert!(viewer.answer().is_none(), "nothing changed");
    let mut second = Viewer::new(&world, &alice, 1, end(to_bob, 9));
    assert_eq!(viewer.answer(), Some(Ok(Reply::Done)), "another question took the place");
    alice.engine.let_go();
    world.settle();
    assert_eq!(second.answer(), Some(Ok(Reply::Done)));
    let mut third = Viewer::new(&world, &alice, 1, end(to_bob, 9));
    world.ask(&alice, Command::Chats(ChatCommand::Delete(to_bob))).unwrap();
    world.settle();
    let gone = third.answer().unwrap().unwrap_err();
    assert_eq!(gone.kind, ProblemKind::NotFound);
}

#[test]
fn pages_that_went_are_forgotten() {
    let world = World::new();
    let (alice, to_bob, ..) = busy(&world, 3, 0);
    let mut first = Viewer::new(&world, &alice, 0, end(to_bob, 9));
    let gone: Vec<_> = (1..=100).map(|page| Viewer::new(&world, &alice, page, end(to_bob, 9))).collect();
    drop(gone);
    let said = world.say(&alice, to_bob, "They are given this.");
    world.pass(10_000);
    first.look(&world, &alice);
    first.given();
    world.ask(&alice, react(said, "🌊")).unwrap();
    first.look(&world, &alice);
    assert_eq!(first.given().0, 1, "who is there is remembered");
    let remembered = (1..=100).filter(|page| {
        let mut again = Viewer::new(&world, &alice, *page, end(to_bob, 9));
        again.answer().is_some()
    });
    assert_eq!(remembered.count(), 0);
    assert!(format!("{:?}", alice.engine.watches).matches("PageId").count() < 150);
}

/// Something a person or somebody else does.
fn act(
    world: &World,
    rng: &mut StdRng,
    (alice, to_bob): (&Device, ChatId),
    (bob, to_alice): (&Device, ChatId),
) {
    let rows = world.rows(alice, to_bob);
    let chats = world.chats(alice);
    let (Some(message), Some(&chat)) = (rows.choose(rng).map(|row| row.id), chats.choose(rng)) else {
        return;
    };
    let emoji = ["", "🌊", "👍"][rng.gen_range(0..3)];
    let command = match rng.gen_range(0..12) {
        0..3 => {
            world.say(bob, to_alice, "Whatever.");
            return;
        }
        3 => {
            world.say(alice, to_bob, "So be it.");
            return;
        }
        4 => react(message, emoji),
        5 => Command::MarkSeen { chat: to_bob, upto: message },
        6 => Command::DeleteMessages(vec![message]),
        7 => Command::SetDraft { chat, text: emoji.into(), quote: None },
        8 => Command::Chats(ChatCommand::Pin { chat, pinned: rng.r#gen() }),
        9 => Command::Chats(ChatCommand::Archive { chat, archived: rng.r#gen() }),
        10 => Command::Chats(ChatCommand::MarkUnseen(to_bob)),
        _ => Command::Chats(ChatCommand::Mute { chat, until: rng.gen_range(0..2) * i64::MAX }),
    };
    // Some of it cannot be done there, which changes nothing.
    world.ask(alice, command).ok();
}

/// Goes elsewhere with a pane.
fn turn(world: &World, rng: &mut StdRng, alice: &Device, to_bob: ChatId, pane: &Pane) -> Pane {
    let rows = world.rows(alice, to_bob);
    let limit = rng.gen_range(0..40);
    match (pane, rows.choose(rng)) {
        (Pane::Chats { .. }, _) if rng.gen_bool(0.3) => {
            Pane::Chats { which: WhichChats::Archived, offset: 0, limit }
        }
        (Pane::Chats { .. }, _) => list(rng.gen_range(0..8), limit),
        (Pane::Messages { .. }, Some(row)) if rng.gen_bool(0.5) => {
            Pane::Messages { chat: to_bob, span: Span::Around { message: row.id, limit } }
        }
        (Pane::Messages { .. }, _) => end(to_bob, limit),
        (Pane::Chat(_), _) => Pane::Chat(to_bob),
    }
}

#[test]
fn whatever_happens_what_is_put_together_is_what_there_is() {
    for seed in 0..6 {
        let world = World::new();
        let mut rng = StdRng::seed_from_u64(seed);
        let (mut alice, to_bob, bob, to_alice) = busy(&world, 30, 8);
        let panes = [list(0, 20), Pane::Chat(to_bob), end(to_bob, 20), list(2, 5), end(to_bob, 50)];
        let view = |(page, pane)| Viewer::new(&world, &alice, page, pane);
        let mut viewers: Vec<_> = [1, 1, 1, 2, 2].into_iter().zip(panes).map(view).collect();
        for step in 0..60 {
            for _ in 0..rng.gen_range(0..3) {
                act(&world, &mut rng, (&alice, to_bob), (&bob, to_alice));
            }
            if rng.gen_bool(0.7) {
                world.pass(5_000);
            }
            if rng.gen_bool(0.1) {
                // Another tab takes over. What waited is asked again, with what each has.
                alice = world.device(&alice.close());
                viewers.iter_mut().for_each(|viewer| viewer.ask(&world, &alice));
            }
            for (index, viewer) in viewers.iter_mut().enumerate() {
                let is_around = matches!(viewer.pane, Pane::Messages { span: Span::Around { .. }, .. });
                // A span around a message goes with the message; a page goes elsewhere then.
                if is_around || rng.gen_bool(0.2) {
                    viewer.pane = turn(&world, &mut rng, &alice, to_bob, &viewer.pane);
                    viewer.have = viewer.have.filter(|_| rng.gen_bool(0.9));
                    viewer.ask(&world, &alice);
                }
                viewer.look(&world, &alice);
                let fresh = Viewer::new(&world, &alice, 100 + index as u8, viewer.pane.clone());
                let (shown, there) = (viewer.shown(), fresh.shown());
                assert_eq!(shown, there, "seed {seed}, step {step}: {:?}", viewer.pane);
            }
        }
        assert!(viewers.iter_mut().all(|viewer| viewer.given().0 > 20));
    }
}

/// A store outlives its tabs.
#[test]
fn numbers_of_another_leader_mean_nothing() {
    let world = World::new();
    let (alice, to_bob, ..) = busy(&world, 10, 0);
    let mut viewer = Viewer::new(&world, &alice, 1, end(to_bob, 9));
    let store: MemoryStore = alice.close();
    let alice = world.device(&store);
    viewer.given();
    viewer.ask(&world, &alice);
    viewer.look(&world, &alice);
    assert_eq!(viewer.given().0, 9, "it was given whole");
}
