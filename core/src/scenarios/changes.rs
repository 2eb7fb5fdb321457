//! Reactions, edits and deletions between two people.

use super::{Device, World};
use estuary_api::{ChatId, Command, MessageBody, MessageCommand, MessageId, MessageRow, Reaction, Reply};

fn tell(world: &World, device: &Device, command: MessageCommand) {
    assert_eq!(world.ask(device, Command::Message(command)), Ok(Reply::Done));
    world.pass(10_000);
}

fn react(message: MessageId, emoji: &str) -> MessageCommand {
    MessageCommand::React { message, emoji: emoji.into() }
}

fn last(world: &World, device: &Device, chat: ChatId) -> MessageRow {
    world.rows(device, chat).pop().unwrap()
}

fn chosen(row: &MessageRow) -> Vec<(&str, u32, bool)> {
    row.reactions.iter().map(|Reaction { emoji, count, own }| (emoji.as_str(), *count, *own)).collect()
}

#[test]
fn each_person_has_one_reaction() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let said = world.say(&alice, to_bob, "hi");
    world.pass(10_000);
    let heard = last(&world, &bob, to_alice).id;
    tell(&world, &bob, react(heard, "👍"));
    assert_eq!(chosen(&last(&world, &alice, to_bob)), [("👍", 1, false)]);
    tell(&world, &alice, react(said, "👍"));
    assert_eq!(chosen(&last(&world, &bob, to_alice)), [("👍", 2, true)]);
    tell(&world, &bob, react(heard, "🎉 and words"));
    assert_eq!(chosen(&last(&world, &alice, to_bob)), [("🎉", 1, false), ("👍", 1, true)]);
    let Ok(Reply::Reactions(reactors)) = world.ask(&alice, Command::Message(MessageCommand::Reactions(said)))
    else {
        panic!()
    };
    let names: Vec<_> =
        reactors.iter().map(|r| (r.contact.as_ref().map(|c| c.name.as_str()), r.emoji.as_str())).collect();
    assert_eq!(names, [(None, "👍"), (Some("Bob"), "🎉")]);
    tell(&world, &bob, react(heard, ""));
    assert_eq!(chosen(&last(&world, &alice, to_bob)), [("👍", 1, true)]);
    assert_eq!(world.texts(&alice, to_bob), [">hi"], "reactions are not messages");
}

#[test]
fn an_edit_reaches_the_other_side_and_only_own_texts_are_edited() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let said = world.say(&alice, to_bob, "helo");
    world.pass(10_000);
    tell(&world, &alice, MessageCommand::Edit { message: said, text: "hello".into() });
    assert_eq!(
        (world.texts(&alice, to_bob), world.texts(&bob, to_alice)),
        (vec![">hello".to_owned()], vec!["<hello".to_owned()])
    );
    assert!(last(&world, &alice, to_bob).edited && last(&world, &bob, to_alice).edited);
    let theirs = last(&world, &bob, to_alice).id;
    let forged = MessageCommand::Edit { message: theirs, text: "never said".into() };
    assert!(world.ask(&bob, Command::Message(forged)).is_err());
    assert_eq!(world.texts(&bob, to_alice), ["<hello"]);
}

#[test]
fn what_is_deleted_for_all_is_gone_on_both_sides() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let gone = ["one", "two"].map(|text| world.say(&alice, to_bob, text));
    world.say(&bob, to_alice, "three");
    world.pass(10_000);
    let others = world.rows(&alice, to_bob).iter().map(|row| row.id).collect();
    assert!(matches!(last(&world, &alice, to_bob).body, MessageBody::Content { from: Some(_), .. }));
    tell(&world, &alice, MessageCommand::DeleteForAll(others));
    assert_eq!(world.texts(&alice, to_bob), ["<three"], "the words of others stay");
    assert_eq!(world.texts(&bob, to_alice), [">three"]);
    tell(&world, &alice, MessageCommand::DeleteForAll(gone.to_vec()));
}
