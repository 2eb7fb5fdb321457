//! A realtime channel without a network: what a simulated peer says, all others of its room that joined hear.

use super::{Peer, Relay, Standing};
use js_sys::Uint8Array;
use leptos::prelude::{RwSignal, Set, Update};
use std::{cell::RefCell, collections::BTreeMap};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MessageEvent, MessagePort};

/// Most bytes of a payload, as in a real channel.
const MOST: u32 = 128_000;
/// Bytes of a payload that are kept for who looks at the traffic.
const BEGIN: u32 = 48;

/// Something a peer said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Packet {
    /// Its number in the room, from 1.
    pub(crate) number: u64,
    /// Number of the peer.
    pub(crate) peer: usize,
    /// How many bytes it has.
    pub(crate) size: u32,
    /// Its first bytes, as text if they are text, otherwise as hex.
    pub(crate) begin: String,
}

/// A channel that was joined; dropping this leaves it.
pub(super) struct Joined(u32);

struct Member {
    peer: Peer,
    port: MessagePort,
    standing: RwSignal<Option<Standing>>,
}

thread_local! {
    static MEMBERS: RefCell<BTreeMap<u32, Member>> = const { RefCell::new(BTreeMap::new()) };
}

/// Joins the channel of a peer's room for the app at the other end of this port.
pub(super) fn join(peer: &Peer, port: MessagePort, standing: RwSignal<Option<Standing>>) -> Joined {
    let number = MEMBERS.with_borrow_mut(|members| {
        let number = members.last_key_value().map_or(0, |(last, _)| last.wrapping_add(1));
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let payload = event.data().dyn_into::<Uint8Array>().ok();
            if let Some(payload) = payload.filter(|payload| payload.length() <= MOST) {
                pass_on(number, &payload);
            }
        });
        port.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
        members.insert(number, Member { peer: peer.clone(), port, standing });
        number
    });
    count(peer);
    Joined(number)
}

impl Drop for Joined {
    fn drop(&mut self) {
        let Some(left) = MEMBERS.with_borrow_mut(|members| members.remove(&self.0)) else { return };
        left.port.set_onmessage(None);
        left.port.close();
        left.standing.try_set(None);
        count(&left.peer);
    }
}

fn pass_on(from: u32, payload: &Uint8Array) {
    let peer = MEMBERS.with_borrow(|members| {
        let peer = &members.get(&from)?.peer;
        let others =
            members.iter().filter(|(number, other)| **number != from && other.peer.shares_room(peer));
        // A port whose app has just gone takes nothing any more.
        others.for_each(|(_, other)| drop(other.port.post_message(payload)));
        Some(peer.clone())
    });
    if let Some(peer) = peer {
        let begin = payload.slice(0, BEGIN).to_vec();
        peer.room().traffic.update(|traffic| traffic.note(peer.number(), payload.length(), &begin));
    }
}

/// Tells everybody in the room how many others there are.
fn count(peer: &Peer) {
    let standings: Vec<_> = MEMBERS.with_borrow(|members| {
        let there = members.values().filter(|member| member.peer.shares_room(peer));
        there.map(|member| member.standing).collect()
    });
    let connected = u32::try_from(standings.len()).unwrap_or(u32::MAX).saturating_sub(1);
    for standing in standings {
        standing.try_set(Some(Standing { relay: Relay::Unknown, connected, dropped: 0 }));
    }
}

/// What was said in a room last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traffic {
    /// How much in all.
    pub(crate) count: u64,
    /// The last ones, oldest first.
    pub(crate) last: Vec<Packet>,
}

impl Traffic {
    /// So many are kept.
    const KEPT: usize = 50;

    fn note(&mut self, peer: usize, size: u32, begin: &[u8]) {
        self.count += 1;
        if self.last.len() >= Self::KEPT {
            self.last.remove(0);
        }
        self.last.push(Packet { number: self.count, peer, size, begin: readable(begin) });
    }
}

fn readable(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains(|letter: char| letter.is_control() && letter != '\n') => text.to_owned(),
        _ => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_packets_are_kept_and_all_are_counted() {
        let mut traffic = Traffic::default();
        for _ in 0..60 {
            traffic.note(1, 3, b"abc");
        }
        assert_eq!((traffic.count, traffic.last.len(), traffic.last[49].number), (60, 50, 60));
    }

    #[test]
    fn text_is_shown_as_text_and_the_rest_as_hex() {
        assert_eq!(readable("{\"ä\":1}".as_bytes()), "{\"ä\":1}");
        assert_eq!(readable(&[0, 255]), "00ff");
        assert_eq!(readable(b"\x1b[31m"), "1b5b33316d");
    }
}
