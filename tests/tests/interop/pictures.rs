//! Pictures of people (wire protocol 2.11). Their statuses travel as footers, see `content`.

use crate::world::{self, Pair};
use base64::{Engine, prelude::BASE64_STANDARD};
use estuary_api::{Command, Reply};
use estuary_tests::{
    anatomy::{Anatomy, Opener},
    mail,
    native::Tab,
};
use serde_json::Value;
use std::fs;

const DAY: i64 = 86_400_000;

/// One red point.
fn png() -> Vec<u8> {
    let encoded =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    BASE64_STANDARD.decode(encoded).unwrap()
}

#[track_caller]
fn set_picture(tab: &Tab, avatar: Option<Vec<u8>>) {
    let profile = tab.profile();
    let set = Command::SetProfile { name: profile.name, avatar, status: profile.status };
    assert!(matches!(tab.ask(set), Ok(Reply::Profile(_))));
}

#[test]
fn c94_pictures_are_shown_on_both_sides_until_they_are_removed() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Picture");
    set_picture(&tab, Some(png()));
    tab.send(tab_chat, "with a face");
    core.until_received("with a face");
    let contact = || core.contact(&tab.profile().address).unwrap();
    let shown = contact()["profileImage"].as_str().map(fs::read);
    assert_eq!(shown.expect("a picture").unwrap(), png());
    set_picture(&tab, None);
    tab.send(tab_chat, "without one");
    core.until_received("without one");
    assert_eq!(contact()["profileImage"], Value::Null);

    let file = tempfile::NamedTempFile::with_suffix(".png").unwrap();
    fs::write(file.path(), png()).unwrap();
    core.set_config("selfavatar", file.path().to_str().unwrap());
    core.send(core_chat, "my face");
    tab.until_received("my face");
    assert!(tab.chat(tab_chat).contact.unwrap().avatar.is_some());
    core.call("set_config", ["selfavatar".into(), Value::Null]);
    core.send(core_chat, "faceless");
    tab.until_received("faceless");
    assert_eq!(tab.chat(tab_chat).contact.unwrap().avatar, None);
}

#[test]
fn c94_the_own_picture_goes_out_once_in_fourteen_days() {
    let Pair { core, tab, tab_chat, .. } = world::pair("Measure");
    set_picture(&tab, Some(png()));
    let key = core.secret_key();
    for (days, text, sent) in
        [(0, "first", true), (0, "second", false), (13, "third", false), (15, "fourth", true)]
    {
        tab.skew_clock(days * DAY);
        tab.send(tab_chat, text);
        core.until_received(text);
        let mails = tab.wire().sent();
        let payloads = mails
            .iter()
            .filter_map(|mail| Some(Anatomy::of(mail, Opener::Key(&key)).ok()?.payload().to_vec()));
        let of_text = payloads.into_iter().find(|payload| mail::text(payload).contains(text)).unwrap();
        assert_eq!(mail::value(&of_text, "Chat-User-Avatar").is_some(), sent, "{text}");
    }
}
