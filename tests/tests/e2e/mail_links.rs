//! Links to mail addresses.

use crate::world;
use estuary_tests::page::{self, Page, acquainted, id};

/// Waits for the chat with Grace, and what is written there and not sent.
fn until_draft(page: &Page, text: &str) {
    let draft = "return [document.querySelector('[data-testid=chat-name]')?.innerText,\
        document.querySelector('[data-testid=composer]')?.value]";
    page.browser.until(&format!("{text:?} is the draft"), || {
        (page.browser.script(draft, vec![]) == serde_json::json!(["Grace", text])).then_some(())
    });
}

#[test]
fn links_to_mail_addresses_lead_to_the_chat_with_whoever_writes_from_there() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    acquainted(&page, &core);
    page.browser.find(&id("composer"));
    page.press("Control+k");
    page.browser.click(&id("palette-saved"));
    page.browser
        .until("the notes are open", || page.browser.text(&id("chat-name")).contains("Saved").then_some(()));
    page.send(&format!("Ask {}, she knows", core.address()));
    page.browser.click(&id("mail-link"));
    until_draft(&page, "");

    // As the system opens one, and pasted where invites are.
    let link = format!("mailto%3A{}%3Fsubject%3DTides%26body%3DHigh%2520at%2520six", core.address());
    page.browser.go(&format!("{}#{link}", page.url));
    until_draft(&page, "Tides\nHigh at six");
    let join = |text: &str| {
        page.browser.click(&id("new-chat"));
        page.browser.click(&id("open-invite"));
        page.browser.type_into(&id("join-link"), text);
        page.browser.click(&id("join-check"));
    };
    join("mailto:nobody@elsewhere.example");
    page.browser.find(&id("problem"));
    assert!(!page.browser.has(&id("dialog")));
    join("mailto:nobody@elsewhere.example?body=%2C%20or%20not");
    // Behind the notes, where the last message stands.
    page.browser.click(&format!("{} li:nth-child(2) {}", id("to-chat"), id("choose-chat")));
    until_draft(&page, "Tides\nHigh at six\n, or not");
}
