//! Talking with an unmodified Delta Chat, and with another tab of the world.

use crate::world::{self, arrived};
use estuary_tests::{
    page::{self, Page, acquainted, id},
    real_core::state,
};
use serde_json::json;

#[test]
fn a_conversation_with_the_real_core() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);

    page.browser.find(&id("composer"));
    page.send("Is this the delta?");
    let received = core.until_received("Is this the delta?");
    assert_eq!(received["showPadlock"], true);
    page.until_state("Is this the delta?", &["delivered", "read"]);
    core.mark_seen(&[received["id"].as_u64().unwrap()]);
    page.until_state("Is this the delta?", &["read"]);

    let text = "Where it meets the #sea: https://delta.chat https://höhe.example /more";
    let answer = core.send(chat, text);
    page.until_shown(text);
    assert_eq!(page.browser.text(&format!("{} a", id("message"))), "https://delta.chat");
    core.until_state(answer, state::READ);
    core.answer(chat, received["id"].as_u64().unwrap(), "It is.");
    page.until_shown("It is.");
    // The first link is copied, or the one that is pressed.
    let allowed = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
    page.browser.devtools("Browser.grantPermissions", allowed);
    let until_copied = |link: &str| {
        page.browser.until(&format!("{link} is copied"), || {
            let copied = page.browser.try_script("return navigator.clipboard.readText()", vec![]);
            copied.is_ok_and(|copied| copied == link).then_some(())
        });
    };
    page.choose("#sea", "copy-link");
    until_copied("https://delta.chat");
    let press = "const [, link] = document.querySelectorAll('[data-testid=word]');\
        link.dispatchEvent(new MouseEvent('contextmenu', {bubbles: true, cancelable: true}))";
    page.browser.script(press, vec![]);
    page.browser.click(&format!("{} {}", id("open-menu"), id("copy-link")));
    until_copied("https://höhe.example");
    // A tag is looked for; a command waits to be sent.
    page.browser.click(&id("word"));
    page.browser.until("it is found", || page.browser.text(&id("found")).contains("#sea").then_some(()));
    page.press("Escape");
    page.browser.click(&format!("{}:last-child", id("word")));
    page.until_focus(&id("composer"));
    page.press("Enter");
    core.until_received("/more");
    page.send("Then I am home.");
    core.until_received("Then I am home.");
    page.until_state("Then I am home.", &["delivered", "read"]);
    page.picture("conversation");

    let before = page.texts();
    page.browser.reload();
    page.open_first_chat();
    page.until_shown("Then I am home.");
    assert_eq!(page.texts(), before);
}

#[test]
fn what_is_written_offline_leaves_later_in_order_and_once() {
    let mut bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    page.browser.find(&id("composer"));
    page.send("before the tunnel");
    core.until_received("before the tunnel");

    bridge.stop();
    let texts = ["first", "second", "third", "fourth"];
    for text in texts {
        page.send(text);
        page.until_state(text, &["pending"]);
    }
    bridge.start_again();
    for text in texts {
        page.until_state(text, &["delivered", "read"]);
    }
    core.until_received("fourth");
    assert_eq!(arrived(&core, chat), ["before the tunnel", "first", "second", "third", "fourth"]);
}

#[test]
fn two_browsers_meet() {
    let bridge = page::bridge();
    let (ada, ben) = (Page::with_profile(&bridge, "Ada"), Page::with_profile(&bridge, "Ben"));
    let invite = ada.show_invite();
    ben.join(&invite);
    ben.browser.find(&id("composer"));
    ben.send("Hello from the other tab");
    ada.browser.reload();
    ada.open_first_chat();
    ada.until_shown("Hello from the other tab");
    ben.until_state("Hello from the other tab", &["read"]);
    ada.browser.find(&id("composer"));
    ada.send("Hello yourself");
    ben.until_shown("Hello yourself");
    ada.until_state("Hello yourself", &["read"]);
}
