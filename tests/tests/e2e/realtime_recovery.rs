//! A realtime channel after its relay or a page has started again.

use estuary_tests::channel::{meet, open, tab_and_native, until_connected};
use estuary_tests::page;

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
