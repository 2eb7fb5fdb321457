//! The worker of the realtime channels, loaded when the first app joins one. What apps say there passes from their port
//! to it; this page only introduces them, and passes on who is where.

use crate::{browser, client};
use estuary_api::{AppCommand, Channel, Command, MessageId, ProblemKind, Reply, SendId};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::{
    prelude::{RwSignal, Set, window},
    task::spawn_local,
};
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, MessagePort, Worker, WorkerOptions, WorkerType};

use super::site::get;

/// Pause before a server that could not tell of a relay is asked again, in milliseconds.
const PAUSE: u32 = 2_000;

/// The relay of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Relay {
    /// Not known yet, or there is no need of one.
    Unknown,
    /// The server offers none.
    Missing,
    /// What leads to it could not be loaded, or ended by a defect.
    Lost,
    /// Its host.
    At(String),
}

/// How an app stands in its channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) relay: Relay,
    /// Devices it is directly connected to.
    pub(crate) connected: u32,
    /// Payloads that were dropped because the network was slower than the app.
    pub(crate) dropped: u32,
}

/// A channel that was joined; dropping this leaves it.
pub(super) struct Joined(u32);

#[derive(Default)]
struct Desk {
    worker: Option<Worker>,
    /// Listens to the network, as long as there is a worker.
    network: Option<EventListener>,
    /// What it was told before it could hear. `None` once it can.
    early: Option<Vec<(JsValue, Array)>>,
    members: HashMap<u32, Member>,
    count: u32,
}

struct Member {
    instance: MessageId,
    standing: RwSignal<Option<Standing>>,
    shown: Standing,
    /// Who came before the worker knew of the channel. `None` once it does.
    early: Option<Vec<String>>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Joins the channel of an instance for the app at the other end of this port.
pub(super) fn join(instance: MessageId, port: MessagePort, standing: RwSignal<Option<Standing>>) -> Joined {
    let number = DESK.with_borrow_mut(|desk| {
        desk.count = desk.count.wrapping_add(1);
        let shown = Standing { relay: Relay::Unknown, connected: 0, dropped: 0 };
        desk.members.insert(desk.count, Member { instance, standing, shown, early: Some(Vec::new()) });
        desk.count
    });
    change(number, |_| {});
    spawn_local(async move {
        if let Some(channel) = channel(number, instance).await {
            change(number, |shown| shown.relay = host(&channel.relay).map_or(Relay::Unknown, Relay::At));
            DESK.with_borrow_mut(|desk| desk.introduce(number, &channel, &port));
        }
    });
    Joined(number)
}

/// Somebody joined the channel of an instance.
pub(crate) fn channel_peer(instance: MessageId, node: &str) {
    DESK.with_borrow_mut(|desk| {
        let mut told = Vec::new();
        for (number, member) in desk.members.iter_mut().filter(|(_, member)| member.instance == instance) {
            match &mut member.early {
                Some(early) => early.push(node.to_owned()),
                None => told.push(*number),
            }
        }
        told.into_iter().for_each(|number| desk.tell_of(number, node));
    });
}

/// Ends all of it at once: the person switched realtime off.
pub(crate) fn end_realtime() {
    end(|_| None);
}

/// Ends all of it, and leaves this to be shown.
fn end(left: impl Fn(Standing) -> Option<Standing>) {
    let desk = DESK.take();
    if let Some(worker) = desk.worker {
        worker.terminate();
    }
    for member in desk.members.into_values() {
        member.standing.try_set(left(member.shown));
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        let left = DESK.with_borrow_mut(|desk| {
            let member = desk.members.remove(&self.0)?;
            if member.early.is_none() {
                desk.post(object(&[("leave", self.0.into())]), Array::new());
            }
            Some(member)
        });
        if let Some(member) = left {
            member.standing.try_set(None);
        }
    }
}

/// What the worker has to know; asks again while the server does not answer and the app has not left.
async fn channel(number: u32, instance: MessageId) -> Option<Channel> {
    loop {
        match client::call(Command::App(AppCommand::Channel(instance))).await {
            Ok(Reply::Channel(channel)) => return Some(channel),
            Err(problem) if problem.kind == ProblemKind::ServerUnreachable => {}
            Err(problem) if problem.kind == ProblemKind::RelayMissing => {
                change(number, |shown| shown.relay = Relay::Missing);
            }
            _ => return None,
        }
        TimeoutFuture::new(PAUSE).await;
        if !DESK.with_borrow(|desk| desk.members.contains_key(&number)) {
            return None;
        }
    }
}

impl Desk {
    fn introduce(&mut self, number: u32, channel: &Channel, port: &MessagePort) {
        let Some(early) = self.members.get_mut(&number).and_then(|member| member.early.take()) else {
            return;
        };
        let peers: Array =
            channel.peers.iter().chain(&early).map(|peer| JsValue::from(peer.as_str())).collect();
        let request = object(&[
            ("join", number.into()),
            ("relay", channel.relay.as_str().into()),
            ("topic", Uint8Array::from(channel.topic.as_slice()).into()),
            ("peers", peers.into()),
        ]);
        self.post(request, Array::of1(port));
    }

    fn tell_of(&mut self, number: u32, node: &str) {
        self.post(object(&[("peer", number.into()), ("node", node.into())]), Array::new());
    }

    fn post(&mut self, request: JsValue, transfer: Array) {
        if self.worker.is_none() {
            self.worker = start();
            self.network = Some(watch_network());
            self.early = Some(Vec::new());
        }
        match (&mut self.early, &self.worker) {
            (Some(early), _) => early.push((request, transfer)),
            (None, Some(worker)) => drop(worker.post_message_with_transfer(&request, &transfer)),
            (None, None) => {}
        }
    }
}

fn start() -> Option<Worker> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&browser::meta("estuary-realtime")?, &options).ok()?;
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| hear(&event.data()));
    worker.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    let failed = Closure::<dyn Fn(web_sys::Event)>::new(move |_| {
        end(|shown| Some(Standing { relay: Relay::Lost, connected: 0, ..shown }));
    });
    worker.set_onerror(Some(failed.into_js_value().unchecked_ref()));
    Some(worker)
}

/// Tells the worker when there is a network again: browsers tell no worker of that.
fn watch_network() -> EventListener {
    EventListener::new(&window(), "online", |_| {
        DESK.with_borrow(|desk| {
            if let (None, Some(worker)) = (&desk.early, &desk.worker) {
                worker.post_message(&object(&[("network", JsValue::TRUE)])).ok();
            }
        });
    })
}

fn hear(data: &JsValue) {
    if data.is_truthy() && !data.is_object() {
        let early = DESK.with_borrow_mut(|desk| desk.early.take()).unwrap_or_default();
        return DESK.with_borrow_mut(|desk| {
            early.into_iter().for_each(|(request, transfer)| desk.post(request, transfer));
        });
    }
    let number = |name: &str| get(data, name)?.as_f64().map(|number| number as u32);
    let Some(channel) = number("channel") else { return };
    if let Some(node) = get(data, "node").and_then(|node| node.as_string()) {
        let instance = DESK.with_borrow(|desk| desk.members.get(&channel).map(|member| member.instance));
        if let Some(instance) = instance {
            let advertise = AppCommand::Advertise { id: SendId(browser::random()), instance, node };
            // Who cannot be told now finds this node by what it says in the channel.
            spawn_local(async move { drop(client::call(Command::App(advertise)).await) });
        }
    }
    if let (Some(connected), Some(dropped)) = (number("connected"), number("dropped")) {
        change(channel, |shown| (shown.connected, shown.dropped) = (connected, dropped));
    }
}

/// Signals are set while nothing is borrowed: who listens may ask for more.
fn change(number: u32, change: impl FnOnce(&mut Standing)) {
    let changed = DESK.with_borrow_mut(|desk| {
        let member = desk.members.get_mut(&number)?;
        change(&mut member.shown);
        Some((member.standing, member.shown.clone()))
    });
    if let Some((standing, shown)) = changed {
        standing.try_set(Some(shown));
    }
}

/// What a person knows of a URL: its host.
fn host(url: &str) -> Option<String> {
    Some(url.split_once("://")?.1.trim_end_matches('/').trim_end_matches('.').to_owned())
}

fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        Reflect::set(&object, &(*name).into(), value).ok();
    }
    object.into()
}
