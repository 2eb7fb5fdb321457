//! People are handed on by cards.

use crate::world;
use estuary_tests::{
    forge::Person,
    mail,
    page::{self, Page, acquainted, id},
};
use serde_json::json;

#[test]
fn somebody_is_met_by_a_card_and_handed_on_by_mouse_and_by_keyboard() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    page.browser.find(&id("composer"));
    let linus = Person::new(bridge.new_mailbox(), true);
    let card = mail::vcard(&linus.address, "Linus", &linus.certificate());
    core.send_file(chat, "vcard.vcf", Some("Vcard"), card.as_bytes());
    page.browser.until("the card is read", || {
        let text = page.browser.text(&id("card"));
        (text.contains("Linus") && text.contains(&linus.address)).then_some(())
    });
    page.picture("card");
    page.browser.click(&id("card"));
    page.agree_to_join();
    let name = || page.browser.text(&id("chat-name"));
    page.browser.until("the chat is open", || (name() == "Linus").then_some(()));
    page.browser.find(&id("composer"));

    // By mouse, from the profile.
    page.browser.click(&id("chat-head"));
    page.browser.click(&id("share-contact"));
    page.browser.type_into(&id("choose-chat-search"), "Grace");
    let rows = "return document.querySelectorAll('[data-testid=choose-chat]').length";
    page.browser.until("one chat is left", || (page.browser.script(rows, vec![]) == 1).then_some(()));
    page.browser.click(&id("choose-chat"));
    page.browser.until("the other chat is open", || (name() == "Grace").then_some(()));
    page.browser.click(&id("send"));
    let arrived = |count| {
        core.until("the card arrives", || {
            let mut cards = core.received_files("Linus.vcf");
            (cards.len() == count).then(|| cards.swap_remove(0))
        })
    };
    let seen = arrived(1);
    assert_eq!(seen["viewType"], "Vcard");
    assert_eq!(seen["vcardContact"]["addr"], json!(linus.address));
    assert!(seen["vcardContact"]["key"].is_string());

    // By keyboard, from the composer.
    page.browser.until("it is sent", || (!page.browser.has(&id("send"))).then_some(()));
    page.go_to("Tab", &id("attach-menu"), "");
    page.choose_by_keys("Enter", &id("kind-card"));
    page.browser.find(&id("people-search"));
    page.go_to("Tab", &id("people-search"), "");
    page.type_keys("Linus");
    page.browser.until("one person is left", || {
        let people = "return document.querySelectorAll('[data-testid=person]').length";
        (page.browser.script(people, vec![]) == 1).then_some(())
    });
    page.go_to("ArrowDown", &id("person"), "Linus");
    page.press("Enter");
    page.browser.find(&id("send"));
    page.tab_and_enter(&id("send"));
    arrived(2);
}
