//! Finding messages, and jumping to them.

use super::{Device, Viewer, World};
use estuary_api::{
    ChatId, Command, ContactId, FileKind, MediaCommand, MessageBody, MessageCommand, MessageRow, NewFile,
    Pane, Reply, Search, SearchKind, SendId, Sender, Span,
};
use rand::{Rng, SeedableRng, rngs::StdRng};

fn find(world: &World, device: &Device, query: &str, chat: Option<ChatId>) -> Vec<String> {
    let found = search(world, device, Search { query: query.into(), chat, limit: 100, ..Search::default() });
    let text = |row: MessageRow| match row.body {
        MessageBody::Content { text, .. } => text,
        MessageBody::Info(info) => panic!("{info:?}"),
    };
    found.into_iter().map(text).collect()
}

fn search(world: &World, device: &Device, search: Search) -> Vec<MessageRow> {
    match world.ask(device, Command::Message(MessageCommand::Search(search))) {
        Ok(Reply::Found(found)) => found.into_iter().map(|found| found.row).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn tags_are_found_without_the_words_they_are_made_of() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    for text in ["the tides", "#Tides at six", "no tide, #🌊", "a.example/#tides", "(#tidesong) and tea"] {
        world.say(&alice, to_bob, text);
        world.pass(3_000);
    }
    for chat in [None, Some(to_bob)] {
        assert_eq!(find(&world, &alice, "#tides", chat), ["(#tidesong) and tea", "#Tides at six"]);
        assert_eq!(find(&world, &alice, "#tides tea", chat), ["(#tidesong) and tea"]);
        assert_eq!(find(&world, &alice, "#🌊", chat), ["no tide, #🌊"]);
        assert_eq!(find(&world, &alice, "tides", chat).len(), 4);
        assert_eq!(find(&world, &alice, "#", chat), Vec::<String>::new());
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
fn a_beginning_of_very_many_words_is_found_newest_first() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    for n in 0..8 {
        world.say(&alice, to_bob, &format!("tide {n}"));
    }
    // So many that the newest messages are looked at before the index.
    for n in 0..4 {
        let words: Vec<String> = (0..300).map(|word| format!("tide{n}{word:03}")).collect();
        world.say(&alice, to_bob, &words.join(" "));
    }
    world.say(&alice, to_bob, "the last tide");
    world.pass(10_000);
    for chat in [None, Some(to_bob)] {
        let some = |query: &str, limit| {
            let wanted = Search { query: query.into(), chat, limit, ..Search::default() };
            search(&world, &alice, wanted).iter().map(|row| row.id).collect::<Vec<_>>()
        };
        let all = some("tide", 100);
        assert_eq!(all.len(), 13);
        assert!(all.is_sorted_by(|newer, older| newer > older));
        assert_eq!(some("tide", 3), all[..3]);
        assert_eq!(find(&world, &alice, "tide 3", chat), ["tide 3"]);
        assert_eq!(some("tide 3", 1), some("tide 3", 100));
        assert_eq!(find(&world, &alice, "tide last", chat), ["the last tide"]);
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
    let around = |message, limit| {
        let pane = Pane::Messages { chat: to_bob, span: Span::Around { message, limit } };
        Viewer::new(&world, &alice, 0, pane).messages()
    };
    let page = around(said[10], 3);
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), said[7..14]);
    assert_eq!((page.more, page.newer), (true, true));
    let page = around(said[18], 3);
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), said[15..]);
    assert_eq!((page.more, page.newer), (true, false));
}

const FILES: [(FileKind, &str); 9] = [
    (FileKind::Image, "a.png"),
    (FileKind::Gif, "a.gif"),
    (FileKind::Sticker, "s.webp"),
    (FileKind::Video, "a.mp4"),
    (FileKind::Voice, "a.ogg"),
    (FileKind::Audio, "a.mp3"),
    (FileKind::File, "a.pdf"),
    (FileKind::File, "b.zip"),
    (FileKind::Card, "a.vcf"),
];

/// Sends something at random.
fn say_something(world: &World, device: &Device, chat: ChatId, n: u8, rng: &mut StdRng) {
    let words: Vec<_> =
        ["red", "reddish", "blue", "HTTP"].into_iter().filter(|_| rng.gen_bool(0.4)).collect();
    let link = if rng.gen_bool(0.2) { "https://a.example/" } else { "." };
    let text = format!("{} {link}", words.join(" "));
    if rng.gen_bool(0.3) {
        world.say(device, chat, &text);
        return;
    }
    let (kind, name) = FILES[rng.gen_range(0..FILES.len())];
    let (media_type, bytes) = (String::new(), vec![n]);
    let file = NewFile { name: name.into(), media_type, kind, size: None, duration: None, bytes };
    let send = MediaCommand::Send { id: SendId([n; 16]), chat, text, quote: None, file };
    world.ask(device, Command::Media(send)).unwrap();
}

/// The contact of the other side of a chat.
fn other(world: &World, device: &Device, chat: ChatId) -> ContactId {
    match world.ask(device, Command::Chat(chat)) {
        Ok(Reply::Chat(view)) => view.contact.unwrap().id,
        other => panic!("{other:?}"),
    }
}

/// Whether a message is what is looked for, said in another way.
fn fits(row: &MessageRow, wanted: &Search) -> bool {
    let MessageBody::Content { from, text, attachment, .. } = &row.body else { return false };
    let file = attachment.as_ref().map(|file| file.kind);
    let is = |kinds: &[FileKind]| file.is_some_and(|file| kinds.contains(&file));
    let kind = match wanted.kind {
        None => true,
        Some(SearchKind::Pictures) => is(&[FileKind::Image, FileKind::Gif]),
        Some(SearchKind::Videos) => is(&[FileKind::Video]),
        Some(SearchKind::Sounds) => is(&[FileKind::Voice, FileKind::Audio]),
        Some(SearchKind::Files) => is(&[FileKind::File]),
        Some(SearchKind::Apps) => is(&[FileKind::App]),
        Some(SearchKind::Cards) => is(&[FileKind::Card]),
        Some(SearchKind::Links) => text.contains("https://"),
    };
    let sender = match wanted.from {
        None => true,
        Some(Sender::Me) => from.is_none(),
        Some(Sender::Contact(id)) => from.as_ref().is_some_and(|from| from.id == id),
    };
    let words = text.to_lowercase();
    let words: Vec<_> = words.split_whitespace().collect();
    let query = wanted.query.split_whitespace().all(|part| words.iter().any(|word| word.starts_with(part)));
    let nothing = wanted.query.is_empty() && wanted.from.is_none() && wanted.kind.is_none();
    kind && sender && query && !nothing
}

#[test]
fn filters_find_what_looking_at_every_message_finds() {
    let world = World::new();
    let (alice, bob, eve) = (world.person("Alice"), world.person("Bob"), world.person("Eve"));
    let pairs = [world.introduce(&alice, &bob), world.introduce(&alice, &eve)];
    let mut rng = StdRng::seed_from_u64(7);
    for n in 0..70 {
        let who = rng.gen_range(0..2);
        let (mine, theirs) = pairs[who];
        match rng.gen_bool(0.5) {
            true => say_something(&world, &alice, mine, n, &mut rng),
            false => say_something(&world, [&bob, &eve][who], theirs, n, &mut rng),
        }
        world.pass(60_000);
    }
    let all: Vec<_> = pairs
        .iter()
        .flat_map(|(chat, _)| world.rows(&alice, *chat).into_iter().map(|row| (*chat, row)))
        .collect();
    let bob = other(&world, &alice, pairs[0].0);
    let senders = [None, Some(Sender::Me), Some(Sender::Contact(bob)), Some(Sender::Contact(ContactId(99)))];
    let kinds = [
        None,
        Some(SearchKind::Pictures),
        Some(SearchKind::Videos),
        Some(SearchKind::Sounds),
        Some(SearchKind::Files),
        Some(SearchKind::Links),
        Some(SearchKind::Apps),
        Some(SearchKind::Cards),
    ];
    let mut hits = 0;
    for (query, chat) in ["", "red", "blue red", "http"]
        .into_iter()
        .flat_map(|query| [(query, None), (query, Some(pairs[0].0))])
    {
        for (from, kind) in senders.into_iter().flat_map(|from| kinds.map(|kind| (from, kind))) {
            let wanted = Search { query: query.into(), from, kind, chat, limit: 100 };
            let here = all
                .iter()
                .filter(|(place, row)| chat.is_none_or(|chat| chat == *place) && fits(row, &wanted));
            let mut expected: Vec<_> = here.map(|(_, row)| row.id).collect();
            expected.sort_by_key(|id| std::cmp::Reverse(*id));
            let ids = |wanted: &Search| {
                search(&world, &alice, wanted.clone()).iter().map(|row| row.id).collect::<Vec<_>>()
            };
            assert_eq!(ids(&wanted), expected, "{wanted:?}");
            hits += usize::from(!expected.is_empty());
            expected.truncate(3);
            assert_eq!(ids(&Search { limit: 3, ..wanted.clone() }), expected, "{wanted:?}");
        }
    }
    assert!(hits > 60, "most searches find something: {hits}");
}
