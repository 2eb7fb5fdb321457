//! One profile, several tabs.

use crate::world::{self, arrived};
use estuary_tests::page::{self, Page, acquainted, id};

#[test]
fn all_tabs_are_live_and_any_of_them_can_go() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    let first = page.browser.tab();
    let others = [(); 2].map(|()| {
        let tab = page.browser.new_tab(&page.url);
        page.open_first_chat();
        tab
    });
    let tabs = [first, others[0].clone(), others[1].clone()];

    page.browser.switch(&tabs[1]);
    page.send("from the second tab");
    for tab in &tabs {
        page.browser.switch(tab);
        page.until_shown("from the second tab");
    }
    core.until_received("from the second tab");
    core.send(chat, "to all tabs");
    for tab in &tabs {
        page.browser.switch(tab);
        page.until_shown("to all tabs");
    }

    // The first tab leads; the others go on without it, then one without the other.
    page.browser.switch(&tabs[0]);
    page.browser.close_tab();
    page.browser.switch(&tabs[2]);
    page.send("the first tab is gone");
    page.until_state("the first tab is gone", &["delivered", "read"]);
    core.until_received("the first tab is gone");
    page.browser.switch(&tabs[1]);
    page.until_shown("the first tab is gone");
    page.browser.switch(&tabs[2]);
    page.browser.close_tab();
    page.browser.switch(&tabs[1]);
    page.send("and the third");
    page.until_state("and the third", &["delivered", "read"]);
    core.until_received("and the third");
    core.send(chat, "one is enough");
    page.until_shown("one is enough");
    assert_eq!(arrived(&core, chat), ["from the second tab", "the first tab is gone", "and the third"]);
}

#[test]
fn a_leading_tab_that_dies_while_sending_loses_and_doubles_nothing() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    let leading = page.browser.tab();
    let other = page.browser.new_tab(&page.url);
    page.open_first_chat();
    page.browser.find(&id("composer"));

    // Both tabs send; the leading one dies with its renderer before it can say goodbye.
    let texts = ["one", "two", "three", "four"];
    page.send(texts[0]);
    page.browser.switch(&leading);
    page.send(texts[1]);
    page.send(texts[2]);
    page.until_shown(texts[2]);
    page.browser.crash_tab();
    page.browser.switch(&other);
    page.send(texts[3]);
    for text in texts {
        page.until_state(text, &["delivered", "read"]);
    }
    core.until_received(texts[3]);
    assert_eq!(arrived(&core, chat), texts);
    page.browser.reload();
    page.open_first_chat();
    page.until_shown(texts[3]);
    assert_eq!(page.texts(), texts);
}
