//! Finding messages, and jumping to them.

use super::{Device, World};
use estuary_api::{ChatId, Command, MessageBody, MessageCommand, MessagePage, Reply};

fn find(world: &World, device: &Device, query: &str, chat: Option<ChatId>) -> Vec<String> {
    let search = MessageCommand::Search { query: query.into(), chat, limit: 100 };
    match world.ask(device, Command::Message(search)) {
        Ok(Reply::Found(found)) => found
            .into_iter()
            .map(|found| match found.row.body {
                MessageBody::Content { text, .. } => text,
                MessageBody::Info(info) => panic!("{info:?}"),
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn words_are_found_by_their_beginnings_newest_first() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    for text in ["Die Fähre fährt", "the FERRY leaves", "明日の渡し船", "feral cats"] {
        world.say(&alice, to_bob, text);
        world.pass(3_000);
    }
    for (device, chat) in [(&alice, to_bob), (&bob, to_alice)] {
        assert_eq!(find(&world, device, "fer", None), ["feral cats", "the FERRY leaves"]);
        assert_eq!(find(&world, device, "leaves fer", Some(chat)), ["the FERRY leaves"]);
        assert_eq!(find(&world, device, "FAHR", None), ["Die Fähre fährt"]);
        assert_eq!(find(&world, device, "渡し", None), ["明日の渡し船"]);
        assert_eq!(find(&world, device, "erry", None), Vec::<String>::new());
        assert_eq!(find(&world, device, "fer", Some(ChatId(77))), Vec::<String>::new());
        assert_eq!(find(&world, device, " … ", None), Vec::<String>::new());
    }
}

#[test]
fn what_was_edited_or_deleted_is_found_as_it_is_now() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    let [edited, deleted] = ["at noon", "at night"].map(|text| world.say(&alice, to_bob, text));
    world.pass(10_000);
    for device in [&alice, &bob] {
        assert_eq!(find(&world, device, "at", None).len(), 2);
    }
    for command in [
        MessageCommand::Edit { message: edited, text: "at dawn".into() },
        MessageCommand::DeleteForAll(vec![deleted]),
    ] {
        world.ask(&alice, Command::Message(command)).unwrap();
    }
    world.pass(10_000);
    for device in [&alice, &bob] {
        assert_eq!(find(&world, device, "at", None), ["at dawn"]);
        assert_eq!(find(&world, device, "dawn", None), ["at dawn"]);
        assert!(find(&world, device, "noon", None).is_empty());
    }
}

#[test]
fn an_index_that_is_missing_is_made_and_goes_on_after_a_crash() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    for n in 0..600 {
        world.say(&alice, to_bob, &format!("message number{n}"));
    }
    world.settle();
    let store = alice.close();
    // As a store from before there was an index.
    let words = crate::ports::KeyRange::all();
    futures::executor::block_on(async {
        use crate::ports::{Batch, Change, Durability, Order, Store};
        use crate::table::Table;
        let rows = store.scan(Table::Words, words, Order::Ascending, usize::MAX).await.unwrap();
        let mut changes: Vec<_> =
            rows.into_iter().map(|(key, _)| Change { table: Table::Words, key, value: None }).collect();
        assert!(changes.len() > 600);
        changes.push(Change { table: Table::Meta, key: b"indexed".to_vec(), value: None });
        store.commit(Batch { changes }, Durability::Strict).await.unwrap();
    });
    store.die_after(Some(1));
    let half = world.device(&store);
    world.settle();
    store.die_after(None);
    let store = half.close();
    let alice = world.device(&store);
    world.settle();
    assert_eq!(find(&world, &alice, "message", None).len(), 100);
    for n in [0, 300, 599] {
        assert_eq!(find(&world, &alice, &format!("number{n} mess"), None).len(), 1);
    }
}

#[test]
fn a_page_around_a_message_joins_the_pages_before_it() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    let said: Vec<_> = (0..20).map(|n| world.say(&alice, to_bob, &n.to_string())).collect();
    let around = |message, limit| -> MessagePage {
        match world.ask(&alice, Command::Message(MessageCommand::Around { message, limit })) {
            Ok(Reply::Messages(page)) => page,
            other => panic!("{other:?}"),
        }
    };
    let page = around(said[10], 3);
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), said[7..14]);
    assert_eq!((page.more, page.newer), (true, true));
    let page = around(said[18], 3);
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), said[15..]);
    assert_eq!((page.more, page.newer), (true, false));
}
