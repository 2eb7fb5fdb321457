//! Messages that cannot be sent, texts that were not sent, invites that are none.

use crate::world;
use estuary_tests::{
    bridge::Bridge,
    forge::Person,
    page::{self, Page, id},
};

/// Somebody without a mailbox writes to the page, which opens the request and accepts it.
fn accept_a_letter(bridge: &Bridge, page: &Page) -> Person {
    // A real core joins first: it knows the certificate the letter has to be sealed for.
    let core = world::core(bridge, "Grace");
    core.join(&page.show_invite());
    core.until_joined();
    let contacts = core.call("get_contacts", [0.into(), serde_json::Value::Null]);
    let (address, contact) = (contacts[0]["address"].as_str().unwrap(), contacts[0]["id"].as_u64().unwrap());
    let gone = Person::new(bridge.new_address(), true);
    bridge.deliver(address, &gone.letter(address, &core.certificate_of(contact), "Write back soon").mail());
    page.browser.reload();
    page.open_chat("Write back soon");
    page.browser.click(&id("accept"));
    page.browser.find(&id("composer"));
    gone
}

#[test]
fn a_refused_message_says_why_and_is_sent_again_on_request() {
    let bridge = page::bridge();
    let page = Page::with_profile(&bridge, "Ada");
    let gone = accept_a_letter(&bridge, &page);
    page.send("Too late?");
    page.until_state("Too late?", &["failed"]);
    assert!(!page.browser.text(&id("failed")).is_empty());

    bridge.create_mailbox(&gone.address);
    page.browser.click(&id("retry"));
    page.until_state("Too late?", &["delivered"]);
    assert_eq!(bridge.mailbox(&gone.address).len(), 1);
}

#[test]
fn an_unsent_text_is_kept() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    estuary_tests::page::acquainted(&page, &core);
    page.send("a whole one");
    core.until_received("a whole one");
    page.browser.type_into(&id("composer"), "half a thou");
    page.browser.click(&id("settings"));
    page.browser.until("the list shows the draft", || {
        page.browser.text(&id("chat-row")).contains("half a thou").then_some(())
    });
    let state = format!("{} {}", id("chat-row"), id("state"));
    assert!(!page.browser.has(&state), "what became of the message before is not said of the draft");
    page.browser.reload();
    page.open_first_chat();
    page.browser.until("the draft is back", || {
        let text =
            page.browser.script("return document.querySelector('[data-testid=composer]')?.value", vec![]);
        (text == "half a thou").then_some(())
    });
    page.send("ght");
    core.until_received("half a thought");
    page.until_shown("half a thought");
}

#[test]
fn a_malformed_invite_is_explained() {
    let bridge = page::bridge();
    let page = Page::with_profile(&bridge, "Ada");
    page.browser.click(&id("new-chat"));
    page.browser.click(&id("open-invite"));
    page.browser.type_into(&id("join-link"), "https://i.delta.chat/#not-an-invite");
    page.browser.click(&id("join-check"));
    assert!(!page.browser.text(&format!("{} {}", id("dialog"), id("problem"))).is_empty());
    assert!(!page.browser.has(&id("join-ask")));
}
