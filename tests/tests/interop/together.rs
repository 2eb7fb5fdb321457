//! Reactions, changes, timers and pins in a group of a tab and two real cores (wire protocol 2.13, 2.14).

use crate::groups::Three;
use estuary_api::{ChatCommand, Command, DeliveryState, MessageCommand, Reply};
use serde_json::{Value, json};

fn reactions(message: &Value) -> Vec<(String, u64)> {
    let reactions = message["reactions"]["reactions"].as_array().cloned().unwrap_or_default();
    let pair = |r: &Value| (r["emoji"].as_str().unwrap().to_owned(), r["count"].as_u64().unwrap());
    reactions.iter().map(pair).collect()
}

#[test]
fn c54_reactions_of_a_group_are_counted_alike() {
    let Three { tab, cores: [one, two], chat, .. } = Three::new("Counting");
    let said = tab.send(chat, "who comes?");
    let [at_one, at_two] = [&one, &two].map(|core| core.until_received("who comes?")["id"].as_u64().unwrap());
    one.call("send_reaction", [json!(at_one), json!(["👍"])]);
    two.call("send_reaction", [json!(at_two), json!(["👍"])]);
    let react = MessageCommand::React { message: said, emoji: "🎉".into() };
    assert_eq!(tab.ask(Command::Message(react)), Ok(Reply::Done));
    tab.until("three have reacted", || {
        let row = tab.messages(chat).into_iter().find(|row| row.id == said)?;
        let shown: Vec<_> = row.reactions.iter().map(|r| (r.emoji.as_str(), r.count, r.own)).collect();
        (shown == [("👍", 2, false), ("🎉", 1, true)]).then_some(())
    });
    for (core, message) in [(&one, at_one), (&two, at_two)] {
        core.until("three have reacted", || {
            let mut shown = reactions(&core.message(message));
            shown.sort();
            (shown == [("🎉".to_owned(), 1), ("👍".to_owned(), 2)]).then_some(())
        });
    }
}

#[test]
fn c55_edits_and_deletions_reach_a_whole_group() {
    let Three { tab, cores, chat, .. } = Three::new("Correcting");
    let [edited, deleted] = ["at tne", "at eleven"].map(|text| tab.send(chat, text));
    cores.iter().for_each(|core| drop(core.until_received("at eleven")));
    let edit = MessageCommand::Edit { message: edited, text: "at ten".into() };
    assert_eq!(tab.ask(Command::Message(edit)), Ok(Reply::Done));
    assert_eq!(tab.ask(Command::Message(MessageCommand::DeleteForAll(vec![deleted]))), Ok(Reply::Done));
    for core in &cores {
        core.until_received("at ten");
        core.until("one is gone", || core.received("at eleven").is_empty().then_some(()));
    }
}

#[test]
fn c56_the_timer_of_a_group_is_the_same_for_all() {
    let Three { tab, cores: [one, two], chat, core_chats: [ones, twos], .. } = Three::new("Vanishing");
    let timer = |core: &estuary_tests::real_core::CoreAccount, chat: u64| {
        core.call("get_chat_ephemeral_timer", [json!(chat)]).as_u64()
    };
    let set = Command::Chats(ChatCommand::SetTimer { chat, seconds: 3600 });
    assert_eq!(tab.ask(set), Ok(Reply::Done));
    for (core, chat) in [(&one, ones), (&two, twos)] {
        core.until("the timer is an hour", || (timer(core, chat) == Some(3600)).then_some(()));
    }
    one.call("set_chat_ephemeral_timer", [json!(ones), json!(0)]);
    tab.until("the timer is off", || (tab.chat(chat).timer == 0).then_some(()));
    two.until("the timer is off", || (timer(&two, twos) == Some(0)).then_some(()));
}

#[test]
fn c91_pins_of_a_group_are_seen_by_all() {
    let Three { tab, cores, chat, core_chats, .. } = Three::new("Pinning");
    let said = tab.send(chat, "the place");
    cores.iter().for_each(|core| drop(core.until_received("the place")));
    let pin = MessageCommand::Pin { message: said, pinned: true };
    assert_eq!(tab.ask(Command::Message(pin)), Ok(Reply::Done));
    for (core, chat) in cores.iter().zip(core_chats) {
        core.until("it is pinned", || {
            let pinned = core.call("get_pinned_messages", [json!(chat)]);
            (pinned.as_array()?.len() == 1).then_some(())
        });
    }
}

#[test]
fn c33_whoever_of_a_group_reads_is_named() {
    let Three { tab, cores: [one, two], chat, .. } = Three::new("Reading");
    let said = tab.send(chat, "read me");
    for core in [&one, &two] {
        let heard = core.until_received("read me")["id"].as_u64().unwrap();
        core.mark_seen(&[heard]);
    }
    tab.until_state(chat, said, &DeliveryState::Read);
    tab.until("both have read it", || match tab.ask(Command::Message(MessageCommand::Info(said))) {
        Ok(Reply::MessageInfo(info)) => {
            let mut names: Vec<_> = info.readers.iter().map(|(contact, _)| contact.name.clone()).collect();
            names.sort();
            (names == ["Reading one", "Reading two"]).then_some(())
        }
        other => panic!("Info: {other:?}"),
    });
}
