//! What the page asks, and what it is told.

use crate::{
    channel::Channel,
    network::{Fault, Network},
};
use futures::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::{cell::RefCell, collections::HashMap, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};

/// From the page.
enum Request {
    /// An app joins.
    Join(Join),
    /// Somebody advertised a node.
    Peer(u32, String),
    /// The app leaves.
    Leave(u32),
    /// There is a network again.
    Network,
}

/// An app that joins a channel.
pub(crate) struct Join {
    /// How the page calls it.
    channel: u32,
    /// The relay of this session; of the first who joins.
    relay: String,
    /// Gossip topic.
    pub(crate) topic: [u8; 32],
    /// Addresses of nodes, as JSON.
    pub(crate) peers: Vec<String>,
    /// The app.
    pub(crate) port: MessagePort,
}

/// Tells the page of one channel.
pub(crate) struct Report {
    scope: DedicatedWorkerGlobalScope,
    channel: u32,
}

type Starting = Shared<LocalBoxFuture<'static, Result<Network, Fault>>>;

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    /// One node for all apps, made for the first.
    network: RefCell<Option<Starting>>,
    channels: RefCell<HashMap<u32, Channel>>,
}

/// Answers the page from now on.
pub(crate) fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let worker =
        Rc::new(Worker { scope: scope.clone(), network: RefCell::default(), channels: RefCell::default() });
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(request) = Request::read(&event) {
            worker.answer(request);
        }
    });
    scope.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
    scope.post_message(&JsValue::TRUE).ok();
}

impl Worker {
    fn answer(self: &Rc<Self>, request: Request) {
        match request {
            Request::Join(join) => self.join(join),
            Request::Peer(channel, address) => {
                if let Some(channel) = self.channels.borrow().get(&channel) {
                    channel.found(address);
                }
            }
            Request::Leave(channel) => drop(self.channels.borrow_mut().remove(&channel)),
            Request::Network => {
                if let Some(network) = self.network.borrow().clone() {
                    spawn_local(async move {
                        if let Ok(network) = network.await {
                            network.changed().await;
                        }
                    });
                }
            }
        }
    }

    fn join(self: &Rc<Self>, join: Join) {
        let (number, relay) = (join.channel, join.relay.clone());
        let report = || Report { scope: self.scope.clone(), channel: number };
        let (told, failed) = (report(), report());
        let (channel, run) = Channel::open(join, report());
        self.channels.borrow_mut().insert(number, channel);
        let worker = Rc::clone(self);
        spawn_local(async move {
            match worker.network(relay).await {
                Ok(network) => {
                    let address = network.clone();
                    spawn_local(async move {
                        if let Ok(node) = address.address().await {
                            told.tell("node", &node.into());
                        }
                    });
                    run(network).await;
                }
                Err(fault) => {
                    // The next one who joins may have more luck.
                    worker.network.take();
                    failed.tell("error", &fault.into());
                }
            }
        });
    }

    fn network(&self, relay: String) -> Starting {
        let mut network = self.network.borrow_mut();
        network
            .get_or_insert_with(|| async move { Network::start(&relay).await }.boxed_local().shared())
            .clone()
    }
}

impl Report {
    /// How many direct neighbours there are, and how many payloads had to go.
    pub(crate) fn state(&self, connected: usize, dropped: u32) {
        let message = self.message();
        Reflect::set(&message, &"connected".into(), &(connected as f64).into()).ok();
        Reflect::set(&message, &"dropped".into(), &dropped.into()).ok();
        self.scope.post_message(&message).ok();
    }

    fn tell(&self, name: &str, value: &JsValue) {
        let message = self.message();
        Reflect::set(&message, &name.into(), value).ok();
        self.scope.post_message(&message).ok();
    }

    fn message(&self) -> Object {
        let message = Object::new();
        Reflect::set(&message, &"channel".into(), &self.channel.into()).ok();
        message
    }
}

impl Request {
    fn read(event: &MessageEvent) -> Option<Self> {
        let data = event.data();
        let get = |name: &str| Reflect::get(&data, &name.into()).ok().filter(|value| !value.is_undefined());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the page counts from 0")]
        let number = |name: &str| get(name)?.as_f64().map(|number| number as u32);
        if let Some(channel) = number("leave") {
            return Some(Self::Leave(channel));
        }
        if get("network").is_some() {
            return Some(Self::Network);
        }
        if let Some(channel) = number("peer") {
            return Some(Self::Peer(channel, get("node")?.as_string()?));
        }
        Some(Self::Join(Join {
            channel: number("join")?,
            relay: get("relay")?.as_string()?,
            topic: get("topic")?.dyn_into::<Uint8Array>().ok()?.to_vec().try_into().ok()?,
            peers: Array::from(&get("peers")?).iter().filter_map(|peer| peer.as_string()).collect(),
            port: event.ports().get(0).dyn_into().ok()?,
        }))
    }
}
