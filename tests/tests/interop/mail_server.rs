//! Real cores with nothing of ours between them but the mail server: all that an unmodified Delta Chat needs of it.

use crate::world::bridge;
use estuary_bridge::{Config, dclogin::Login};
use estuary_tests::real_core::{CoreAccount, RealCore, state};
use serde_json::{Value, json};
use std::{fs, sync::OnceLock};

fn real_core() -> &'static RealCore {
    static CORE: OnceLock<RealCore> = OnceLock::new();
    CORE.get_or_init(RealCore::start)
}

fn account(name: &str) -> CoreAccount {
    real_core().account(name, &bridge().transport_of_core(&bridge().new_address(), "long-enough"))
}

/// Two accounts that met by an invite, and the chat with the other in each.
fn acquaintances() -> [(CoreAccount, u64); 2] {
    let (alice, bob) = (account("Alice"), account("Bob"));
    let chat_of_bob = bob.join(&alice.invite());
    alice.until_joined();
    bob.until_joined();
    let contact = alice.contact(&bob.address()).expect("Alice knows who joined")["id"].as_u64().unwrap();
    let chat_of_alice = alice.chat_with(contact);
    [(alice, chat_of_alice), (bob, chat_of_bob)]
}

#[test]
fn two_real_cores_meet_and_talk() {
    let [(alice, chat_of_alice), (bob, chat_of_bob)] = acquaintances();
    let question = bob.send(chat_of_bob, "Is the tide coming in?");
    let seen = alice.until_received("Is the tide coming in?");
    assert_eq!(seen["showPadlock"], true);
    alice.mark_seen(&[seen["id"].as_u64().unwrap()]);
    bob.until_state(question, state::READ);
    let answer = alice.send(chat_of_alice, "It is");
    bob.until_received("It is");
    alice.until_state(answer, state::DELIVERED);
}

#[test]
fn a_file_of_three_megabytes_arrives_whole() {
    let [(alice, chat_of_alice), (bob, chat_of_bob)] = acquaintances();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.bin");
    let content: Vec<u8> = (0..3_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    fs::write(&path, &content).unwrap();
    bob.call("send_msg", [json!(chat_of_bob), json!({"file": path})]);
    // The announcement comes first; the file itself is a mail of its own.
    let announced = alice.until("the file is announced", || alice.messages(chat_of_alice).pop());
    let id = announced["id"].as_u64().unwrap();
    if announced["downloadState"] == "Available" {
        alice.call("download_full_message", [json!(id)]);
    }
    let file = alice.until("the file is there", || {
        let message = alice.message(id);
        message["file"].as_str().filter(|_| message["downloadState"] == "Done").map(str::to_owned)
    });
    assert!(fs::read(file).unwrap() == content, "the file is another one");
}

#[test]
fn a_wrong_password_is_refused() {
    let address = bridge().new_mailbox();
    let stranger = real_core().offline_account("Stranger");
    let wrong = bridge().transport_of_core(&address, "not-the-password");
    let refused = stranger.try_call("add_or_update_transport", [wrong]).unwrap_err();
    assert!(refused.contains("Login refused"), "{refused}");
}

#[test]
fn a_login_code_makes_an_account() {
    let transport = bridge().transport_of_core("", "");
    let port = |key: &str| transport[key].as_u64().and_then(|port| u16::try_from(port).ok()).unwrap();
    let mut config = Config::defaults().unwrap();
    config.mail.domain = bridge().domain().to_owned();
    let login = Login::invent(&config).unwrap();
    let here = |key| ([127, 0, 0, 1], port(key)).into();
    let newcomer = real_core().offline_account("Newcomer");
    newcomer
        .call("add_transport_from_qr", [Value::from(login.code(here("imapPort"), here("smtpPort"), None))]);
    newcomer.go_online();
    assert_eq!(newcomer.address(), login.address);
}
