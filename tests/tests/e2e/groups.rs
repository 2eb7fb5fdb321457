//! A group of a tab and real cores, made and changed on both sides.

use crate::world;
use estuary_tests::{
    page::{self, Page, acquainted, id},
    pointer::Pointer,
    real_core::CoreAccount,
};
use serde_json::json;

/// Chooses somebody in the open list of people.
fn choose(page: &Page, name: &str) {
    let choose = "const row = [...document.querySelectorAll('[data-testid=person]')]\
        .find(row => row.innerText.includes(args[0])); row?.click(); return !!row";
    page.browser.until(&format!("{name} can be chosen"), || {
        (page.browser.script(choose, vec![name.into()]) == true).then_some(())
    });
}

/// Which colour a picture has on its left and on its right.
fn sides(picture: &str) -> String {
    format!(
        "const picture = await (() => {{ {picture} }})(), {{width, height}} = picture;\
        const pen = new OffscreenCanvas(width, height).getContext('2d'); pen.drawImage(picture, 0, 0);\
        return [.1, .9].map(part => pen.getImageData(width * part, height / 2, 1, 1).data)\
            .map(([red, , blue]) => red > blue ? 'red' : 'blue')"
    )
}

/// Chooses a part of a picture for a group that is being made: the right one in the end.
fn cut_a_picture(page: &Page) {
    let file = page.draw_picture(400, "#f00", "#00f", "png");
    let choose = || {
        page.browser.upload(&id("picture"), file.path());
        page.until_focus(&id("crop"));
    };
    let until = |colour: &str| {
        let shown = sides("return createImageBitmap(document.querySelector('.picture-field img'))");
        page.browser.until(&format!("it is {colour}"), || {
            let sides = page.browser.try_script(&shown, vec![]);
            sides.is_ok_and(|sides| sides == json!([colour, colour])).then_some(())
        });
    };
    // Given up, everything is as before.
    choose();
    page.press("Escape");
    page.browser.until("it is closed", || (!page.browser.has(&id("crop"))).then_some(()));
    assert!(!page.browser.has(".picture-field img"));
    // By keys.
    choose();
    for _ in 0..10 {
        page.press("ArrowRight");
    }
    page.press("+");
    page.press("Enter");
    until("red");
    // By a pointer.
    choose();
    let mut mouse = page.hold(Pointer::Mouse, &id("crop"));
    mouse.draw(-200.0, 0.0);
    mouse.let_go();
    page.browser.click(&id("crop-use"));
    until("blue");
}

fn chat_named(core: &CoreAccount, name: &str) -> u64 {
    core.until(&format!("there is a chat {name:?}"), || {
        core.chats().into_iter().find(|chat| core.call("get_basic_chat_info", [json!(chat)])["name"] == name)
    })
}

fn members(core: &CoreAccount, chat: u64) -> usize {
    core.call("get_chat_contacts", [json!(chat)]).as_array().unwrap().len()
}

#[test]
fn a_group_with_real_cores() {
    let bridge = page::bridge();
    let (grace, ben) = (world::core(&bridge, "Grace"), world::core(&bridge, "Ben"));
    let page = Page::with_profile(&bridge, "Ada");
    for core in [&grace, &ben] {
        acquainted(&page, core);
    }
    page.browser.click(&id("new-chat"));
    page.browser.find(&id("person"));
    page.browser.click(&id("new-group"));
    page.browser.type_into(&id("group-name"), "Mudflat walkers");
    choose(&page, "Grace");
    cut_a_picture(&page);
    page.browser.click(&id("create-group"));
    page.until_focus(&id("composer"));
    page.send("Low tide is at six");
    grace.until_received("Low tide is at six");
    let chat = chat_named(&grace, "Mudflat walkers");
    let picture = grace.until("the group has its picture", || {
        let info = grace.call("get_full_chat_by_id", [json!(chat)]);
        std::fs::read(info["profileImage"].as_str()?).ok()
    });
    let received = "return createImageBitmap(new Blob([new Uint8Array(args[0])]))";
    assert_eq!(page.browser.script(&sides(received), vec![json!(picture)]), json!(["blue", "blue"]));
    grace.call("accept_chat", [json!(chat)]);
    grace.send(chat, "I bring boots");
    page.until_shown("I bring boots");

    // A word in private answers what was said to all, and leads back there.
    page.choose("I bring boots", "reply-privately");
    page.browser.find(".answering");
    page.until_focus(&id("composer"));
    page.send("Bring two pairs");
    let private = grace.until_received("Bring two pairs");
    assert_ne!(private["chatId"], chat);
    assert_eq!(
        (&private["quote"]["kind"], &private["quote"]["text"]),
        (&json!("WithMessage"), &json!("I bring boots"))
    );
    page.browser.click(&id("quote"));
    page.until_focus(&id("message"));
    page.until_shown("Low tide is at six");

    // Another member, who hears everything from then on.
    page.browser.click(&id("chat-head"));
    page.browser.click(&id("add-members"));
    choose(&page, "Ben");
    page.browser.click(&id("add-chosen"));
    page.browser.until("Ben is listed", || page.browser.text(&id("dialog")).contains("Ben").then_some(()));
    page.picture("group");
    let bens = chat_named(&ben, "Mudflat walkers");
    grace.until("Grace knows of Ben", || (members(&grace, chat) == 3).then_some(()));
    grace.call("set_chat_name", [json!(chat), json!("Mudflat wanderers")]);
    page.browser.until("the group has its new name", || {
        page.browser.text(&id("profile-chat-name")).contains("wanderers").then_some(())
    });
    ben.until("Ben knows the new name", || {
        (ben.call("get_basic_chat_info", [json!(bens)])["name"] == "Mudflat wanderers").then_some(())
    });

    // Leaving is told, and ends writing.
    page.browser.click(&id("leave-chat"));
    page.browser.click(&id("agree"));
    page.browser.find(&id("obstacle"));
    grace.until("Ada is gone", || (members(&grace, chat) == 2).then_some(()));

    // The same people, in a group of one's own.
    page.browser.click(&id("chat-head"));
    page.browser.click(&id("clone-chat"));
    page.browser.click(&id("create-group"));
    page.browser.find(&id("composer"));
    page.send("Walk on without me, or with me");
    for core in [&grace, &ben] {
        core.until_received("Walk on without me, or with me");
    }

    // Left and deleted in one go, and those who stay hear of it.
    let second = grace.until_received("Walk on without me, or with me")["chatId"].as_u64().unwrap();
    page.browser.click(&id("chat-menu"));
    page.browser.click(&id("leave-delete"));
    page.browser.click(&id("agree"));
    grace.until("Ada is gone again", || (members(&grace, second) == 2).then_some(()));
    page.browser.until("it is gone here", || {
        let rows = "return [...document.querySelectorAll('[data-testid=chat-row]')].filter(row => row.innerText.includes('wanderers')).length";
        (page.browser.script(rows, vec![]) == 1).then_some(())
    });
}
