//! More than two in a realtime channel.

use estuary_tests::channel::{Group, Member, meet, open, until_connected};
use estuary_tests::page::{self, id};

/// Waits until both have heard what the other said.
fn exchange(one: &dyn Member, other: &dyn Member, size: usize) {
    for (from, to, byte) in [(one, other, 7), (other, one, 8)] {
        let data = vec![byte; size];
        from.say(&data);
        to.until("the data arrives", &mut || to.heard(&data) > 0);
    }
}

#[test]
fn c77_two_tabs_exchange_128000_bytes_through_the_relay() {
    let group = Group::new(page::bridge(), &["Grace"], &["Ada", "Ben"]);
    let [ada, ben] = &group.tabs[..] else { panic!("two tabs") };
    open(ada);
    open(ben);
    meet(&[ada, ben]);
    let before = group.bridge.relayed();
    exchange(ada, ben, 128_000);
    assert!(group.bridge.relayed() > before + 2 * 128_000, "through the relay of the bridge");
}

#[test]
fn two_real_cores_and_a_tab_of_whom_one_joins_late_and_one_starts_again() {
    let (recorder, bridge) = page::recorded_bridge();
    let group = Group::new(bridge, &["Grace", "Hedy"], &["Ada"]);
    let ([grace, hedy], [ada]) = (&group.natives[..], &group.tabs[..]) else { panic!("three members") };
    grace.join();
    open(ada);
    meet(&[grace, ada]);
    hedy.join();
    meet(&[grace, hedy, ada]);
    until_connected(ada, 2);

    // With its input and output a real core gives up its node; the next one has another key.
    hedy.core.go_offline();
    meet(&[grace, ada]);
    hedy.core.go_online();
    let before = recorder.nodes_heard();
    assert_eq!(before.len(), 2, "one node each");
    hedy.join();
    meet(&[grace, hedy, ada]);
    let new = recorder.nodes_heard().into_iter().filter(|node| !before.contains(node));
    assert_eq!(new.count(), 1, "a node of another key");
}

#[test]
fn c78_who_leaves_is_gone_and_who_vanishes_is_not_waited_for() {
    let group = Group::new(page::bridge(), &["Grace"], &["Ada", "Ben"]);
    let ([grace], [ada, ben]) = (&group.natives[..], &group.tabs[..]) else { panic!("three members") };
    grace.join();
    open(ada);
    open(ben);
    meet(&[grace, ada, ben]);
    until_connected(ben, 2);
    // Ada's endpoint lives on, so only her leaving the topic tells Ben.
    ada.browser.click(&id("app-close"));
    until_connected(ben, 1);
    meet(&[grace, ben]);
    open(ada);
    meet(&[grace, ada, ben]);
    // A real core says goodbye too.
    until_connected(ben, 2);
    grace.core.leave_channel(grace.instance);
    until_connected(ben, 1);
    grace.join();
    meet(&[grace, ada, ben]);

    // The renderer dies with its node and says nothing.
    let playing = ada.browser.tab();
    let spare = ada.browser.new_tab("about:blank");
    ada.browser.switch(&playing);
    ada.browser.crash_tab();
    meet(&[grace, ben]);
    ada.browser.switch(&spare);
    ada.browser.go(&ada.url);
    ada.open_first_chat();
    open(ada);
    meet(&[grace, ada, ben]);
}
