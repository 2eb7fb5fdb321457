//! What the system tells while no page can be seen.

use crate::world;
use estuary_tests::page::{self, Page, acquainted, id};
use serde_json::{Value, json};

/// Title and text of all that is shown.
const SHOWN: &str = "const registration = await navigator.serviceWorker.ready;\
    return (await registration.getNotifications()).map(({title, body}) => [title, body])";

/// Presses the first of them, as the system tells the service worker.
const PRESS: &str = "registration.getNotifications().then(([notification]) =>\
    dispatchEvent(new NotificationEvent('notificationclick', {notification})))";

/// Numbers all that is shown from now on.
const NUMBER: &str = "const before = registration.showNotification.bind(registration); let number = 0;\
    registration.showNotification = (title, {body, ...rest}) => before(title, {body: `${body} (${++number})`, ...rest})";

fn allow(page: &Page, setting: &str) {
    let parameters = json!({
        "permission": {"name": "notifications"},
        "setting": setting,
        "origin": page.url.trim_end_matches('/'),
    });
    page.browser.devtools("Browser.setPermission", parameters);
}

fn until_shown(page: &Page, expected: &Value) {
    page.browser.until(&format!("the system shows {expected}"), || {
        (page.browser.script(SHOWN, vec![]) == *expected).then_some(())
    });
}

fn until_listed(page: &Page, text: &str) {
    page.browser.until(&format!("{text:?} stands in the list"), || {
        page.browser.text(&id("chat-row")).contains(text).then_some(())
    });
}

/// Puts the window of the page out of sight.
fn minimize(page: &Page) {
    let window = page.browser.devtools("Browser.getWindowForTarget", json!({}))["windowId"].clone();
    // A tab that was opened is seen, and its window still counts as minimized.
    for state in ["normal", "minimized"] {
        let bounds = json!({"windowId": window, "bounds": {"windowState": state}});
        page.browser.devtools("Browser.setWindowBounds", bounds);
    }
    page.browser.until("the page is hidden", || {
        (page.browser.script("return document.visibilityState", vec![]) == "hidden").then_some(())
    });
}

/// Runs a script in the service worker.
fn in_service_worker(page: &Page, script: &str) {
    let targets = page.browser.devtools("Target.getTargets", json!({}));
    let targets = targets["targetInfos"].as_array().unwrap();
    let worker = targets.iter().find(|target| target["type"] == "service_worker").expect("a service worker");
    let attach = json!({"targetId": worker["targetId"], "flatten": false});
    let session = page.browser.devtools("Target.attachToTarget", attach)["sessionId"].clone();
    let message =
        json!({"id": 1, "method": "Runtime.evaluate", "params": {"expression": script}}).to_string();
    page.browser.devtools("Target.sendMessageToTarget", json!({"sessionId": session, "message": message}));
}

#[test]
fn the_system_tells_what_arrives_while_nobody_looks() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    page.browser.find(&id("composer"));
    page.browser.click(&id("settings"));
    allow(&page, "denied");
    page.browser.click(&id("notify"));
    page.browser.find(&format!(".problem:not([hidden]):has(+ * {})", id("notify-text")));
    let is_on = format!("return document.querySelector('{}').checked", id("notify"));
    assert_eq!(page.browser.script(&is_on, vec![]), false);
    page.audit("notifications-refused");
    allow(&page, "granted");
    page.browser.click(&id("notify"));
    page.browser.find(&format!("{}:enabled", id("notify-text")));
    page.browser.click(&id("back"));

    core.send(chat, "seen in the page");
    until_listed(&page, "seen in the page");
    minimize(&page);
    assert_eq!(page.browser.script(SHOWN, vec![]), json!([]), "what can be seen is told there");
    core.send(chat, "one");
    until_shown(&page, &json!([["Grace", "one"]]));
    core.send(chat, "two");
    until_shown(&page, &json!([["Grace", "two"]]));
    page.browser.click(&id("list-menu"));
    page.browser.click(&id("mark-all-seen"));
    until_shown(&page, &json!([]));

    let menu = "document.querySelector(args[0]).dispatchEvent(new MouseEvent('contextmenu', {bubbles: true, cancelable: true}))";
    let in_menu = |item: &str| {
        page.browser.script(menu, vec![id("chat-row").into()]);
        page.browser.click(&format!("{} {}", id("open-menu"), id(item)));
    };
    in_menu("mute");
    page.browser.click(&id("mute-forever"));
    core.send(chat, "quiet");
    until_listed(&page, "quiet");
    in_menu("unmute");
    core.send(chat, "three");
    until_shown(&page, &json!([["Grace", "three"]]));
    // Whoever presses it sees the chat.
    in_service_worker(&page, PRESS);
    page.until_shown("three");

    page.browser.click(&id("settings"));
    page.browser.click(&id("notify-text"));
    core.send(chat, "four");
    until_shown(&page, &json!([["Estuary", "New message"]]));

    // Of two tabs one has it shown. A second notification would take the place of the first, so they are numbered.
    in_service_worker(&page, NUMBER);
    page.browser.new_tab(&page.url);
    until_listed(&page, "four");
    minimize(&page);
    for (text, shown) in [("five", "New message (1)"), ("six", "New message (2)")] {
        core.send(chat, text);
        until_listed(&page, text);
        until_shown(&page, &json!([["Estuary", shown]]));
    }
}
