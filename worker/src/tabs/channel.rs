//! The channel between the tabs.

use super::{Heard, Packet, WorkerId, read, write};
use crate::scope::describe;
use estuary_api::{Problem, ProblemKind};
use js_sys::Uint8Array;
use std::cell::OnceCell;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// An open channel; closed when dropped.
pub(super) struct Channel {
    channel: BroadcastChannel,
    build: String,
    me: WorkerId,
    listener: OnceCell<Closure<dyn Fn(MessageEvent)>>,
}

impl Channel {
    /// Joins the channel `name`.
    pub(super) fn open(name: &str, build: &str, me: WorkerId) -> Result<Self, Problem> {
        let channel = BroadcastChannel::new(name)
            .map_err(|e| Problem::new(ProblemKind::StorageRefused, describe(&e)))?;
        Ok(Self { channel, build: build.to_owned(), me, listener: OnceCell::new() })
    }

    /// From now on, what others say goes to `heard`.
    pub(super) fn listen(&self, heard: impl Fn(Heard) + 'static) {
        let listener = self.listener.get_or_init(|| {
            let (build, me) = (self.build.clone(), self.me);
            Closure::new(move |event: MessageEvent| {
                // A clone of the sender's array; anything else on this channel is not ours.
                let Ok(bytes) = event.data().dyn_into::<Uint8Array>() else { return };
                if let Some(said) = read(&build, me, &bytes.to_vec()) {
                    heard(said);
                }
            })
        });
        self.channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    }

    /// Says `packet` to `to`, or to all.
    pub(super) fn send(&self, leads: bool, to: Option<WorkerId>, packet: &Packet) -> Result<(), Problem> {
        let bytes = write(&self.build, leads, self.me, to, packet)?;
        let sent = self.channel.post_message(&Uint8Array::from(bytes.as_slice()));
        sent.map_err(|e| Problem::new(ProblemKind::Internal, describe(&e)))
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
