//! How packets are written and read.

use estuary_api::{
    Command, Event,
    wire::{PROTOCOL, Request},
};
use estuary_worker::tabs::{Heard, Packet, WorkerId, read, write};
use wasm_bindgen_test::*;

const ME: WorkerId = WorkerId([1; 16]);
const OTHER: WorkerId = WorkerId([2; 16]);

fn hear(build: &str, bytes: &[u8]) -> Option<Heard> {
    read(build, ME, bytes)
}

#[wasm_bindgen_test]
fn what_is_written_is_read() {
    for packet in [
        Packet::Who,
        Packet::Leads,
        Packet::Request(Request { id: 7, command: Command::Status }),
        Packet::Event(Event::Resync),
    ] {
        let bytes = write("build", false, OTHER, None, &packet).unwrap();
        assert_eq!(hear("build", &bytes), Some(Heard::Packet { from: OTHER, packet }));
    }
}

#[wasm_bindgen_test]
fn what_is_addressed_to_others_is_not_heard() {
    let bytes = write("build", true, OTHER, Some(WorkerId([3; 16])), &Packet::Leads).unwrap();
    assert_eq!(hear("build", &bytes), None);
    let bytes = write("build", true, OTHER, Some(ME), &Packet::Leads).unwrap();
    assert!(hear("build", &bytes).is_some());
}

#[wasm_bindgen_test]
fn another_build_is_noticed_whatever_it_says() {
    let bytes = write("newer", true, OTHER, Some(ME), &Packet::Who).unwrap();
    assert_eq!(hear("build", &bytes), Some(Heard::Foreign { leads: true }));
    assert_eq!(hear("build", b"estuary 999 x leads\n\xff\xff"), Some(Heard::Foreign { leads: true }));
    assert_eq!(hear("build", b"estuary 999 x follows\n"), Some(Heard::Foreign { leads: false }));
}

#[wasm_bindgen_test]
fn noise_is_not_heard_and_hurts_nobody() {
    for noise in [b"".as_slice(), b"\n", b"hello\n", b"estuary", &[0xff; 99]] {
        assert_eq!(hear("build", noise), None);
    }
    let whole = write("build", true, OTHER, None, &Packet::Event(Event::ProfileChanged)).unwrap();
    let line = format!("estuary {PROTOCOL} build leads\n").len();
    for length in 0..whole.len() {
        let heard = hear("build", &whole[..length]);
        let expected = (length >= line + 17).then_some(Heard::Foreign { leads: true });
        assert_eq!(heard, expected, "{length} bytes of it");
    }
}
