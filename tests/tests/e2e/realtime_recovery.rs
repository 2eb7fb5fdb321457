//! A realtime channel after its relay or a page has started again, after a sleep, and on another network.

use estuary_tests::channel::{meet, open, tab_and_native, until_connected};
use estuary_tests::page::{self, id};
use std::time::Duration;

/// Longer than others wait for a sign of life.
const NAP: Duration = Duration::from_secs(20);

#[test]
fn a_channel_heals_when_its_relay_starts_again() {
    let mut bridge = page::bridge();
    let (ada, grace) = tab_and_native(&bridge);
    grace.join();
    open(&ada);
    meet(&[&grace, &ada]);
    bridge.stop();
    bridge.start_again();
    // Both find back to it, and neither joins anew.
    meet(&[&grace, &ada]);
    assert!(bridge.relayed() > 0, "through the new relay");
    until_connected(&ada, 1);

    // Without the program that does all this there is no channel, and the bar says so.
    ada.browser.reload();
    ada.browser.script("document.querySelector('meta[name=estuary-realtime]').content = '/gone.js'", vec![]);
    ada.open_first_chat();
    open(&ada);
    ada.browser.until("the bar says that realtime ended", || {
        ada.browser.text(&id("app-channel")).contains("ended by an error").then_some(())
    });
}

#[test]
fn c76_a_page_that_is_loaded_again_comes_back_with_another_key() {
    let (recorder, bridge) = page::recorded_bridge();
    let (ada, grace) = tab_and_native(&bridge);
    grace.join();
    for _ in 0..3 {
        open(&ada);
        meet(&[&grace, &ada]);
        ada.browser.reload();
        ada.open_first_chat();
    }
    let mut nodes = recorder.browsers_nodes();
    nodes.sort_unstable();
    nodes.dedup();
    assert_eq!(nodes.len(), 3, "a key for each session");
}

#[test]
fn a_channel_heals_after_a_sleep_and_on_another_network() {
    let (recorder, bridge) = page::recorded_bridge();
    let (ada, grace) = tab_and_native(&bridge);
    grace.join();
    open(&ada);
    meet(&[&grace, &ada]);
    // By the time she wakes up, the real core has given her up.
    ada.browser.sleep(NAP);
    meet(&[&grace, &ada]);
    until_connected(&ada, 1);
    let signed_on = recorder.browsers_nodes().len();

    // Her connections lead nowhere, and the relay will not tell; but the system tells the browser, and she signs on to the
    // relay anew, before anybody misses a sign of life.
    recorder.lose_browsers();
    ada.browser.tell_online();
    ada.browser.until("she signs on anew", || (recorder.browsers_nodes().len() > signed_on).then_some(()));
    meet(&[&grace, &ada]);
    until_connected(&ada, 1);
}
