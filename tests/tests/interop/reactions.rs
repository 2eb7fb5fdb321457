//! Reactions (wire protocol 2.13).

use crate::world::{self, Pair};
use estuary_api::{ChatId, Command, MessageCommand, MessageId, Reaction, Reply};
use estuary_tests::{native::Tab, real_core::CoreAccount};
use serde_json::json;

fn react(tab: &Tab, message: MessageId, emoji: &str) {
    let command = MessageCommand::React { message, emoji: emoji.into() };
    assert_eq!(tab.ask(Command::Message(command)), Ok(Reply::Done));
}

#[track_caller]
fn until_core_shows(core: &CoreAccount, message: u64, expected: &[(&str, u64)]) {
    core.until(&format!("the reactions are {expected:?}"), || {
        let reactions = core.message(message)["reactions"]["reactions"].clone();
        let shown: Vec<_> = reactions
            .as_array()
            .into_iter()
            .flatten()
            .map(|r| (r["emoji"].as_str().unwrap().to_owned(), r["count"].as_u64().unwrap()))
            .collect();
        shown.iter().map(|(emoji, count)| (emoji.as_str(), *count)).eq(expected.iter().copied()).then_some(())
    });
}

#[track_caller]
fn until_tab_shows(tab: &Tab, chat: ChatId, message: MessageId, expected: &[(&str, u32, bool)]) {
    tab.until(&format!("the reactions are {expected:?}"), || {
        let row = tab.messages(chat).into_iter().find(|row| row.id == message)?;
        let shown = row.reactions.iter().map(|Reaction { emoji, count, own }| (emoji.as_str(), *count, *own));
        shown.eq(expected.iter().copied()).then_some(())
    });
}

#[test]
fn c54_reactions_go_both_ways_one_for_each_person() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Reaction");
    let question = core.send(core_chat, "Shall we?");
    let row = tab.until_received("Shall we?").1.id;
    react(&tab, row, "👍");
    until_core_shows(&core, question, &[("👍", 1)]);
    core.call("send_reaction", [json!(question), json!(["👍"])]);
    until_tab_shows(&tab, tab_chat, row, &[("👍", 2, true)]);
    core.call("send_reaction", [json!(question), json!(["🎉"])]);
    until_tab_shows(&tab, tab_chat, row, &[("🎉", 1, false), ("👍", 1, true)]);
    react(&tab, row, "");
    until_core_shows(&core, question, &[("🎉", 1)]);
    core.call("send_reaction", [json!(question), json!([])]);
    until_tab_shows(&tab, tab_chat, row, &[]);
    assert_eq!(core.messages(core_chat).len(), 1, "reactions are not messages");
}

#[test]
fn c54_a_reaction_before_its_message_waits_for_it() {
    let receivers = world::receivers();
    let somebody = world::person(true);
    for emoji in ["👀", "👍 👎"] {
        receivers.deliver(|address, certificate| {
            somebody
                .letter(address, certificate, emoji)
                .with("In-Reply-To", "<early-reaction@localhost>")
                .with("Content-Disposition", "reaction")
        });
    }
    receivers.deliver(|address, certificate| {
        somebody.letter(address, certificate, "what they reacted to").called("early-reaction@localhost")
    });
    receivers.both_show("what they reacted to");
    let message = receivers.core.until_received("what they reacted to")["id"].as_u64().unwrap();
    until_core_shows(&receivers.core, message, &[("👍", 1)]);
    let (chat, row) = receivers.tab.until_received("what they reacted to");
    until_tab_shows(&receivers.tab, chat, row.id, &[("👍", 1, false)]);
}

#[test]
fn c54_strangers_and_floods_do_not_react() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Stranger's reaction");
    let said = core.send(core_chat, "between us");
    let row = tab.until_received("between us").1.id;
    let stranger = world::person(true);
    let (address, certificate) = (tab.profile().address, tab.secret_key().to_public_key());
    let target = format!("<{}>", core.message_id(said));
    for body in ["👎".to_owned(), "x".repeat(100_000), "👎 ".repeat(100_000)] {
        let letter = stranger.letter(&address, &certificate, &body).with("In-Reply-To", target.as_str());
        world::bridge().deliver(&address, &letter.with("Content-Disposition", "reaction").mail());
    }
    let deletion = format!("<{}>", vec!["nothing@localhost"; 20_000].join(" "));
    let letter = stranger.letter(&address, &certificate, "🚮").with("Chat-Delete", deletion);
    world::bridge().deliver(&address, &letter.mail());
    core.send(core_chat, "afterwards");
    tab.until_received("afterwards");
    until_tab_shows(&tab, tab_chat, row, &[]);
}
