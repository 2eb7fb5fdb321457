//! Updates of mini apps (wire protocol 5.2 to 5.4).

use crate::{
    apps::{app_of_core, app_of_tab, payloads},
    world::{self, Pair, person},
};
use estuary_api::{Command, Event, FileKind, Info, MessageBody, MessageId, Reply};
use estuary_tests::{mail, xdc};
use serde_json::{Value, json};

/// Payloads of the updates both sides have, in their order.
fn known(pair: &Pair, tab_id: MessageId, core_id: u64) -> (Vec<Value>, Vec<Value>) {
    let of_tab = pair.tab.updates(tab_id, 0).updates.into_iter();
    let of_tab = of_tab.map(|update| serde_json::from_str::<Value>(&update.json).unwrap()["payload"].clone());
    let of_core = pair.core.updates(core_id, 0).into_iter().map(|update| update["payload"].clone());
    (of_tab.collect(), of_core.collect())
}

#[track_caller]
fn until_both_know(
    pair: &Pair,
    (tab_id, core_id): (MessageId, u64),
    count: usize,
) -> (Vec<Value>, Vec<Value>) {
    pair.tab.until(&format!("both know {count} updates"), || {
        let known = known(pair, tab_id, core_id);
        (known.0.len() == count && known.1.len() == count).then_some(known)
    })
}

/// What the tab's mails with updates carry.
fn bundles(pair: &Pair) -> Vec<Value> {
    let reports = payloads(pair).into_iter().filter(|mail| {
        mail::value(mail, "Content-Type").is_some_and(|kind| kind.contains("report-type=\"status-update\""))
    });
    reports
        .map(|mail| {
            let mail = mail_parser::MessageParser::default().parse(&mail).unwrap().into_owned();
            let part = mail
                .attachments()
                .find(|part| mail_parser::MimeHeaders::attachment_name(*part) == Some("status-update.json"));
            serde_json::from_slice(part.unwrap().contents()).unwrap()
        })
        .collect()
}

#[test]
fn c60_updates_go_both_ways() {
    let pair = world::pair("Updater");
    for app in [app_of_tab(&pair, "one.xdc"), app_of_core(&pair, "two.xdc")] {
        let payloads = [json!(null), json!(0), json!(""), json!({"a": ["ä😀", false, 1.5]})];
        for payload in &payloads {
            pair.tab.send_update(app.0, &json!({"payload": payload}));
        }
        assert_eq!(until_both_know(&pair, app, 4).1, payloads);
        pair.core.send_update(app.1, &json!({"payload": "back"}));
        assert_eq!(until_both_know(&pair, app, 5).0[4], "back");
        assert!(pair.tab.events().contains(&Event::AppUpdates(app.0)));
    }
    let mails = payloads(&pair);
    let report = mails.iter().find(|mail| mail::value(mail, "Auto-Submitted").is_some()).unwrap();
    assert_eq!(mail::value(report, "Auto-Submitted").unwrap(), "auto-generated");
    assert!(mail::value(report, "In-Reply-To").is_some());
    assert!(mail::text(report).contains("Webxdc Status Update"));
    assert!(pair.core.received("Webxdc Status Update").is_empty(), "updates are no messages");
}

#[test]
fn c61_an_update_counts_once() {
    let (pair, writer) = (world::pair("Twice"), person(true));
    let (address, certificate) = (pair.tab.profile().address, pair.tab.secret_key().to_public_key());
    let app =
        writer.letter(&address, &certificate, "").carrying("multipart/mixed", &[("app.xdc", xdc::app("A"))]);
    let update = |uid: &str, payload: u32| {
        let json = json!({"updates": [{"payload": payload, "uid": uid}]}).to_string().into_bytes();
        let kind = "multipart/report; report-type=status-update";
        let letter =
            writer.letter(&address, &certificate, "").with("In-Reply-To", format!("<{}>", app.message_id));
        letter.carrying(kind, &[("status-update.json", json)])
    };
    // The first one overtakes its app, the second one comes twice, and the third by another mail.
    for letter in [&update("a", 1), &app, &update("b", 2), &update("b", 2), &update("b", 3), &update("c", 4)]
    {
        world::bridge().deliver(&address, &letter.mail());
    }
    let (row, _) = pair.tab.until_file("app.xdc");
    let payloads = pair.tab.until("the last update", || {
        let updates = pair.tab.updates(row.id, 0).updates;
        let payloads: Vec<Value> =
            updates.iter().map(|update| serde_json::from_str::<Value>(&update.json).unwrap()).collect();
        (payloads.last()? == &json!({"payload": 4})).then_some(payloads)
    });
    assert_eq!(payloads, [json!({"payload": 1}), json!({"payload": 2}), json!({"payload": 4})]);

    let app = app_of_tab(&pair, "mine.xdc");
    for n in 0..3 {
        pair.tab.send_update(app.0, &json!({"payload": n, "uid": "mine"}));
    }
    assert_eq!(until_both_know(&pair, app, 3).1.len(), 3, "an app has no say in it");
    let mut uids: Vec<Value> = bundles(&pair)
        .iter()
        .flat_map(|bundle| bundle["updates"].as_array().unwrap().clone())
        .map(|update| update["uid"].clone())
        .collect();
    uids.sort_by_key(Value::to_string);
    uids.dedup();
    assert_eq!(uids.len(), 3, "{uids:?}");
}

#[test]
fn c62_serials_grow_and_updates_are_replayed_after_any() {
    let pair = world::pair("Serial");
    let (one, two) = (app_of_tab(&pair, "one.xdc"), app_of_core(&pair, "two.xdc"));
    for n in 0..5 {
        pair.tab.send_update(one.0, &json!({"payload": n, "serial": 1000, "max_serial": 1}));
        pair.tab.send_update(two.0, &json!({"payload": n}));
    }
    until_both_know(&pair, one, 5);
    let all = pair.tab.updates(one.0, 0);
    let serials: Vec<u32> = all.updates.iter().map(|update| update.serial).collect();
    assert!(serials.is_sorted_by(|a, b| a < b) && serials[0] > 0, "{serials:?}");
    assert_eq!(all.max_serial, serials[4]);
    for (index, serial) in serials.iter().enumerate() {
        let rest = pair.tab.updates(one.0, *serial);
        assert_eq!((rest.updates.as_slice(), rest.max_serial), (&all.updates[index + 1..], serials[4]));
    }
    pair.tab.reload();
    assert_eq!(pair.tab.updates(one.0, 0), all, "after a reload too");
}

#[test]
fn c64_updates_of_strangers_are_dropped() {
    let (pair, stranger) = (world::pair("Closed"), person(true));
    let app = app_of_tab(&pair, "ours.xdc");
    let instance = pair.core.message_id(app.1);
    for (address, certificate) in [
        (pair.tab.profile().address, pair.tab.secret_key().to_public_key()),
        (pair.core.address(), pair.core.certificate()),
    ] {
        let json = json!({"updates": [{"payload": "stranger", "info": "stranger"}]}).to_string().into_bytes();
        let letter = stranger.letter(&address, &certificate, "").with("In-Reply-To", format!("<{instance}>"));
        let kind = "multipart/report; report-type=status-update";
        let letter = letter.carrying(kind, &[("status-update.json", json)]);
        world::bridge().deliver(&address, &letter.mail());
        world::bridge().deliver(&address, &stranger.letter(&address, &certificate, "after it").mail());
    }
    pair.tab.until_received("after it");
    pair.core.until_received("after it");
    assert_eq!(known(&pair, app.0, app.1), (vec![], vec![]));
}

#[test]
fn c65_updates_are_merged_up_to_a_size_and_paced() {
    let pair = world::pair("Busy");
    let app = app_of_tab(&pair, "busy.xdc");
    for n in 0..40 {
        pair.tab.send_update(app.0, &json!({"payload": n}));
    }
    let (_, known) = until_both_know(&pair, app, 40);
    assert_eq!(known, (0..40).map(Value::from).collect::<Vec<_>>());
    let mails = bundles(&pair).len();
    assert!(mails < 40, "{mails} mails for 40 updates");

    let large = "x".repeat(60 << 10);
    pair.tab.offline(true);
    for n in 0..3 {
        pair.tab.send_update(app.0, &json!({"payload": {"n": n, "x": large}}));
    }
    pair.tab.offline(false);
    until_both_know(&pair, app, 43);
    let sizes: Vec<usize> =
        bundles(&pair)[mails..].iter().map(|bundle| bundle["updates"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [1, 1, 1], "two would be more than 100 KiB");
}

#[test]
fn c67_what_updates_tell_is_shown() {
    let pair = world::pair("Teller");
    let app = app_of_core(&pair, "told.xdc");
    let lines = || match pair.tab.ask(Command::Messages { chat: pair.tab_chat, before: None, limit: 100 }) {
        Ok(Reply::Messages(page)) => page
            .rows
            .into_iter()
            .filter_map(|row| match row.body {
                MessageBody::Info(Info::App { instance, href, text }) => {
                    assert_eq!(instance, app.0);
                    Some((text, href))
                }
                _ => None,
            })
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    for n in 1..=2 {
        let update = json!({"payload": n, "info": format!("move {n}"), "document": format!("Game {n}"), "summary": "a\u{202e}b"});
        pair.core.send_update(app.1, &update);
        pair.tab.until("the line", || {
            lines().last().is_some_and(|(text, _)| *text == format!("move {n}")).then_some(())
        });
    }
    assert_eq!(lines(), [("move 2".to_owned(), None)], "a line takes the place of the one before");
    pair.core.send_update(app.1, &json!({"payload": 3, "info": "look", "href": "page.html#x"}));
    pair.tab.until("a line that leads somewhere", || (lines().len() == 2).then_some(()));
    assert_eq!(lines()[1], ("look".to_owned(), Some("page.html#x".to_owned())));
    let summary = pair.tab.instance(app.0).summary;
    assert_eq!((summary.document.as_str(), summary.summary.as_str()), ("Game 2", "ab"));

    let update =
        json!({"payload": 4, "info": "from the tab", "href": "y", "document": "Tab", "summary": "done"});
    pair.tab.send_update(app.0, &update);
    until_both_know(&pair, app, 4);
    let info = pair.core.call("get_webxdc_info", [json!(app.1)]);
    assert_eq!((info["document"].as_str(), info["summary"].as_str()), (Some("Tab"), Some("done")));
    let ids = pair.core.call("get_message_ids", [json!(pair.core_chat), json!(true), json!(false)]);
    let last = pair.core.message(ids.as_array().unwrap().last().unwrap().as_u64().unwrap());
    assert_eq!((last["text"].as_str(), last["webxdcHref"].as_str()), (Some("from the tab"), Some("y")));
}

#[test]
fn c60_updates_wait_while_offline_and_a_contact_request_sends_none() {
    let (pair, writer) = (world::pair("Patient"), person(true));
    let (address, certificate) = (pair.tab.profile().address, pair.tab.secret_key().to_public_key());
    let letter = writer.letter(&address, &certificate, "");
    world::bridge()
        .deliver(&address, &letter.carrying("multipart/mixed", &[("asked.xdc", xdc::app("A"))]).mail());
    let (row, file) = pair.tab.until_file("asked.xdc");
    assert_eq!(file.kind, FileKind::App);
    assert!(!pair.tab.instance(row.id).can_send);
    let update = json!({"payload": 1}).to_string();
    let id = estuary_api::SendId([3; 16]);
    let send = estuary_api::AppCommand::SendUpdate { id, instance: row.id, update };
    assert!(pair.tab.ask(Command::App(send)).is_err());
    assert_eq!(pair.tab.updates(row.id, 0).updates, []);
    let accept = Command::AcceptChat(pair.tab.instance(row.id).chat);
    assert_eq!(pair.tab.ask(accept), Ok(Reply::Done));
    assert!(pair.tab.instance(row.id).can_send);
    pair.tab.send_update(row.id, &json!({"payload": 2}));
    assert_eq!(pair.tab.updates(row.id, 0).updates.len(), 1);

    let app = app_of_tab(&pair, "away.xdc");
    pair.tab.offline(true);
    pair.tab.send_update(app.0, &json!({"payload": "made offline"}));
    assert_eq!(pair.tab.updates(app.0, 0).updates.len(), 1, "it comes back at once");
    pair.tab.offline(false);
    assert_eq!(until_both_know(&pair, app, 1).1, ["made offline"]);
}
