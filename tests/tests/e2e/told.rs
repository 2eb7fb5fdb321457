//! What the app itself tells a person, and finding what others told.

use crate::world;
use estuary_tests::page::{self, Page, acquainted, id};

fn select(page: &Page, name: &str, label: &str) {
    let choose = "const select = document.querySelector(args[0]);\
        const option = [...select?.options ?? []].find(option => option.label === args[1]);\
        if (!option) return false;\
        select.value = option.value; select.dispatchEvent(new Event('change', {bubbles: true})); return true";
    page.browser.until(&format!("{label} can be chosen"), || {
        let chosen = page.browser.script(choose, vec![id(name).into(), label.into()]);
        (chosen == true).then_some(())
    });
}

fn until_count(page: &Page, count: &str) {
    page.browser.until(&format!("{count:?} are found"), || {
        page.browser.text(&id("found-count")).contains(count).then_some(())
    });
}

#[test]
fn the_app_says_welcome_where_nobody_can_answer() {
    let bridge = page::bridge();
    let page = Page::with_profile(&bridge, "Ada");
    page.browser.click(&id("device-row"));
    page.browser.find(&id("device-message"));
    page.picture("device-messages");
    assert!(!page.browser.has(&id("composer")) && !page.browser.has(&id("obstacle")));
    page.browser.reload();
    page.browser.click(&id("device-row"));
    page.browser.click(&id("chat-menu"));
    page.browser.click(&id("delete-chat"));
    page.browser.click(&id("agree"));
    page.browser.until("it is gone", || (!page.browser.has(&id("device-row"))).then_some(()));
}

#[test]
fn messages_are_found_by_who_wrote_them_and_what_they_bring() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    page.browser.find(&id("composer"));
    page.send("The harbour at night");
    core.until_received("The harbour at night");
    core.send(chat, "The harbour: https://harbour.example/");
    core.send_file(chat, "harbour-tides.pdf", Some("File"), b"%PDF-1.4 when the water comes");
    page.until_shown("The harbour: https://harbour.example/");
    page.browser.find(&id("attachment"));

    page.press("Control+f");
    page.browser.type_into(&id("chat-search"), "harbour");
    until_count(&page, "3");
    select(&page, "search-from", "Grace");
    until_count(&page, "2");
    select(&page, "search-kind", "Links");
    until_count(&page, "1");
    page.picture("search-filters");
    select(&page, "search-kind", "Files");
    page.browser.until("the file is found", || {
        page.browser.text(&id("found")).contains("harbour-tides.pdf").then_some(())
    });
    select(&page, "search-from", "You");
    until_count(&page, "Nothing");
    // Without words, in all chats, from the palette.
    page.press("Escape");
    page.press("Control+k");
    page.browser.click(&id("search-all"));
    select(&page, "search-kind", "Links");
    until_count(&page, "1");
    page.browser.click(&id("found"));
    page.browser.until("it is shown in its chat", || {
        (!page.browser.has(&id("dialog")) && page.texts().iter().any(|text| text.contains("https")))
            .then_some(())
    });
}
