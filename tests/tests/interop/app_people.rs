//! Mini apps in groups and channels, handed on, and sent again (wire protocol 5.1, 5.2, 4.7).

use crate::{
    apps::{app_of_core, app_of_tab},
    channels::create as create_channel,
    groups::{Three, change, core_chat, create, meet},
    world,
};
use estuary_api::{ChatCommand, Command, FileKind, MessageCommand, MessageId, Reply, SendId};
use estuary_tests::{native::Tab, real_core::CoreAccount, xdc};
use serde_json::{Value, json};

fn payloads(core: &CoreAccount, instance: u64) -> Vec<Value> {
    core.updates(instance, 0).into_iter().map(|update| update["payload"].clone()).collect()
}

fn payloads_of_tab(tab: &Tab, instance: MessageId) -> Vec<Value> {
    let updates = tab.updates(instance, 0).updates.into_iter();
    updates.map(|update| serde_json::from_str::<Value>(&update.json).unwrap()["payload"].clone()).collect()
}

/// The app of this name in a real core, once it is whole.
fn whole(core: &CoreAccount, name: &str) -> u64 {
    let found = core.until("the app arrives", || {
        let mut files = core.received_files(name).into_iter();
        files.find(|message| message["downloadState"] == "Done" && message["viewType"] == "Webxdc")
    });
    found["id"].as_u64().unwrap()
}

#[test]
fn c60_an_app_sent_again_brings_newcomers_what_was_done_in_it() {
    let (tab, cores) = (world::tab("Resender"), ["first", "newcomer"].map(world::core));
    let [first, newcomer] = &cores;
    let contacts = cores.each_ref().map(|core| meet(&tab, core));
    let chat = create(&tab, "Players", vec![contacts[0]]);
    tab.send(chat, "it begins");
    first.until_received("it begins");
    let apps = [("small.xdc", xdc::app("S")), ("large.xdc", xdc::large_app("L", 200_000))]
        .map(|(name, bytes)| (name, tab.send_file(chat, name, FileKind::App, &bytes)));
    for (name, id) in apps {
        tab.send_update(id, &json!({"payload": format!("done in {name}")}));
        let there = whole(first, name);
        first.send_update(there, &json!({"payload": "answered"}));
        tab.until("the answer is here", || (payloads_of_tab(&tab, id).len() == 2).then_some(()));
    }
    change(&tab, ChatCommand::AddMembers { chat, members: vec![contacts[1]] });
    newcomer.until("the newcomer is in the group", || Some(core_chat(newcomer, "Players")));
    for (name, id) in apps {
        assert_eq!(tab.ask(Command::Retry(id)), Ok(Reply::Done));
        let there = whole(newcomer, name);
        newcomer.until("it has what was done", || {
            let known = payloads(newcomer, there);
            (known == [json!(format!("done in {name}")), json!("answered")]).then_some(())
        });
        assert_eq!(newcomer.message_id(there), first.message_id(whole(first, name)), "the same instance");
        newcomer.send_update(there, &json!({"payload": "thanks"}));
        tab.until("the newcomer is heard", || (payloads_of_tab(&tab, id).len() == 3).then_some(()));
        assert_eq!(first.received_files(name).len(), 1, "who had it has it once");
    }
}

#[test]
fn c60_an_app_that_a_real_core_sends_again_comes_with_its_updates() {
    let Three { tab, cores: [one, _], chat, core_chats: [ones, _], .. } = Three::new("Again");
    let app = one.send_file(ones, "again.xdc", Some("Webxdc"), &xdc::app("Again"));
    one.send_update(app, &json!({"payload": "early"}));
    tab.until_file("again.xdc");
    let late = world::tab("Latecomer");
    late.until_joined(late.join(&one.invite()));
    let contact = one.until("they meet", || one.contact(&late.profile().address));
    one.call("add_contact_to_chat", [json!(ones), contact["id"].clone()]);
    late.until("the latecomer is in", || {
        late.chats().iter().any(|row| row.name == tab.chat(chat).row.name).then_some(())
    });
    one.call("resend_messages", [json!([app])]);
    let (row, _) = late.until_file("again.xdc");
    late.until("with its update", || (payloads_of_tab(&late, row.id) == ["early"]).then_some(()));
}

#[test]
fn c58_an_app_handed_on_is_a_new_one_on_both_sides() {
    let pair = world::pair("Giver");
    let ((in_tab, _), (_, in_core)) = (app_of_core(&pair, "given.xdc"), app_of_tab(&pair, "taken.xdc"));
    pair.tab.send_update(in_tab, &json!({"payload": "stays"}));
    pair.core.send_update(in_core, &json!({"payload": "stays too"}));
    let id = SendId(uuid::Uuid::new_v4().into_bytes());
    let forward = MessageCommand::Forward { id, messages: vec![in_tab], chat: pair.tab_chat };
    assert_eq!(pair.tab.ask(Command::Message(forward)), Ok(Reply::Done));
    let copy = whole(&pair.core, "given.xdc");
    assert_eq!(pair.core.updates(copy, 0), [] as [Value; 0]);
    pair.core.call("forward_messages", [json!([in_core]), json!(pair.core_chat)]);
    let (row, _) = pair.tab.until_file("taken.xdc");
    assert_eq!(pair.tab.updates(row.id, 0).updates, []);
    pair.core.send_update(copy, &json!({"payload": "anew"}));
    pair.tab.until("it lives", || {
        let rows = pair.tab.messages(pair.tab_chat);
        rows.iter().any(|row| payloads_of_tab(&pair.tab, row.id) == ["anew"]).then_some(())
    });
}

#[test]
fn c64_in_a_channel_only_its_owner_moves_an_app() {
    let tab = world::tab("Broadcaster");
    let (chat, link) = create_channel(&tab, "Results");
    let core = world::core("Reader");
    core.join(&link);
    tab.until("the reader is in", || (tab.chat(chat).members == 2).then_some(()));
    let sent = tab.send_file(chat, "result.xdc", FileKind::App, &xdc::app("R"));
    assert!(tab.instance(sent).is_broadcast && tab.instance(sent).is_app_sender);
    let there = whole(&core, "result.xdc");
    tab.send_update(sent, &json!({"payload": "1:0"}));
    core.until("the owner is heard", || (payloads(&core, there) == ["1:0"]).then_some(()));
    let refused = core.try_call(
        "send_webxdc_status_update",
        [json!(there), json!(json!({"payload": "0:1"}).to_string()), Value::Null],
    );
    assert!(refused.is_err(), "a real core's subscriber cannot send either");

    let owner = world::core("Owner");
    let channel = owner.call("create_broadcast", [json!("Scores")]).as_u64().unwrap();
    let invite = owner.call("get_chat_securejoin_qr_code", [json!(channel)]);
    let read = tab.join(invite.as_str().unwrap());
    tab.until("the channel is joined", || tab.is_joined(read).then_some(()));
    let app = owner.send_file(channel, "score.xdc", Some("Webxdc"), &xdc::app("S"));
    let (row, _) = tab.until_file("score.xdc");
    let instance = tab.instance(row.id);
    assert!(instance.is_broadcast && !instance.is_app_sender && !instance.can_send);
    owner.send_update(app, &json!({"payload": "2:2"}));
    tab.until("the owner is heard", || (payloads_of_tab(&tab, row.id) == ["2:2"]).then_some(()));
    let id = SendId([7; 16]);
    let update = json!({"payload": "9:0"}).to_string();
    let send = estuary_api::AppCommand::SendUpdate { id, instance: row.id, update };
    assert!(tab.ask(Command::App(send)).is_err());
    assert_eq!(payloads_of_tab(&tab, row.id), ["2:2"], "nor does it come back");
}
