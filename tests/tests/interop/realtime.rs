//! Realtime channels as the bridge's relay carries them (wire protocol §6).

use crate::world::{bridge, core};
use estuary_tests::{real_core::CoreAccount, xdc};

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
