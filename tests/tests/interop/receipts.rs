//! Read receipts (wire protocol 2.12).

use crate::world::{self, conversation};
use estuary_api::{Command, DeliveryState, Reply, Settings};
use estuary_tests::{
    anatomy::{Anatomy, Opener},
    filter, mail,
    real_core::state,
};
use pgp::composed::SignedSecretKey;

/// Payloads of the receipts among these mails.
fn receipts(mails: &[Vec<u8>], key: &SignedSecretKey) -> Vec<Vec<u8>> {
    let opened = mails.iter().filter_map(|mail| Anatomy::of(mail, Opener::Key(key)).ok());
    let payloads = opened.map(|anatomy| anatomy.payload().to_vec());
    payloads
        .filter(|payload| mail::value(payload, "Content-Type").unwrap().contains("disposition-notification"))
        .collect()
}

#[test]
fn c33_receipts_go_both_ways_and_only_encrypted() {
    let talk = conversation();
    let key = talk.pair.core.secret_key();
    // The states were waited for when the conversation was made; here are the bytes.
    let [receipt] = &receipts(&talk.tab_mails, &key)[..] else { panic!("not one receipt of the tab") };
    let text = String::from_utf8_lossy(receipt);
    let root = mail::value(receipt, "Content-Type").unwrap();
    assert!(root.starts_with("multipart/report") && root.contains("hp=\"cipher\""), "{root}");
    assert_eq!(mail::value(receipt, "Auto-Submitted").unwrap(), "auto-replied");
    assert_eq!(mail::value(receipt, "Chat-Disposition-Notification-To"), None);
    assert_eq!(mail::value(receipt, "Autocrypt-Gossip"), None);
    let address = talk.pair.tab.profile().address;
    assert!(text.contains(&format!("Final-Recipient: rfc822;{address}")), "{text}");
    let read = talk.pair.core.message_id(talk.from_core.0);
    assert!(text.contains(&format!("Original-Message-ID: <{read}>")), "{text}");
    assert!(text.contains("Disposition: manual-action/MDN-sent-automatically; displayed"), "{text}");
    assert!(talk.tab_mails.iter().all(|mail| filter::check(mail).is_ok()));
    assert_eq!(receipts(&talk.core_mails, &key).len(), 1);
}

#[test]
fn c33_one_receipt_for_several_messages_of_the_tab() {
    let pair = world::pair("Reader");
    let texts = ["one", "two", "three"];
    let sent = texts.map(|text| pair.tab.send(pair.tab_chat, text));
    let received = texts.map(|text| pair.core.until_received(text)["id"].as_u64().unwrap());
    pair.core.mark_seen(&received);
    for message in sent {
        pair.tab.until_state(pair.tab_chat, message, &DeliveryState::Read);
    }
    let receipts = receipts(&pair.tab.wire().fetched(), &pair.core.secret_key());
    let batched = |receipt: &Vec<u8>| String::from_utf8_lossy(receipt).contains("Additional-Message-IDs: <");
    assert!(
        receipts.iter().any(batched),
        "the real core sent {} receipts, none for several messages",
        receipts.len()
    );
}

#[test]
fn c33_one_receipt_for_several_messages_of_the_real_core() {
    let pair = world::pair("Writer");
    let texts = ["four", "five", "six"];
    let sent = texts.map(|text| pair.core.send(pair.core_chat, text));
    let [.., last] = texts.map(|text| pair.tab.until_received(text).1.id);
    pair.tab.mark_seen(pair.tab_chat, last);
    for message in sent {
        pair.core.until_state(message, state::READ);
    }
    let receipts = receipts(&pair.tab.wire().sent(), &pair.core.secret_key());
    let [receipt] = &receipts[..] else { panic!("{} receipts", receipts.len()) };
    let receipt = String::from_utf8_lossy(receipt);
    let line = receipt.lines().find(|line| line.starts_with("Additional-Message-IDs:"));
    assert_eq!(line.expect("two more").matches("@localhost>").count(), 2);
}

#[test]
fn c33_whoever_wants_no_receipts_sends_none() {
    let pair = world::pair("Private");
    let off = Command::SetSettings(Settings { read_receipts: false, realtime: true, download_limit: None });
    assert_eq!(pair.tab.ask(off), Ok(Reply::Done));
    pair.core.send(pair.core_chat, "are you there?");
    let (_, row) = pair.tab.until_received("are you there?");
    pair.tab.mark_seen(pair.tab_chat, row.id);
    pair.tab.send(pair.tab_chat, "who knows");
    pair.core.until_received("who knows");
    let key = pair.core.secret_key();
    assert!(receipts(&pair.tab.wire().sent(), &key).is_empty());
    let sent = pair.tab.wire().sent();
    let last = Anatomy::of(sent.last().unwrap(), Opener::Key(&key)).unwrap();
    assert_eq!(mail::value(last.payload(), "Chat-Disposition-Notification-To"), None);
}
