//! What a person does all day, by keys alone. What others do meanwhile an unmodified Delta Chat does.

use crate::world;
use estuary_tests::{
    page::{self, Page, acquainted, id},
    real_core::CoreAccount,
};
use serde_json::{Value, json};

/// Goes from where one writes to a message.
#[track_caller]
fn to_message(page: &Page, text: &str) {
    page.press("Escape");
    page.until_focus(&id("composer"));
    page.go_to("Shift+Tab", &id("feed"), "");
    page.go_to("ArrowUp", &id("message"), text);
}

#[track_caller]
fn until_gone(page: &Page, what: &str, name: &str) {
    page.browser.until(what, || (!page.browser.has(&id(name))).then_some(()));
}

#[test]
fn people_messages_and_everything_else_are_reached_by_keys_alone() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::new(&bridge, &[]);
    page.browser.go(&page.url);
    page.until_focus(&id("name"));
    page.type_keys("Ada\n");
    page.browser.find(&id("panes"));
    page.tab_and_enter(&id("new-chat"));
    page.tab_and_enter(&id("open-invite"));
    page.until_focus(&id("join-link"));
    page.type_keys(&format!("{}\n", core.invite()));
    page.until_focus(&id("join"));
    page.press("Enter");
    page.until_focus(&id("composer"));
    core.until_joined();
    messages(&page, &core);
    finding(&page);
    people(&page);
    chats(&page);
}

/// Written, answered, changed, taken back, kept.
fn messages(page: &Page, core: &CoreAccount) {
    page.type_keys("Is it hihg water?\n");
    let question = core.until_received("Is it hihg water?");
    let chat = question["chatId"].as_u64().unwrap();
    let lit = core.send(chat, "The lighthouse is lit");
    let said = "return [...document.querySelectorAll('.conversation [role=log][aria-live=polite] p')].map(said => said.innerText)";
    page.browser.until("it is said to those who cannot see it", || {
        let said = page.browser.script(said, vec![]);
        (said == json!(["Grace: The lighthouse is lit"])).then_some(())
    });
    core.send(chat, "And the gulls");
    core.send(chat, "are asleep");
    page.browser.until("those that come together are both said", || {
        let said = page.browser.script(said, vec![]);
        (said == json!(["Grace: The lighthouse is lit", "Grace: And the gulls", "Grace: are asleep"]))
            .then_some(())
    });

    to_message(page, "lighthouse");
    page.press("r");
    page.until_focus(&id("composer"));
    page.type_keys("So it is\n");
    let answer = core.until_received("So it is");
    assert_eq!(core.message(answer["id"].as_u64().unwrap())["quote"]["text"], "The lighthouse is lit");

    to_message(page, "lighthouse");
    page.choose_by_keys("Enter", &id("quick-reaction"));
    core.until("the reaction arrives", || {
        core.message(lit)["reactions"]["reactions"][0]["emoji"].as_str().map(drop)
    });
    page.until_focus(&id("message"));
    page.browser.find(&id("reaction"));
    page.choose_by_keys("Enter", &id("reactions"));
    page.browser.find(&id("reactor"));
    page.press("Escape");
    page.until_focus(&id("message"));
    page.choose_by_keys("Enter", &id("pin"));
    page.browser.find(&id("pinned-bar"));
    page.until_focus(&id("message"));

    to_message(page, "hihg");
    page.choose_by_keys("Enter", &id("edit"));
    page.until_focus(&id("edit-text"));
    // All of it, by Control and A.
    page.type_keys("\u{e009}a\u{e000}Is it high water?\n");
    core.until_received("Is it high water?");

    // Several at once, given up and done.
    to_message(page, "So it is");
    page.choose_by_keys("Enter", &id("select"));
    page.browser.find(&id("selection"));
    page.go_to("ArrowUp", &id("message"), "lighthouse");
    page.press("Space");
    page.browser.until("two are chosen", || page.browser.text(&id("selection")).contains('2').then_some(()));
    page.press("Escape");
    until_gone(page, "none is", "selection");

    to_message(page, "So it is");
    page.press("Delete");
    page.tab_and_enter(&id("delete-for-all"));
    core.until("it is gone on the other side", || {
        let gone = core.try_call("get_message", [answer["id"].clone()]);
        gone.map_or(Some(()), |found: Value| found["text"].ne("So it is").then_some(()))
    });
    page.browser.until("it is gone here", || (!page.texts().contains(&"So it is".to_owned())).then_some(()));
    page.go_to("ArrowUp", &id("message"), "");
}

/// By palette, search and list; emoji and the list of keys.
fn finding(page: &Page) {
    page.press("Control+f");
    page.until_focus(&id("chat-search"));
    page.type_keys("lightho");
    page.browser.find(&id("found"));
    page.press("ArrowDown");
    page.press("Enter");
    page.until_focus(&id("message"));
    page.press("?");
    page.browser.find(&id("shortcuts"));
    page.press("Escape");
    page.until_focus(&id("message"));
    page.press("Escape");
    page.until_focus(&id("composer"));
    page.tab_and_enter(&id("emoji-button"));
    page.until_focus(&id("emoji-search"));
    page.type_keys("anchor");
    page.go_to("ArrowDown", &id("emoji"), "⚓");
    page.press("Enter");
    page.until_focus(&id("composer"));
    page.press("Escape");
    until_gone(page, "the emoji are put away", "emoji-picker");
    page.type_keys("\n");
    page.until_shown("⚓️");
    page.press("Control+k");
    page.until_focus(&id("choose-chat-search"));
    page.type_keys("Gra");
    page.go_to("ArrowDown", &id("choose-chat"), "Grace");
    page.press("Escape");
    page.until_focus(&id("composer"));
}

/// Renamed, blocked and unblocked.
fn people(page: &Page) {
    page.go_to("Shift+Tab", &id("chat-head"), "Grace");
    page.press("Enter");
    page.browser.find(&id("contact-profile"));
    page.go_to("Tab", &id("nickname"), "");
    page.type_keys("Amazing Grace\n");
    let name = || page.browser.text(&format!("{} h3", id("contact-profile")));
    page.browser.until("she is called so", || (name() == "Amazing Grace").then_some(()));
    for _ in 0..2 {
        page.until_focus(&format!("{} *", id("dialog")));
        page.tab_and_enter(&id("block-contact"));
    }
    page.press("Escape");
    page.until_focus(&id("chat-head"));
}

/// Out of the list and back into it; and past it.
fn chats(page: &Page) {
    page.go_to("Shift+Tab", &id("chat-row"), "Amazing Grace");
    page.choose_by_keys("Shift+F10", &id("archive"));
    page.go_to("Shift+Tab", &id("archived-chats"), "");
    page.press("Enter");
    page.go_to("Tab", &id("chat-row"), "Amazing Grace");
    page.choose_by_keys("Shift+F10", &id("unarchive"));
    until_gone(page, "the archive is empty", "archived-chats");
    page.tab_and_enter(&id("skip-list"));
    page.until_focus(&id("composer"));
    // Enlarged there is one pane; whoever leaves it is back where they came from.
    page.browser.resize(640, 400);
    page.go_to("Shift+Tab", &id("back"), "");
    page.press("Enter");
    page.until_focus(&id("chat-row"));
    page.press("Enter");
    page.until_focus(&id("composer"));
}

#[test]
fn groups_and_channels_are_made_and_changed_by_keys_alone() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    acquainted(&page, &core);
    page.until_focus(&id("composer"));
    page.tab_and_enter(&id("new-chat"));
    page.tab_and_enter(&id("new-group"));
    page.until_focus(&id("group-name"));
    page.type_keys("Rowers");
    page.go_to("Tab", &id("people-search"), "");
    page.go_to("ArrowDown", &id("person"), "Grace");
    page.press("Space");
    page.tab_and_enter(&id("create-group"));
    page.browser
        .until("the group is open", || (page.browser.text(&id("chat-name")) == "Rowers").then_some(()));
    page.until_focus(&id("composer"));
    page.type_keys("Who brings the oars?\n");
    let received = core.until_received("Who brings the oars?");
    let group = received["chatId"].clone();
    let name = || core.call("get_basic_chat_info", [group.clone()])["name"].clone();
    assert_eq!(name(), "Rowers");
    core.call("accept_chat", [group.clone()]);
    core.send(group.as_u64().unwrap(), "I do.");
    page.until_shown("I do.");

    page.go_to("Shift+Tab", &id("chat-head"), "");
    page.press("Enter");
    page.browser.find(&id("member"));
    page.picture("group");
    page.tab_and_enter(&id("edit-chat"));
    page.browser.find(&id("save-chat"));
    page.go_to("Tab", &id("group-name"), "");
    page.press("End");
    page.type_keys(" and swimmers\n");
    core.until("the new name arrives", || (name() == "Rowers and swimmers").then_some(()));

    // A channel, and the invite to it.
    page.press("Escape");
    page.until_focus(&id("chat-head"));
    page.tab_and_enter(&id("new-chat"));
    page.tab_and_enter(&id("new-channel"));
    page.until_focus(&id("group-name"));
    page.type_keys("Tides\n");
    page.browser
        .until("the channel is open", || (page.browser.text(&id("chat-name")) == "Tides").then_some(()));
    page.until_focus(&id("composer"));
    page.go_to("Shift+Tab", &id("chat-head"), "");
    page.press("Enter");
    page.browser.find(&id("chat-invite"));
    page.tab_and_enter(&id("chat-invite"));
    let channel = core.join(&page.browser.text(&id("invite-link")));
    core.until("the channel is joined", || {
        (core.call("get_basic_chat_info", [json!(channel)])["name"] == "Tides").then_some(())
    });
    page.press("Escape");
    page.until_focus(&id("chat-head"));
    page.go_to("Tab", &id("composer"), "");
    page.type_keys("High at noon\n");
    core.until_received("High at noon");
}

/// Before anything else of a page: notes in which accents the panes were painted.
const NOTE_ACCENTS: &str = "window.accents = new Set(); const look = () => {\
        const {dataset, style} = document.documentElement;\
        if (document.querySelector('.panes')) accents.add(dataset.accent && style.getPropertyValue('--avatar'));\
        requestAnimationFrame(look) }; requestAnimationFrame(look)";

#[test]
fn notes_profiles_and_settings_are_reached_by_keys_alone() {
    let bridge = page::bridge();
    let page = Page::with_profile(&bridge, "Ada");
    page.browser.find(&id("device-row"));
    page.go_to("Tab", &id("device-row"), "");
    page.press("Enter");
    page.browser.find(&id("device-message"));
    page.go_to("Tab", &id("chat-menu"), "");
    page.choose_by_keys("Enter", &id("delete-chat"));
    page.browser.find(&id("agree"));
    page.tab_and_enter(&id("agree"));
    until_gone(&page, "it is gone", "device-row");

    // Notes to oneself, with what is kept of them.
    page.press("Control+k");
    page.until_focus(&id("choose-chat-search"));
    page.tab_and_enter(&id("palette-saved"));
    page.until_focus(&id("composer"));
    page.type_keys("Buy rope\n");
    page.until_shown("Buy rope");

    // Settings, and back.
    page.tab_and_enter(&id("settings"));
    page.go_to("Tab", &id("theme"), "");
    page.type_keys("Dark");
    let theme = "return document.documentElement.dataset.theme";
    assert_eq!(page.browser.script(theme, vec![]), "dark");
    page.go_to("Tab", &id("accent"), "");
    page.press("Space");
    let accent = "const own = document.querySelector(args[0] + ' .avatar').style.getPropertyValue('--avatar');\
        const {dataset, style} = document.documentElement;\
        return dataset.accent === 'avatar' && style.getPropertyValue('--avatar') === own ? own : null";
    let accent = |avatar: &str| page.browser.script(accent, vec![json!(id(avatar))]);
    let of_ada = accent("settings");
    assert!(of_ada.is_string());
    page.picture("accent");
    page.go_to("Tab", &id("enter-sends"), "");
    page.press("Space");
    page.tab_and_enter(&id("profile-add"));
    page.until_focus(&id("name"));
    page.type_keys("Bea\n");
    page.until_profile("Bea");
    let of_bea = accent("profile-here");
    assert!(of_bea.is_string() && of_bea != of_ada, "each profile has its own");
    page.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": NOTE_ACCENTS}));
    page.go_to("Tab", &id("profile-way"), "Ada");
    page.press("Enter");
    page.until_profile("Ada");
    let painted = page.browser.until("the panes are painted", || {
        Some(page.browser.script("return [...accents]", vec![])).filter(|accents| accents != &json!([]))
    });
    assert_eq!(painted, json!([of_ada]), "from the first picture on");
    page.go_to("Tab", &id("chat-row"), "Buy rope");
    page.press("Enter");
    page.until_focus(&id("composer"));
    // Enter does as it was told in the settings.
    page.type_keys("Ten fathoms\nof it");
    page.press("Control+Enter");
    page.until_shown("Ten fathoms\nof it");
}
