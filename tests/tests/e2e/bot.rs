//! The bot that shares a shell, with people in tabs and in real cores.

use crate::played::{click, type_into, until};
use estuary_tests::{
    page::{self, Page, id},
    pair::app,
    real_core::{self, CoreAccount},
    terminal_bot::TerminalBot,
};
use serde_json::{Value, json};
use std::fs;

#[test]
fn a_bot_shares_its_shell_with_two_tabs() {
    let bridge = page::bridge();
    let bot = TerminalBot::start(&bridge);
    let [ada, ben] = ["Ada", "Ben"].map(|name| {
        let page = Page::with_profile(&bridge, name);
        page.join(&bot.invite);
        page.open_chat("Terminal: ");
        page
    });
    for tab in [&ada, &ben] {
        tab.browser.click(&id("app-start"));
    }
    let shows = |text: &str| format!("return document.querySelector('#screen').innerText.includes('{text}')");
    for tab in [&ada, &ben] {
        until(tab, "the prompt is there", &shows("$"));
    }
    // What is typed is not yet what comes back.
    type_into(&ada, "[name=text]", "echo $((6 * 7))-boats\n");
    for tab in [&ada, &ben] {
        until(tab, "the shell answers", &shows("42-boats"));
    }
    type_into(&ben, "[name=text]", "sleep 600\n");
    for tab in [&ada, &ben] {
        until(tab, "it is busy", &shows("sleep 600"));
    }
    // What is shown the shell may not have read yet, and an interrupt between it and what it starts can reach neither. So one
    // presses until it asks again.
    let prompt = "return document.querySelector('#screen').textContent.trimEnd().endsWith('$')";
    ben.browser.until("it was interrupted", || {
        let asks = app(&ben, prompt).is_some_and(|asks| asks == true);
        if !asks {
            click(&ben, "#interrupt");
        }
        asks.then_some(())
    });
    type_into(&ben, "[name=text]", "seq 1000 1300 && printf '\\303\\251'nd\n");
    for tab in [&ada, &ben] {
        until(tab, "all of much output is there", &shows("1299\\n1300\\n\u{e9}nd"));
    }
    ada.picture("sample-terminal");
    // Who comes late sees what is kept.
    ben.browser.click(&id("app-close"));
    ben.browser.until("it is closed", || (!ben.browser.has(&id("app-frame"))).then_some(()));
    ben.browser.click(&id("app-start"));
    until(&ben, "the output is there again", &shows("42-boats"));
}

/// Types into the shell of this app until its number is taken, and asks for what it wrote, until this is in it.
fn until_written(core: &CoreAccount, instance: u64, line: &str, text: &str) {
    core.call("send_webxdc_realtime_advertisement", [json!(instance)]);
    let typed = json!({"by": line, "after": 0, "typed": [{"number": 1, "text": format!("{line}\n")}]});
    core.until(&format!("{line:?} writes {text:?}"), || {
        core.send_realtime(instance, typed.to_string().as_bytes());
        let said = core.realtime(instance).into_iter();
        let mut said = said.filter_map(|data| serde_json::from_slice::<Value>(&data).ok());
        said.any(|said| said["text"].as_str().is_some_and(|wrote| wrote.contains(text))).then_some(())
    });
}

/// The newest app after this one.
fn until_app(core: &CoreAccount, after: u64) -> u64 {
    core.until("an app arrives", || {
        let ids =
            core.received_files("terminal.xdc").into_iter().filter_map(|message| message["id"].as_u64());
        ids.filter(|id| *id > after).max()
    })
}

fn runs(command: &str) -> bool {
    let line = command.replace(' ', "\0");
    let mut processes = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    processes.any(|process| {
        fs::read_to_string(process.path().join("cmdline"))
            .is_ok_and(|found| found.trim_end_matches('\0') == line)
    })
}

#[test]
fn a_bot_serves_who_came_by_its_link_alone_and_ends_with_what_it_started() {
    let bridge = page::bridge();
    let bot = TerminalBot::start(&bridge);
    let [heidi, grace] = ["Heidi", "Grace"].map(|name| real_core::account(&bridge, name));
    heidi.join(&bot.invite);
    let first = until_app(&heidi, 0);
    let group = heidi.message(first)["chatId"].clone();
    until_written(&heidi, first, "echo $((6 * 7))-boats", "42-boats");

    // Grace was not invited by the bot. It puts her out, and what she may have learned leads nowhere any more.
    grace.join(&heidi.invite());
    grace.until_joined();
    let guest = heidi.until("she knows Grace", || Some(heidi.contact(&grace.address())?["id"].clone()));
    heidi.call("add_contact_to_chat", [group.clone(), guest.clone()]);
    let second = until_app(&heidi, first);
    heidi.until("she is out", || {
        let members = heidi.call("get_chat_contacts", [group.clone()]);
        (!members.as_array()?.contains(&guest)).then_some(())
    });
    let sleep = format!("sleep 9{}", std::process::id());
    until_written(&heidi, second, &format!("{sleep} & echo $((7 * 7))-gulls"), "49-gulls");
    heidi.until("it sleeps", || runs(&sleep).then_some(()));
    assert!(bot.stop(), "it ends well");
    assert!(!runs(&sleep), "and nothing is left of the shell");
}

#[test]
fn a_bot_goes_on_where_it_was_and_makes_another_group_where_it_was_put_out() {
    let bridge = page::bridge();
    let mut bot = TerminalBot::start(&bridge);
    let heidi = real_core::account(&bridge, "Heidi");
    heidi.join(&bot.invite);
    let first = until_app(&heidi, 0);
    let group = heidi.message(first)["chatId"].clone();
    bot.start_again();
    let second = until_app(&heidi, first);
    assert_eq!(heidi.message(second)["chatId"], group, "the same group has a new app");
    let sleep = format!("sleep 8{}", std::process::id());
    until_written(&heidi, second, &format!("{sleep} & echo $((6 * 7))-boats"), "42-boats");
    heidi.until("it sleeps", || runs(&sleep).then_some(()));

    let members = heidi.call("get_chat_contacts", [group.clone()]);
    let other = members.as_array().unwrap().iter().find(|member| **member != 1).unwrap();
    heidi.call("remove_contact_from_chat", [group.clone(), other.clone()]);
    heidi.until("nothing is shared any more", || (!runs(&sleep)).then_some(()));
    bot.start_again();
    heidi.join(&bot.invite);
    let third = until_app(&heidi, second);
    assert_ne!(heidi.message(third)["chatId"], group, "another group");
    until_written(&heidi, third, "echo $((7 * 7))-gulls", "49-gulls");
    assert!(bot.stop(), "it ends well");
}
