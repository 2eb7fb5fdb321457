//! Voice messages: recorded, heard before they leave, drawn, and played one after the other.

use crate::world;
use estuary_tests::{
    browser::Browser,
    page::{self, Page, acquainted, id},
    pointer::Pointer,
    real_core::CoreAccount,
};
use serde_json::json;
use std::hash::{DefaultHasher, Hasher as _};

/// Samples a second.
const RATE: u32 = 8000;

/// A sound of this many seconds: silent, then a tone from the middle on.
fn rising(seconds: u32) -> Vec<u8> {
    let count = RATE * seconds;
    let sample = |at: u32| if at < count / 2 || at % 20 < 10 { 0_i16 } else { 12_000 };
    let data: Vec<u8> = (0..count).flat_map(|at| sample(at).to_le_bytes()).collect();
    let size = u32::try_from(data.len()).unwrap();
    let mut wave = b"RIFF".to_vec();
    wave.extend((36 + size).to_le_bytes());
    wave.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wave.extend(RATE.to_le_bytes());
    wave.extend((RATE * 2).to_le_bytes());
    wave.extend(b"\x02\0\x10\0data");
    wave.extend(size.to_le_bytes());
    wave.extend(data);
    wave
}

/// How far each line of the drawings on the screen reaches, a drawing for each sound.
const DRAWN: &str = "return [...document.querySelectorAll('[data-testid=message] .waveform:not(.played) path')].map(path =>\
    [...path.getAttribute('d').matchAll(/ ([\\d.]+)V([\\d.]+)/g)].map(([, top, bottom]) => bottom - top))";

/// Waits until more than this is recorded; how much.
fn until_recorded(page: &Page, more: &str) -> String {
    let time = "return document.querySelector('.recording-time')?.innerText ?? ''";
    page.browser.until(&format!("more than {more} is recorded"), || {
        page.browser.script(time, vec![]).as_str().filter(|time| *time > more).map(str::to_owned)
    })
}

/// Waits until so many voice messages have arrived.
fn until_voices(core: &CoreAccount, chat: u64, count: usize) {
    core.until(&format!("{count} arrived"), || {
        let voices = core.messages(chat).into_iter().filter(|message| message["viewType"] == "Voice").count();
        assert!(voices <= count, "one that was not to be sent");
        (voices == count).then_some(())
    });
}

/// By a finger that holds the button, and by drawing the button away.
fn held_slid_and_rested(page: &Page, core: &CoreAccount, chat: u64) {
    let record = id("voice-record");
    let finger = page.hold(Pointer::Finger, &record);
    until_recorded(page, "0:00");
    page.audit("recording-held");
    finger.let_go();
    until_voices(core, chat, 2);

    // Towards where the line begins there is none.
    page.browser.find(&id("composer"));
    let mut mouse = page.hold(Pointer::Mouse, &record);
    until_recorded(page, "0:00");
    mouse.draw(-140.0, 0.0);
    page.browser.find(&id("composer"));
    mouse.let_go();

    // Upwards it goes on by itself, pauses, and goes on.
    let mut finger = page.hold(Pointer::Finger, &record);
    finger.draw(0.0, -100.0);
    finger.let_go();
    page.until_focus(&id("voice-stop"));
    until_recorded(page, "0:00");
    page.press("Shift+Tab");
    page.until_focus(&id("voice-rest"));
    page.press("Enter");
    page.browser.find(".recording.paused");
    let [before, after] = [0, 1500].map(|pause| {
        let time = "await new Promise(done => setTimeout(done, args[0]));\
            return document.querySelector('.recording-time').innerText";
        page.browser.script(time, vec![pause.into()])
    });
    assert_eq!(before, after, "nothing is recorded in a pause");
    page.press("Enter");
    until_recorded(page, before.as_str().unwrap());
    page.browser.click(&id("voice-send"));
    until_voices(core, chat, 3);
}

#[test]
fn voice_messages_are_recorded_heard_drawn_and_played_in_a_row() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::in_browser(&bridge, Browser::with_devices());
    page.browser.go(&page.url);
    page.create_profile("Ada");
    // The camera, which finds no code in what it sees.
    for way in ["new-chat", "open-invite", "join-camera"] {
        page.tab_and_enter(&id(way));
    }
    let sees = "return document.querySelector('.camera video')?.videoWidth > 0";
    page.browser.until("the camera sees", || (page.browser.script(sees, vec![]) == true).then_some(()));
    page.audit("camera");
    page.press("Escape");
    let chat = acquainted(&page, &core);
    page.browser.click(&id("voice-record"));
    until_recorded(&page, "0:00");
    page.browser.click(&id("voice-stop"));
    page.browser.find(&format!("{} .waveform", id("tray-item")));
    page.browser.click(&format!("{} {}", id("tray-item"), id("play")));
    let plays = "return [...document.querySelectorAll('audio')].some(audio => audio.currentTime > 0)";
    page.browser.until("it is heard", || (page.browser.script(plays, vec![]) == true).then_some(()));
    page.browser.click(&id("send"));
    until_voices(&core, chat, 1);
    held_slid_and_rested(&page, &core, chat);
    // By keys: one that is taken out again, and one that is given up.
    page.until_focus(&id("composer"));
    page.tab_and_enter(&id("voice-record"));
    page.until_focus(&id("voice-stop"));
    page.press("Enter");
    page.browser.find(&id("tray-item"));
    page.until_focus(&id("composer"));
    page.go_to("Shift+Tab", &id("tray-remove"), "");
    page.press("Enter");
    page.until_focus(&id("composer"));
    page.tab_and_enter(&id("voice-record"));
    page.until_focus(&id("voice-stop"));
    page.press("Escape");
    page.until_focus(&id("composer"));

    // One that nothing can be drawn of is a plain bar, and so is one that ended the page while it was decoded.
    core.send_file(chat, "broken.wav", Some("Voice"), b"RIFF");
    let mut digest = DefaultHasher::new();
    digest.write(&rising(3));
    let mark = format!("decoding-{:x}", digest.finish());
    page.browser.script("localStorage.setItem(args[0], '')", vec![mark.as_str().into()]);
    core.send_file(chat, "heavy.wav", Some("Voice"), &rising(3));
    core.send_file(chat, "first.wav", Some("Voice"), &rising(2));
    core.send_file(chat, "second.wav", Some("Voice"), &rising(1));
    let drawn = page.browser.until("those that can be are drawn", || {
        let drawn: Vec<Vec<f64>> = serde_json::from_value(page.browser.script(DRAWN, vec![])).unwrap();
        (drawn.len() == 5).then_some(drawn)
    });
    for wave in &drawn[3..] {
        let (quiet, loud) = wave.split_at(wave.len() / 2);
        assert!(
            quiet.iter().all(|reach| *reach < 5.0) && loud.iter().all(|reach| *reach > 100.0),
            "{wave:?}"
        );
    }
    let bars = "return document.querySelectorAll('[data-testid=message] [data-testid=audio-place]').length";
    assert_eq!(page.browser.script(bars, vec![]), 7);
    let marks = "return Object.keys(localStorage).filter(key => key.startsWith('decoding'))";
    page.browser.until("nothing else is being decoded", || {
        (page.browser.script(marks, vec![]) == json!([mark])).then_some(())
    });

    // By keyboard to a place, then both of them, as fast as was chosen.
    let first = 5;
    let watch = "window.ended = []; document.addEventListener('ended', event => ended.push(event.target.playbackRate), true);\
        document.addEventListener('playing', event => window.began ??= event.target.currentTime, true);\
        document.querySelectorAll('[data-testid=message] [data-testid=audio-place]')[args[0]].focus()";
    page.browser.script(watch, vec![first.into()]);
    for _ in 0..3 {
        page.press("ArrowRight");
    }
    let place =
        "const bar = document.activeElement; return [bar.max, bar.valueAsNumber > 0, bar.ariaValueText]";
    assert_eq!(page.browser.script(place, vec![]), json!(["2", true, "0:00"]));
    page.press("End");
    for _ in 0..10 {
        page.press("ArrowLeft");
    }
    // It is left there, and goes on from there.
    page.browser.click(&id("settings"));
    page.open_first_chat();
    let left = "return document.querySelectorAll('[data-testid=message] [data-testid=audio-place]')[args[0]]?.ariaValueText";
    page.browser.until("it is where it was left", || {
        (page.browser.script(left, vec![first.into()]) == "0:01").then_some(())
    });
    let play = "const sound = document.querySelectorAll('[data-testid=message] [data-testid=audio]')[args[0]];\
        for (let step = 0; step < 3; step++) sound.querySelector('.audio-speed').click();\
        sound.querySelector('[data-testid=play]').click()";
    page.browser.script(play, vec![first.into()]);
    let ended = "return window.ended";
    page.browser.until("the next one plays by itself", || {
        (page.browser.script(ended, vec![]) == json!([2, 2])).then_some(())
    });
    let began = page.browser.script("return window.began", vec![]).as_f64().unwrap();
    assert!(began > 0.9, "{began}");
}
