//! From a URL to a member, with and without an invite in it.

use crate::world;
use estuary_tests::page::{self, Page, id};

#[test]
fn the_first_load_asks_for_a_name_and_nothing_else() {
    let bridge = page::bridge();
    let page = Page::new(&bridge, &[]);
    page.browser.go(&page.url);
    page.browser.find(&id("name"));
    page.create_profile("Ada");

    // What is there stays there, over a reload and over a restart of the browser.
    page.browser.reload();
    page.browser.find(&id("panes"));
    let mut page = page;
    page.browser.restart();
    page.browser.go(&page.url);
    page.browser.find(&id("panes"));
    assert!(!page.browser.has(&id("name")));

    page.browser.click(&id("settings"));
    page.browser.find(&id("profile-name"));
}

#[test]
fn an_invite_in_the_url_first_makes_the_profile_and_then_joins() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let invite = core.invite();
    let (_, fragment) = invite.split_once('#').unwrap();
    let page = Page::new(&bridge, &[]);
    page.browser.go(&format!("{}/#{fragment}", page.url));
    page.browser
        .until("the inviter is named", || page.browser.text(&id("invited")).contains("Grace").then_some(()));
    page.create_profile("Ada");
    assert!(page.browser.text(&id("join-ask")).contains("Grace"));
    page.agree_to_join();
    core.until_joined();
    page.browser.find(&id("composer"));
    page.send("I came by your link");
    core.until_received("I came by your link");
    // Neither the address bar nor a reload offers the invite a second time.
    assert!(!page.browser.url().contains(fragment));
    page.browser.reload();
    page.browser.find(&id("panes"));
    assert!(!page.browser.has(&id("join-ask")));
}
