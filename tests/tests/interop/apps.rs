//! Instances of mini apps (wire protocol 2.8, 2.15, 5.1, 5.5, 6.2).

use crate::world::{self, Pair, person, receivers};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use estuary_api::{
    AppCommand, Attachment, Command, Event, FileKind, MediaCommand, MessageId, NewFile, Reply, SendId,
};
use estuary_tests::{
    anatomy::{Anatomy, Opener},
    forge::Letter,
    mail,
    native::Tab,
    real_core::CoreAccount,
    xdc,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The tab's own payloads, as the real core can read them.
pub(crate) fn payloads(pair: &Pair) -> Vec<Vec<u8>> {
    payloads_to(&pair.core, &pair.tab)
}

/// Payloads of a tab, as far as this real core can read them.
pub(crate) fn payloads_to(core: &CoreAccount, tab: &Tab) -> Vec<Vec<u8>> {
    let key = core.secret_key();
    let sent = tab.wire().sent();
    sent.iter()
        .filter_map(|mail| Some(Anatomy::of(mail, Opener::Key(&key)).ok()?.payload().to_vec()))
        .collect()
}

/// An app of the tab, as both sides show it.
pub(crate) fn app_of_tab(pair: &Pair, name: &str) -> (MessageId, u64) {
    let sent = pair.tab.send_file(pair.tab_chat, name, FileKind::App, &xdc::app(name));
    let received = pair.core.until("the app arrives", || pair.core.received_files(name).pop());
    (sent, received["id"].as_u64().unwrap())
}

/// An app of the real core, as both sides show it.
pub(crate) fn app_of_core(pair: &Pair, name: &str) -> (MessageId, u64) {
    let sent = pair.core.send_file(pair.core_chat, name, Some("Webxdc"), &xdc::app(name));
    (pair.tab.until_file(name).0.id, sent)
}

fn info(pair: &Pair, id: u64) -> Value {
    pair.core.call("get_webxdc_info", [json!(id)])
}

#[test]
fn c58_apps_are_known_on_both_sides_and_archives_without_a_page_are_files() {
    let pair = world::pair("Player");
    let (from_tab, in_core) = app_of_tab(&pair, "mine.xdc");
    assert_eq!(pair.core.message(in_core)["viewType"], "Webxdc");
    assert_eq!(info(&pair, in_core)["name"], "mine.xdc");
    assert_eq!(info(&pair, in_core)["sourceCodeUrl"], "https://example.org/source");
    let own = pair.tab.instance(from_tab);
    assert!(own.is_app_sender && own.can_send && !own.is_broadcast && !own.needs_newer);

    let (in_tab, _) = app_of_core(&pair, "theirs.xdc");
    let instance = pair.tab.instance(in_tab);
    assert_eq!(instance.source_code_url.as_deref(), Some("https://example.org/source"));
    assert!(!instance.is_app_sender && instance.can_send);
    assert_ne!(instance.label, own.label);
    let file = Command::App(AppCommand::File { instance: in_tab, path: "index.html".into() });
    assert_eq!(pair.tab.ask(file), Ok(Reply::AppFile(b"<!doctype html><title>x</title>".to_vec())));

    pair.core.send_file(pair.core_chat, "none.xdc", None, &xdc::archive([("start.html", &b"x"[..])]));
    assert_eq!(pair.tab.until_file("none.xdc").1.kind, FileKind::File);
}

#[test]
fn c58_the_media_type_does_not_matter() {
    let (receivers, sender) = (receivers(), person(true));
    for (name, bytes, is_app) in [
        ("as-text.xdc", xdc::app("A"), true),
        ("broken.xdc", b"7z\xbc\xaf\x27\x1c".to_vec(), false),
        ("app.zip", xdc::app("B"), false),
    ] {
        receivers.deliver(|address, certificate| {
            let mut letter = sender.letter(address, certificate, "");
            letter.content_type = "multipart/mixed; boundary=\"m\"".into();
            letter.body = format!(
                "--m\r\nContent-Type: text/plain\r\n\r\n\r\n--m\r\nContent-Type: text/x-anything\r\n\
                 Content-Disposition: attachment; filename=\"{name}\"\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--m--\r\n",
                STANDARD.encode(&bytes)
            )
            .into_bytes();
            letter
        });
        let theirs = receivers.core.until("it arrives", || receivers.core.received_files(name).pop());
        assert_eq!(theirs["viewType"] == "Webxdc", is_app, "{name}: {theirs}");
        let (_, file): (_, Attachment) = receivers.tab.until_file(name);
        assert_eq!(file.kind == FileKind::App, is_app, "{name}");
    }
}

#[test]
fn c59_large_apps_come_in_two_mails_both_ways() {
    let pair = world::pair("Mover");
    let app = xdc::large_app("Big", 300_000);
    let sent = pair.tab.send_file(pair.tab_chat, "big.xdc", FileKind::App, &app);
    let received = pair.core.until("the file arrives", || {
        pair.core.received_files("big.xdc").into_iter().find(|message| message["downloadState"] == "Done")
    });
    let id = received["id"].as_u64().unwrap();
    assert_eq!(
        (received["viewType"].as_str(), received["fileBytes"].as_u64()),
        (Some("Webxdc"), Some(app.len() as u64))
    );
    assert_eq!(info(&pair, id)["name"], "Big");

    let payloads = payloads(&pair);
    let field = |name: &str| payloads.iter().filter_map(|mail| mail::value(mail, name)).collect::<Vec<_>>();
    let [real] = &field("Chat-Post-Message-ID")[..] else { panic!("not one mail went ahead") };
    assert_eq!(real.trim_matches(['<', '>']), pair.core.message_id(id), "the instance is the second mail");
    let metadata: Value = serde_json::from_str(&field("Chat-Post-Message-Metadata")[0]).unwrap();
    assert_eq!(metadata, json!({"size": app.len(), "viewtype": "Webxdc", "filename": "Big"}));
    let outside = pair.tab.wire().sent();
    let marked = outside.iter().filter(|mail| mail::value(mail, "Chat-Is-Post-Message").is_some());
    assert_eq!(marked.count(), 1);
    assert!(pair.tab.instance(sent).self_addr.len() == 64);

    let sent =
        pair.core.send_file(pair.core_chat, "huge.xdc", Some("Webxdc"), &xdc::large_app("Huge", 400_000));
    let (row, file) = pair.tab.until_file("huge.xdc");
    assert_eq!((file.kind, file.app.unwrap().name.as_str()), (FileKind::App, "Huge"));
    let expected = format!("{}-{}", pair.tab.profile().fingerprint, pair.core.message_id(sent));
    let expected = format!("{:x}", Sha256::digest(expected));
    assert_eq!(pair.tab.instance(row.id).self_addr, expected);
}

/// Keeps an app as the draft of the tab's chat; its instance.
pub(crate) fn draft_of_tab(pair: &Pair, name: &str, bytes: Vec<u8>) -> MessageId {
    let (kind, size, duration) = (FileKind::App, None, None);
    let file = NewFile { name: name.into(), media_type: String::new(), kind, size, duration, bytes };
    let keep = MediaCommand::SetDraft { chat: pair.tab_chat, place: 1, file: Some(file) };
    assert_eq!(pair.tab.ask(Command::Media(keep)), Ok(Reply::Done));
    pair.tab.chat(pair.tab_chat).draft_files[0].instance.unwrap()
}

/// Sends that draft.
pub(crate) fn send_draft(pair: &Pair) -> MessageId {
    let (id, chat) = (SendId(uuid::Uuid::new_v4().into_bytes()), pair.tab_chat);
    let send = MediaCommand::SendDraft { id, chat, place: 1, text: String::new(), quote: None };
    match pair.tab.ask(Command::Media(send)) {
        Ok(Reply::Sent(id)) => id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn c59_an_app_used_as_a_draft_is_the_same_afterwards_small_and_large() {
    let pair = world::pair("Drafter");
    for (name, bytes) in [("s.xdc", xdc::app("S")), ("l.xdc", xdc::large_app("L", 200_000))] {
        let draft = draft_of_tab(&pair, name, bytes);
        let address = pair.tab.instance(draft).self_addr;
        pair.tab.send_update(draft, &json!({"payload": name, "info": "not told", "summary": "begun"}));
        assert_eq!(send_draft(&pair), draft);
        assert_eq!(pair.tab.instance(draft).self_addr, address);
        let received = pair.core.until("the app arrives", || {
            pair.core
                .received_files(name)
                .into_iter()
                .find(|message| message["downloadState"] == "Done" && message["viewType"] == "Webxdc")
        });
        let id = received["id"].as_u64().unwrap();
        // Core shows the app before it has read the updates that came in the same mail.
        let payloads: Vec<Value> = pair.core.until("what was done in the draft is there", || {
            let updates = pair.core.updates(id, 0);
            let payloads = updates.into_iter().map(|update| update["payload"].clone()).collect::<Vec<_>>();
            (!payloads.is_empty()).then_some(payloads)
        });
        assert_eq!(payloads, [json!(name)]);
        assert_eq!(info(&pair, id)["summary"], "begun");
        let expected = format!("{}-{}", pair.tab.profile().fingerprint, pair.core.message_id(id));
        assert_eq!(address, format!("{:x}", Sha256::digest(expected)));
        pair.tab.send_update(draft, &json!({"payload": "afterwards"}));
        pair.core.until("it goes on", || (pair.core.updates(id, 0).len() == 2).then_some(()));
    }
    assert!(pair.core.received("not told").is_empty());

    // The other way round.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("theirs.xdc");
    std::fs::write(&file, xdc::app("Theirs")).unwrap();
    let none = Value::Null;
    let set = [json!(pair.core_chat), json!("take it"), json!(file), json!("theirs.xdc"), none.clone(), none];
    pair.core.call("misc_set_draft", set);
    let draft = pair.core.call("get_draft", [json!(pair.core_chat)])["id"].as_u64().unwrap();
    pair.core.send_update(draft, &json!({"payload": "as a draft", "info": "not told"}));
    pair.core.call("misc_send_draft", [json!(pair.core_chat)]);
    let (row, _) = pair.tab.until_file("theirs.xdc");
    let all = pair.tab.updates(row.id, 0).updates;
    assert_eq!(all.len(), 1);
    assert!(all[0].json.contains("as a draft"), "{all:?}");
}

#[test]
fn c63_addresses_of_apps_are_what_the_real_core_computes() {
    let pair = world::pair("Namer");
    for (tab_id, core_id) in [app_of_tab(&pair, "one.xdc"), app_of_core(&pair, "two.xdc")] {
        // What the real core calls itself follows the rule; so whoever it calls by the rule is the tab.
        let id = pair.core.message_id(core_id);
        let own = format!("{:x}", Sha256::digest(format!("{}-{id}", pair.core.fingerprint())));
        assert_eq!(info(&pair, core_id)["selfAddr"], own);
        let address = pair.tab.instance(tab_id).self_addr;
        assert_eq!(
            address,
            format!("{:x}", Sha256::digest(format!("{}-{id}", pair.tab.profile().fingerprint)))
        );

        let call = format!("only you, {id}");
        pair.core.send_update(core_id, &json!({"payload": 1, "notify": {address: call, "*": "others"}}));
        pair.tab.until("the notification", || {
            let mut events = pair.tab.events().into_iter();
            events.find(|event| matches!(event, Event::AppNotify { text, .. } if *text == call))
        });
        let back = format!("and you, {id}");
        pair.tab.send_update(tab_id, &json!({"payload": 2, "notify": {own: back}}));
        pair.core.until("its notification", || {
            let mut events = pair.core.events().into_iter();
            events.find(|event| event["kind"] == "IncomingWebxdcNotify" && event["text"] == back)
        });
    }
}

#[test]
fn c68_the_topic_is_sent_with_the_app_in_both_mails() {
    let pair = world::pair("Topic");
    app_of_tab(&pair, "small.xdc");
    pair.tab.send_file(pair.tab_chat, "large.xdc", FileKind::App, &xdc::large_app("L", 200_000));
    pair.core.until("the file arrives", || {
        pair.core.received_files("large.xdc").into_iter().find(|message| message["downloadState"] == "Done")
    });
    let topics: Vec<String> =
        payloads(&pair).iter().filter_map(|mail| mail::value(mail, "Iroh-Gossip-Topic")).collect();
    let [small, ahead, large] = &topics[..] else { panic!("{topics:?}") };
    assert_eq!(ahead, large);
    assert_ne!(small, large);
    for topic in &topics {
        let allowed = |c: u8| c.is_ascii_lowercase() || (b'2'..=b'7').contains(&c);
        assert!(topic.len() == 52 && topic.bytes().all(allowed), "{topic}");
    }
}

#[test]
fn c74_an_advertisement_for_an_unknown_app_is_not_remembered() {
    let (receivers, writer) = (receivers(), person(true));
    let unknown = format!("<{}@localhost>", uuid::Uuid::new_v4());
    let address =
        json!({"node_id": "ab".repeat(32), "relay_url": "https://x.example./", "direct_addresses": []});
    let id = format!("{}@localhost", uuid::Uuid::new_v4());
    let named = |mut letter: Letter| {
        letter.message_id.clone_from(&id);
        letter.with("Message-ID", format!("<{id}>"))
    };
    receivers.deliver(|to, certificate| {
        let letter = named(writer.letter(to, certificate, ""));
        letter.with("In-Reply-To", unknown.clone()).with("Iroh-Node-Addr", address.to_string())
    });
    receivers.deliver(|to, certificate| writer.letter(to, certificate, "between"));
    receivers.both_show("between");
    receivers.deliver(|to, certificate| named(writer.letter(to, certificate, "the same mail once more")));
    receivers.both_show("the same mail once more");
}
