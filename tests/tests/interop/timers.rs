//! Disappearing messages (wire protocol 2.14).

use crate::world::{self, Pair};
use estuary_api::{ChatCommand, ChatId, Command, Info, MessageBody, Reply};
use estuary_tests::{
    anatomy::{Anatomy, Opener},
    mail,
    native::Tab,
};
use serde_json::json;

fn set(tab: &Tab, chat: ChatId, seconds: u32) {
    assert_eq!(tab.ask(Command::Chats(ChatCommand::SetTimer { chat, seconds })), Ok(Reply::Done));
}

fn notices(tab: &Tab, chat: ChatId) -> Vec<Info> {
    let Ok(Reply::Messages(page)) = tab.ask(Command::Messages { chat, before: None, limit: 1000 }) else {
        panic!("no messages")
    };
    page.rows
        .into_iter()
        .filter_map(|row| match row.body {
            MessageBody::Info(info @ Info::TimerChanged { .. }) => Some(info),
            _ => None,
        })
        .collect()
}

#[test]
fn c56_the_timer_goes_both_ways_and_onto_every_message() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Timer");
    let timer_of_core = || core.call("get_chat_ephemeral_timer", [json!(core_chat)]).as_u64().unwrap();
    set(&tab, tab_chat, 3600);
    core.until("the timer is an hour", || (timer_of_core() == 3600).then_some(()));
    tab.send(tab_chat, "for an hour");
    core.until_received("for an hour");
    assert_eq!(timer_of_core(), 3600);
    let key = core.secret_key();
    let mails = tab.wire().sent();
    let last = Anatomy::of(mails.last().unwrap(), Opener::Key(&key)).unwrap();
    assert_eq!(mail::value(last.payload(), "Ephemeral-Timer").as_deref(), Some("3600"));

    core.call("set_chat_ephemeral_timer", [json!(core_chat), json!(60)]);
    tab.until("the timer is a minute", || (tab.chat(tab_chat).timer == 60).then_some(()));
    let name = tab.chat(tab_chat).row.name;
    let expected =
        [Info::TimerChanged { by: None, seconds: 3600 }, Info::TimerChanged { by: Some(name), seconds: 60 }];
    assert_eq!(notices(&tab, tab_chat), expected);
    core.send(core_chat, "for a minute");
    let (_, row) = tab.until_received("for a minute");
    assert_eq!(row.expires, 0, "nobody has seen it");
    tab.mark_seen(tab_chat, row.id);
    tab.until("the countdown runs", || {
        tab.messages(tab_chat).into_iter().find(|found| found.id == row.id && found.expires > 0)
    });
    core.call("set_chat_ephemeral_timer", [json!(core_chat), json!(0)]);
    tab.until("the timer is off", || (tab.chat(tab_chat).timer == 0).then_some(()));
}

#[test]
fn c56_messages_disappear_on_both_sides() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Vanish");
    set(&tab, tab_chat, 2);
    tab.send(tab_chat, "gone in two seconds");
    let heard = core.until_received("gone in two seconds")["id"].as_u64().unwrap();
    core.mark_seen(&[heard]);
    core.send(core_chat, "so is this");
    let (_, row) = tab.until_received("so is this");
    tab.mark_seen(tab_chat, row.id);
    tab.until("nothing is left in the tab", || tab.messages(tab_chat).is_empty().then_some(()));
    core.until("nothing is left in the core", || core.messages(core_chat).is_empty().then_some(()));
    tab.reload();
    assert!(tab.messages(tab_chat).is_empty());
}

#[test]
fn c56_a_message_from_before_a_change_does_not_roll_it_back() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Rollback");
    core.send(core_chat, "known to both");
    tab.until_received("known to both");
    // The core answers what it knows, and has not heard of the timer.
    core.go_offline();
    set(&tab, tab_chat, 600);
    let late = core.send(core_chat, "without a timer");
    core.go_online();
    core.until_state(late, estuary_tests::real_core::state::DELIVERED);
    tab.until_received("without a timer");
    assert_eq!(tab.chat(tab_chat).timer, 600);
    let timer_of_core = || core.call("get_chat_ephemeral_timer", [json!(core_chat)]).as_u64();
    core.until("the timer has arrived", || (timer_of_core() == Some(600)).then_some(()));
}
