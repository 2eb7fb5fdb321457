//! One app in its channel.

use crate::{
    frame::{self, Sealer},
    network::{Heard, Network, PATIENCE, Peer},
    page::{Join, Report},
    queue::Queue,
};
use bytes::Bytes;
use futures::{
    StreamExt,
    channel::mpsc::{self, UnboundedReceiver, UnboundedSender},
    future::{Either, select},
    pin_mut,
};
use js_sys::{Array, Date, Uint8Array};
use n0_future::time::{Duration, sleep};
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{MessageEvent, MessagePort};

/// How often it is looked after: whether it lost everybody, and what it had to drop. A relay that restarts, a laptop
/// that slept and another network all end in a channel without neighbours. New ones are asked once more: of two who dialled
/// each other at the same time, the other may wait for a word on the connection this one made, and whoever is asked answers.
const ROUND: Duration = Duration::from_secs(3);

/// Before a channel is joined anew, gossip has to have left it.
const BREATH: Duration = Duration::from_millis(100);

/// A channel; it is left when this is dropped.
pub(crate) struct Channel {
    found: UnboundedSender<String>,
    port: MessagePort,
}

impl Channel {
    /// Hears the app from now on, and returns what has to run for it.
    pub(crate) fn open(join: Join, report: Report) -> (Self, impl AsyncFnOnce(Network)) {
        let (found, addresses) = mpsc::unbounded();
        let queue = Queue::default();
        hear(&join.port, queue.clone());
        let channel = Self { found, port: join.port.clone() };
        let run = async move |network: Network| {
            let sealer = Sealer::new(network.key());
            Running { network, queue, sealer, report, join }.run(addresses).await
        };
        (channel, run)
    }

    /// Somebody else came.
    pub(crate) fn found(&self, address: String) {
        // Fails once the channel ended, when nobody is looked for any more.
        self.found.unbounded_send(address).ok();
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
    }
}

fn hear(port: &MessagePort, queue: Queue) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(payload) = event.data().dyn_into::<Uint8Array>().ok() else { return };
        if frame::fits(payload.length() as usize) {
            queue.push(Bytes::from(payload.to_vec()));
        }
    });
    port.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
}

struct Running {
    network: Network,
    queue: Queue,
    sealer: Sealer,
    report: Report,
    join: Join,
}

impl Running {
    async fn run(self, mut addresses: UnboundedReceiver<String>) {
        let mut known: BTreeSet<Peer> =
            self.join.peers.iter().filter_map(|address| self.network.learn(address)).collect();
        while self.subscribe(&mut known, &mut addresses).await.is_some() {
            sleep(BREATH).await;
        }
    }

    /// Until the channel has to be joined anew; `None` when it was left.
    async fn subscribe(
        &self,
        known: &mut BTreeSet<Peer>,
        addresses: &mut UnboundedReceiver<String>,
    ) -> Option<()> {
        let (further, asked) = mpsc::unbounded();
        let heard = self.network.join(self.join.topic, known, (&self.queue, &self.sealer), asked);
        pin_mut!(heard);
        let (mut neighbours, mut fresh) = (BTreeSet::new(), false);
        let mut shown = None;
        let (mut round, mut begun) = (Box::pin(sleep(ROUND)), Date::now());
        loop {
            let now = (neighbours.len(), self.queue.dropped());
            if shown.replace(now) != Some(now) {
                self.report.state(now.0, now.1);
            }
            let event = select(heard.next(), select(addresses.next(), round.as_mut()));
            match event.await {
                Either::Left((Some(Heard::Content(content)), _)) => self.deliver(&content),
                Either::Left((Some(Heard::Up(peers)), _)) => {
                    known.extend(&peers);
                    neighbours.extend(peers);
                    fresh = true;
                }
                Either::Left((Some(Heard::Down(peer)), _)) => drop(neighbours.remove(&peer)),
                Either::Left((Some(Heard::Missed), _)) => return Some(()),
                Either::Left((Some(Heard::Ended) | None, _)) => {
                    self.report.state(0, self.queue.dropped());
                    // Not at once: whatever ended it may last.
                    sleep(ROUND).await;
                    return Some(());
                }
                Either::Right((Either::Left((address, _)), _)) => {
                    if let Some(peer) = self.network.learn(&address?) {
                        known.insert(peer);
                        further.unbounded_send(vec![peer]).ok();
                    }
                }
                Either::Right((Either::Right(_), _)) => {
                    if Date::now() - begun > (ROUND + PATIENCE).as_millis() as f64 {
                        // This device slept, and everybody has given it up; maybe the relay too.
                        self.network.changed().await;
                        return Some(());
                    }
                    (round, begun) = (Box::pin(sleep(ROUND)), Date::now());
                    let lost = neighbours.is_empty();
                    let whom = if lost { &*known } else { &neighbours };
                    if (lost || std::mem::take(&mut fresh)) && !whom.is_empty() {
                        further.unbounded_send(whom.iter().copied().collect()).ok();
                    }
                }
            }
        }
    }

    /// Each in a buffer of its own, which the app gets.
    fn deliver(&self, content: &[u8]) {
        if let Some(payload) = frame::open(content) {
            let payload = Uint8Array::from(payload);
            self.join.port.post_message_with_transferable(&payload, &Array::of1(&payload.buffer())).ok();
        }
    }
}
