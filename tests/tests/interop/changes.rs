//! Editing and deleting for everyone (wire protocol 2.14).

use crate::world::{self, Pair};
use estuary_api::{Command, MessageCommand, Reply};
use serde_json::json;

#[test]
fn c55_edits_go_both_ways() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Editor");
    let said = tab.send(tab_chat, "the 13th");
    let heard = core.until_received("the 13th")["id"].as_u64().unwrap();
    let edit = MessageCommand::Edit { message: said, text: "the 14th\n> of May".into() };
    assert_eq!(tab.ask(Command::Message(edit)), Ok(Reply::Done));
    let shown = core.until_received("the 14th\n> of May");
    assert_eq!((shown["id"].as_u64(), shown["isEdited"].as_bool()), (Some(heard), Some(true)));

    let said = core.send(core_chat, "at ten");
    let heard = tab.until_received("at ten").1.id;
    core.call("send_edit_request", [json!(said), json!("at eleven")]);
    let (_, row) = tab.until_received("at eleven");
    assert_eq!((row.id, row.edited), (heard, true));
    assert_eq!((tab.messages(tab_chat).len(), core.messages(core_chat).len()), (2, 2));
}

#[test]
fn c55_deletions_go_both_ways() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Deleter");
    let said: Vec<_> = ["one", "two", "three"].map(|text| tab.send(tab_chat, text)).into();
    core.until_received("three");
    let command = MessageCommand::DeleteForAll(said[..2].to_vec());
    assert_eq!(tab.ask(Command::Message(command)), Ok(Reply::Done));
    core.until("two messages are gone", || (core.messages(core_chat).len() == 1).then_some(()));
    core.until_received("three");

    let said = ["four", "five", "six"].map(|text| core.send(core_chat, text));
    tab.until_received("six");
    core.call("delete_messages_for_all", [json!(said[..2])]);
    tab.until("two messages are gone", || (tab.messages(tab_chat).len() == 2).then_some(()));
    tab.until_received("six");
}

#[test]
fn c55_only_the_author_edits_and_deletes() {
    let receivers = world::receivers();
    let (author, other) = (world::person(true), world::person(true));
    for id in ["edited-by-another", "deleted-by-another"] {
        receivers.deliver(|address, certificate| {
            author.letter(address, certificate, &format!("never {id}")).called(&format!("{id}@localhost"))
        });
    }
    receivers.both_show("never deleted-by-another");
    receivers.deliver(|address, certificate| {
        let letter = other.letter(address, certificate, "✏️forged by another");
        letter.with("Chat-Edit", "<edited-by-another@localhost>")
    });
    receivers.deliver(|address, certificate| {
        other.letter(address, certificate, "🚮").with("Chat-Delete", "<deleted-by-another@localhost>")
    });
    receivers.neither_shows("forged by another");
    receivers.both_show("never edited-by-another");
    receivers.both_show("never deleted-by-another");
}

#[test]
fn c55_what_is_deleted_before_it_arrives_is_never_shown() {
    let receivers = world::receivers();
    let author = world::person(true);
    receivers.deliver(|address, certificate| {
        author.letter(address, certificate, "🚮").with("Chat-Delete", "<deleted-before@localhost>")
    });
    receivers.deliver(|address, certificate| {
        author.letter(address, certificate, "deleted before it came").called("deleted-before@localhost")
    });
    receivers.neither_shows("deleted before it came");
}
