//! Voice messages: recorded, heard before they leave, drawn, and played one after the other.

use crate::world;
use estuary_tests::page::{self, Page, acquainted, id};
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

#[test]
fn voice_messages_are_recorded_heard_drawn_and_played_in_a_row() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let microphone = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
    let page = Page::new(&bridge, &microphone.map(str::to_owned));
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
    let heard = "return document.querySelector('.recording-time')?.innerText > '0:00'";
    page.browser.until("a second is recorded", || (page.browser.script(heard, vec![]) == true).then_some(()));
    page.audit("recording");
    page.browser.click(&id("voice-stop"));
    page.browser.find(&format!("{} .waveform", id("tray-item")));
    page.browser.click(&format!("{} {}", id("tray-item"), id("play")));
    let plays = "return [...document.querySelectorAll('audio')].some(audio => audio.currentTime > 0)";
    page.browser.until("it is heard", || (page.browser.script(plays, vec![]) == true).then_some(()));
    page.browser.click(&id("send"));
    core.until("it arrives", || {
        core.messages(chat).into_iter().find(|message| message["viewType"] == "Voice")
    });
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
        (drawn.len() == 3).then_some(drawn)
    });
    for wave in &drawn[1..] {
        let (quiet, loud) = wave.split_at(wave.len() / 2);
        assert!(
            quiet.iter().all(|reach| *reach < 5.0) && loud.iter().all(|reach| *reach > 100.0),
            "{wave:?}"
        );
    }
    let bars = "return document.querySelectorAll('[data-testid=message] [data-testid=audio-place]').length";
    assert_eq!(page.browser.script(bars, vec![]), 5);
    let marks = "return Object.keys(localStorage).filter(key => key.startsWith('decoding'))";
    page.browser.until("nothing else is being decoded", || {
        (page.browser.script(marks, vec![]) == json!([mark])).then_some(())
    });

    // By keyboard to a place, then both of them, as fast as was chosen.
    let watch = "window.ended = []; document.addEventListener('ended', event => ended.push(event.target.playbackRate), true);\
        const bars = [...document.querySelectorAll('[data-testid=message] [data-testid=audio-place]')]; bars[3].focus()";
    page.browser.script(watch, vec![]);
    for _ in 0..3 {
        page.press("ArrowRight");
    }
    let place =
        "const bar = document.activeElement; return [bar.max, bar.valueAsNumber > 0, bar.ariaValueText]";
    assert_eq!(page.browser.script(place, vec![]), json!(["2", true, "0:00"]));
    let play = "const sound = document.activeElement.closest('[data-testid=audio]');\
        for (let step = 0; step < 3; step++) sound.querySelector('.audio-speed').click();\
        sound.querySelector('[data-testid=play]').click()";
    page.browser.script(play, vec![]);
    let ended = "return window.ended";
    page.browser.until("the next one plays by itself", || {
        (page.browser.script(ended, vec![]) == json!([2, 2])).then_some(())
    });
}
