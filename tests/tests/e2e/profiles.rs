//! Several profiles in one browser.

use crate::world::{self, arrived};
use estuary_tests::page::{self, Page, acquainted, id};
use serde_json::json;

/// Databases of profiles.
const DATABASES: &str = "return (await indexedDB.databases()).map(({name}) => name).filter(name => name.startsWith('estuary-')).sort()";

#[test]
fn profiles_work_at_once_and_know_nothing_of_each_other() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let with_ada = acquainted(&page, &core);
    page.send("from Ada");
    assert!(!page.browser.has(&id("profiles")), "one alone needs no choice");

    page.add_profile("Bea");
    assert!(!page.browser.has(&id("chat-row")));
    page.browser.click(&id("new-chat"));
    page.browser.click(&id("open-invite"));
    page.browser.type_into(&id("join-link"), &core.invite());
    page.browser.click(&id("join-check"));
    page.agree_to_join();
    page.send("from Bea");
    core.until_received("from Bea");
    page.until_shown("from Bea");
    assert!(!page.texts().contains(&"from Ada".to_owned()));
    assert_eq!(arrived(&core, with_ada), ["from Ada"]);

    // What comes for the other is seen here, and leads there; what is written here waits.
    page.browser.type_into(&id("composer"), "not yet sent");
    core.send(with_ada, "to Ada");
    let unread = format!("{}[title=Ada] {}", id("profile-way"), id("profile-unread"));
    page.browser.until("it is counted", || (page.browser.text(&unread) == "1").then_some(()));
    page.browser.until("the title counts it", || {
        page.browser.script("return document.title", vec![]).as_str()?.starts_with("(1)").then_some(())
    });
    page.browser.click(&id("news"));
    page.until_profile("Ada");
    page.until_shown("to Ada");
    assert!(page.texts().contains(&"from Ada".to_owned()));
    assert!(!page.texts().contains(&"from Bea".to_owned()));
    page.browser.reload();
    page.until_profile("Ada");
    page.open_first_chat();
    page.until_shown("to Ada");

    // Each tab shows one, and stays with it.
    let first = page.browser.tab();
    let second = page.browser.new_tab(&page.url);
    page.until_profile("Ada");
    page.switch_profile("Bea");
    page.open_first_chat();
    let draft = "return document.querySelector('[data-testid=composer]')?.value";
    page.browser.until("what was written is kept", || {
        (page.browser.script(draft, vec![]) == "not yet sent").then_some(())
    });
    page.browser.switch(&first);
    page.browser.reload();
    page.until_profile("Ada");
    page.open_first_chat();
    page.send("Ada again");
    page.until_state("Ada again", &["delivered", "read"]);
    core.until_received("Ada again");
    page.browser.close_tab();
    page.browser.switch(&second);
    page.until_profile("Bea");
    core.send(with_ada, "to Ada behind Bea");
    page.browser
        .until("it is counted without Ada's tab", || (page.browser.text(&unread) == "1").then_some(()));
    assert_eq!(arrived(&core, with_ada), ["from Ada", "Ada again"]);
    page.browser.click(&id("settings"));
    page.browser.find(&id("profile-row"));
}

#[test]
fn a_removed_profile_is_gone_in_all_tabs_and_the_others_stay() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let with_ada = acquainted(&page, &core);
    let remove = || {
        page.browser.click(&id("settings"));
        page.browser.click(&id("profile-remove"));
        page.browser.click(&id("agree"));
    };
    // One that was begun and left is not kept.
    page.browser.click(&id("settings"));
    page.browser.click(&id("profile-add"));
    page.browser.find(&id("name"));
    page.browser.click(&id("profile-to"));
    page.browser.find(&id("chat-row"));
    assert!(!page.browser.has(&id("profiles")));

    page.add_profile("Bea");
    assert_eq!(page.browser.script(DATABASES, vec![]), json!(["estuary-1", "estuary-2"]));
    let first = page.browser.tab();
    let second = page.browser.new_tab(&page.url);
    page.until_profile("Bea");
    let third = page.browser.new_tab(&page.url);
    page.until_profile("Bea");
    page.switch_profile("Ada");
    page.browser.switch(&first);
    remove();
    for tab in [&first, &second, &third] {
        page.browser.switch(tab);
        page.browser.find(&id("chat-row"));
        page.browser.until("one alone is left", || (!page.browser.has(&id("profiles"))).then_some(()));
    }
    page.browser.until("the database is gone", || {
        (page.browser.script(DATABASES, vec![]) == json!(["estuary-1"])).then_some(())
    });
    let snapshots = "return Object.keys(localStorage).filter(name => name.startsWith('snapshot-'))";
    assert_eq!(page.browser.script(snapshots, vec![]), json!(["snapshot-1"]), "and how its chats looked");
    page.open_first_chat();
    page.send("still here");
    page.until_state("still here", &["delivered", "read"]);
    core.until_received("still here");
    assert_eq!(arrived(&core, with_ada), ["still here"]);

    // With the last one everything begins anew.
    remove();
    page.create_profile("Cleo");
    assert!(!page.browser.has(&id("chat-row")));
    page.browser.until("the database is gone", || {
        (page.browser.script(DATABASES, vec![]) == json!(["estuary-3"])).then_some(())
    });
    page.browser.reload();
    page.browser.find(&id("panes"));
    assert!(!page.browser.has(&id("name")));
}
