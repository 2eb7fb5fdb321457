//! A realtime channel of peers that have different relays, or none.

use estuary_tests::{
    bridge::Bridge,
    channel::{meet, open, tab_and},
    page::{self, id},
    real_core,
};

#[test]
fn c75_a_tab_goes_to_the_relay_of_a_peer_that_has_another() {
    let far = Bridge::start();
    let mut bridge = page::bridge();
    // A real core asks for METADATA once, when it logs in.
    bridge.stop();
    bridge.name_relay(Some(far.url()));
    bridge.start_again();
    let core = real_core::account(&bridge, "Grace");
    bridge.stop();
    bridge.name_relay(None);
    bridge.start_again();
    let (ada, grace) = tab_and(&bridge, core);
    grace.join();
    open(&ada);
    meet(&[&grace, &ada]);
    let bar = ada.browser.text(&id("app-channel"));
    assert!(bar.contains(&format!("localhost:{}", bridge.port())), "the tab's own relay: {bar}");
    assert!(far.relayed() > 0, "through the real core's relay");
    // Both dial each other through different relays now: the tab knows the real core, which hears of the new node by mail.
    for _ in 0..2 {
        ada.browser.reload();
        ada.open_first_chat();
        open(&ada);
        meet(&[&grace, &ada]);
    }
}

#[test]
fn a_server_without_a_relay_is_named_as_the_reason() {
    let mut bridge = page::bridge();
    bridge.stop();
    bridge.close_relay();
    bridge.start_again();
    let core = real_core::account(&bridge, "Grace");
    let (ada, _grace) = tab_and(&bridge, core);
    open(&ada);
    ada.browser.until("the bar says why nobody is there", || {
        ada.browser.text(&id("app-channel")).contains("offers no relay").then_some(())
    });
}
