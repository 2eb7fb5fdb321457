//! Pinned messages (wire protocol 2.14).

use crate::world::{self, Pair};
use estuary_api::{ChatCommand, ChatId, Command, MessageCommand, MessageId, Reply};
use estuary_tests::{native::Tab, real_core::CoreAccount};
use serde_json::{Value, json};

fn pin(tab: &Tab, message: MessageId, pinned: bool) {
    assert_eq!(tab.ask(Command::Message(MessageCommand::Pin { message, pinned })), Ok(Reply::Done));
}

fn pinned(tab: &Tab, chat: ChatId) -> Vec<MessageId> {
    match tab.ask(Command::Chats(ChatCommand::Pinned(chat))) {
        Ok(Reply::Messages(page)) => page.rows.into_iter().map(|row| row.id).collect(),
        other => panic!("Pinned: {other:?}"),
    }
}

#[track_caller]
fn until_core_pins(core: &CoreAccount, chat: u64, expected: &[u64]) {
    core.until(&format!("{expected:?} are pinned"), || {
        let pinned = core.call("get_pinned_messages", [json!(chat)]);
        let mut pinned: Vec<u64> = pinned.as_array()?.iter().filter_map(Value::as_u64).collect();
        pinned.sort_unstable();
        (pinned == expected).then_some(())
    });
}

#[test]
fn c91_pins_go_both_ways() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Pins");
    let by_core = core.send(core_chat, "the rules");
    let rules = tab.until_received("the rules").1.id;
    let address = tab.send(tab_chat, "the address");
    let by_tab = core.until_received("the address")["id"].as_u64().unwrap();
    pin(&tab, rules, true);
    until_core_pins(&core, core_chat, &[by_core]);
    core.call("set_pinned_message_state", [json!(by_tab), json!(true)]);
    tab.until("both are pinned", || (pinned(&tab, tab_chat) == [rules, address]).then_some(()));
    assert_eq!(tab.chat(tab_chat).pinned.unwrap().text, "the address");
    pin(&tab, rules, false);
    until_core_pins(&core, core_chat, &[by_tab]);
    core.call("set_pinned_message_state", [json!(by_tab), json!(false)]);
    tab.until("none is pinned", || pinned(&tab, tab_chat).is_empty().then_some(()));
    assert_eq!((tab.messages(tab_chat).len(), core.messages(core_chat).len()), (2, 2));
}

#[test]
fn c91_strangers_pin_nothing() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Stranger's pin");
    let said = core.send(core_chat, "between us");
    tab.until_received("between us");
    let stranger = world::person(true);
    let (address, certificate) = (tab.profile().address, tab.secret_key().to_public_key());
    let letter = stranger.letter(&address, &certificate, "pinned").with("Chat-Content", "message-pinned");
    let letter = letter.with("In-Reply-To", format!("<{}>", core.message_id(said)));
    world::bridge().deliver(&address, &letter.mail());
    core.send(core_chat, "afterwards");
    tab.until_received("afterwards");
    assert!(pinned(&tab, tab_chat).is_empty());
}
