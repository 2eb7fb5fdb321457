//! Realtime channels as the bridge's relay carries them (wire protocol §6).

use crate::{
    apps::{app_of_core, app_of_tab, payloads_to},
    world::{self, bridge, core},
};
use estuary_api::{AppCommand, Channel, Command, Event, MessageId, Problem, Reply, SendId, Settings};
use estuary_tests::{mail, native::Tab, real_core::CoreAccount, xdc};
use serde_json::{Value, json};

/// An app that one real core sent another, as both know it.
fn shared_app(alice: &CoreAccount, bob: &CoreAccount) -> (u64, u64) {
    let chat = bob.join(&alice.invite());
    alice.until_joined();
    bob.until_joined();
    let sent = bob.send_file(chat, "channel.xdc", Some("Webxdc"), &xdc::app("Channel"));
    let received = alice.until("the app arrives", || alice.received_files("channel.xdc").pop());
    (received["id"].as_u64().unwrap(), sent)
}

#[test]
fn c75_the_bridge_is_the_relay_of_real_cores() {
    let (alice, bob) = (core("Alice at the relay"), core("Bob at the relay"));
    let (of_alice, of_bob) = shared_app(&alice, &bob);
    let before = bridge().relayed();
    alice.join_channel(of_alice);
    bob.join_channel(of_bob);
    // Nothing is promised about what is said before both are there; so each says it until it is heard.
    for ((from, sent), (to, received), word) in [
        ((&alice, of_alice), (&bob, of_bob), b"from Alice"),
        ((&bob, of_bob), (&alice, of_alice), b"from Bob!!"),
    ] {
        to.until("data arrives in realtime", || {
            from.send_realtime(sent, word);
            to.realtime(received).contains(&word.to_vec()).then_some(())
        });
    }
    assert!(bridge().relayed() > before, "the relay named by METADATA carried it");
}

fn channel(tab: &Tab, instance: MessageId) -> Result<Channel, Problem> {
    match tab.ask(Command::App(AppCommand::Channel(instance)))? {
        Reply::Channel(channel) => Ok(channel),
        other => panic!("{other:?}"),
    }
}

fn until_taken(core: &CoreAccount, instance: u64) {
    core.until("the real core takes the advertisement", || core.has_heard_of_node(instance).then_some(()));
}

/// What a tab's node would say of itself, with an address that must not get out.
fn node(relay: &str) -> String {
    json!({"node_id": "7b".repeat(32), "relay_url": relay, "direct_addresses": ["192.0.2.7:1"]}).to_string()
}

fn advertise(tab: &Tab, instance: MessageId, node: String) {
    let id = SendId(*uuid::Uuid::new_v4().as_bytes());
    let advertise = AppCommand::Advertise { id, instance, node };
    // Whoever repeats a command says the same once.
    for _ in 0..2 {
        assert_eq!(tab.ask(Command::App(advertise.clone())), Ok(Reply::Done));
    }
}

/// The addresses the tab's mails carry to this real core.
fn advertised(core: &CoreAccount, tab: &Tab) -> Vec<Value> {
    let headers = payloads_to(core, tab).into_iter().filter_map(|mail| mail::value(&mail, "Iroh-Node-Addr"));
    headers.map(|header| serde_json::from_str(&header).unwrap()).collect()
}

/// The relays in them.
fn relays(core: &CoreAccount, tab: &Tab) -> Vec<Value> {
    advertised(core, tab).into_iter().map(|address| address["relay_url"].clone()).collect()
}

#[test]
fn c70_joining_is_advertised_with_the_relay_and_without_an_address() {
    let pair = world::pair("Advertiser");
    let (in_tab, in_core) = app_of_tab(&pair, "told.xdc");
    let relay = channel(&pair.tab, in_tab).unwrap().relay;
    assert_eq!(relay, bridge().url(), "the relay the server names");
    let before = pair.core.messages(pair.core_chat).len();
    advertise(&pair.tab, in_tab, node("http://localhost.:1/"));
    until_taken(&pair.core, in_core);
    let expected =
        json!({"node_id": "7b".repeat(32), "relay_url": "http://localhost.:1/", "direct_addresses": []});
    assert_eq!(advertised(&pair.core, &pair.tab), [expected]);
    assert_eq!(pair.core.messages(pair.core_chat).len(), before, "nobody is shown it");
}

#[test]
fn c73_an_advertisement_of_the_real_core_is_heard_and_kept() {
    let pair = world::pair("Listener");
    let (in_tab, in_core) = app_of_core(&pair, "heard.xdc");
    assert_eq!(channel(&pair.tab, in_tab).unwrap().peers, [""; 0]);
    let before = pair.tab.messages(pair.tab_chat).len();
    pair.core.join_channel(in_core);
    let heard = pair.tab.until("the tab hears of a node", || {
        pair.tab.events().into_iter().find_map(|event| match event {
            Event::ChannelPeer { instance, node } if instance == in_tab => Some(node),
            _ => None,
        })
    });
    let address: Value = serde_json::from_str(&heard).unwrap();
    let port = bridge().port();
    assert_eq!(address["relay_url"], format!("http://localhost.:{port}/"));
    assert_eq!(channel(&pair.tab, in_tab).unwrap().peers, [heard]);
    pair.tab.reload();
    pair.tab.until("the server is known again", || channel(&pair.tab, in_tab).ok());
    assert_eq!(channel(&pair.tab, in_tab).unwrap().peers.len(), 1, "kept for the next time");
    assert_eq!(pair.tab.messages(pair.tab_chat).len(), before, "nobody is shown it");
}

#[test]
fn c80_switched_off_nothing_is_said_heard_or_kept() {
    let pair = world::pair("Silent");
    let (in_tab, in_core) = app_of_core(&pair, "silent.xdc");
    pair.core.join_channel(in_core);
    pair.tab.until("the tab hears of a node", || {
        channel(&pair.tab, in_tab).ok().filter(|channel| channel.peers.len() == 1)
    });
    let set = |realtime| {
        let settings = Settings { read_receipts: true, realtime, download_limit: None };
        assert_eq!(pair.tab.ask(Command::SetSettings(settings)), Ok(Reply::Done));
    };
    set(false);
    assert!(!pair.tab.instance(in_tab).realtime, "the app is promised nothing");
    assert!(channel(&pair.tab, in_tab).is_err());
    advertise(&pair.tab, in_tab, node("http://localhost.:1/"));
    pair.core.join_channel(in_core);
    pair.core.send(pair.core_chat, "after joining again");
    pair.tab.until_received("after joining again");
    pair.tab.send(pair.tab_chat, "after being silent");
    pair.core.until_received("after being silent");
    assert_eq!(advertised(&pair.core, &pair.tab), [Value::Null; 0]);
    set(true);
    assert_eq!(channel(&pair.tab, in_tab).unwrap().peers, [""; 0], "forgotten, and not heard meanwhile");
}

#[test]
fn c79_nobody_is_told_in_a_contact_request_until_it_is_accepted() {
    let (tab, stranger) = (world::tab("Asked"), core("A stranger with an app"));
    let own = tab.secret_key().to_public_key();
    let contact = stranger.import_vcard(&mail::vcard(&tab.profile().address, "Asked", &own));
    let app = xdc::app("Asked");
    let in_core = stranger.send_file(stranger.chat_with(contact), "asked.xdc", Some("Webxdc"), &app);
    let in_tab = tab.until_file("asked.xdc").0.id;
    assert!(!tab.instance(in_tab).realtime, "the app is promised nothing");
    assert!(channel(&tab, in_tab).is_err());
    advertise(&tab, in_tab, node("http://early.:1/"));
    assert_eq!(tab.ask(Command::AcceptChat(tab.instance(in_tab).chat)), Ok(Reply::Done));
    assert!(tab.instance(in_tab).realtime);
    advertise(&tab, in_tab, node("http://accepted.:1/"));
    until_taken(&stranger, in_core);
    assert_eq!(relays(&stranger, &tab), ["http://accepted.:1/"]);
}

#[test]
fn c79_a_subscriber_tells_nobody() {
    let pair = world::pair("Subscriber");
    let list = pair.core.call("create_broadcast", [json!("With an app")]);
    let invite = pair.core.call("get_chat_securejoin_qr_code", [list.clone()]);
    let joined = pair.tab.join(invite.as_str().unwrap());
    pair.tab.until("the channel is joined", || pair.tab.is_joined(joined).then_some(()));
    pair.core.send_file(list.as_u64().unwrap(), "listed.xdc", Some("Webxdc"), &xdc::app("Listed"));
    let in_list = pair.tab.until_file("listed.xdc").0.id;
    assert_eq!(pair.tab.instance(in_list).chat, joined);
    advertise(&pair.tab, in_list, node("http://subscriber.:1/"));
    let (in_tab, in_core) = app_of_tab(&pair, "between.xdc");
    advertise(&pair.tab, in_tab, node("http://member.:1/"));
    until_taken(&pair.core, in_core);
    assert_eq!(relays(&pair.core, &pair.tab), ["http://member.:1/"]);
}
