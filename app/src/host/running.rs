//! A running app. All it says is worked off one after another, so nothing overtakes.

use super::{
    Chat, Import, Imported, Link, Source, frame, link, local_channel,
    message::{Filter, Said},
    place::Place,
    realtime::{self, Standing},
    site::get,
};
use crate::browser;
use estuary_api::{Instance, Problem};
use futures::{StreamExt, channel::mpsc};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::{
    prelude::{GetUntracked, RwSignal, Set},
    task::spawn_local,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlIFrameElement, MessageEvent, MessagePort};

/// Updates handed over at once.
const BATCH: u32 = 500;
/// What an app may have waiting, in bytes and in number. More is dropped: no sensible app gets there.
const WAITING_BYTES: usize = 64 * 1024 * 1024;
const WAITING: usize = 20_000;
/// How often, and after how many milliseconds each, it is looked for a person's press in the app.
const GLANCES: u32 = 10;
const GLANCE: u32 = 50;
/// How long a closing app may say last things, in milliseconds.
const LAST_WORDS: u32 = 400;
/// How long the keeper may take, in milliseconds.
const PATIENCE: u32 = 15_000;

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// The origin is being prepared.
    Starting,
    /// The app is shown.
    Shown,
    /// It cannot be started here.
    Refused(String),
}

/// What an app wants that is not the host's to decide.
pub(crate) struct Outside {
    /// A person followed a link out of it.
    pub(crate) leave: Box<dyn Fn(Link)>,
    /// It hands something over for a chat. Answers what to tell the app if that is refused.
    pub(crate) chat: Box<dyn Fn(Chat) -> Result<(), String>>,
    /// It wants files of a person's choice. `false` where nobody can be asked now.
    pub(crate) import: Box<dyn Fn(Import) -> bool>,
    /// How it stands in its realtime channel, while it is in one.
    pub(crate) channel: RwSignal<Option<Standing>>,
    /// An update could not be taken.
    pub(crate) failed: Box<dyn Fn(Problem)>,
}

enum Work {
    Question {
        data: JsValue,
        port: MessagePort,
    },
    Said(Said),
    /// It joins its realtime channel, at the other end of this port.
    Join(MessagePort),
    /// It leaves that channel.
    Part,
    News,
}

/// A realtime channel that is left when this is dropped.
enum Joined {
    Chat { _held: realtime::Joined },
    Room { _held: local_channel::Joined },
}

/// A running app; it ends when [`Running::close`] is called.
#[derive(Clone)]
pub(crate) struct Running(Rc<Inner>);

/// What an app asked for, told whether a person pressed something.
type Asked = Box<dyn FnOnce(&Inner, bool)>;

struct Inner {
    source: Source,
    instance: Instance,
    place: Place,
    /// `None` where the app's frame keeps itself.
    keeper: Option<HtmlIFrameElement>,
    app: HtmlIFrameElement,
    state: RwSignal<State>,
    outside: Outside,
    work: mpsc::UnboundedSender<Work>,
    /// Number and bytes of what waits.
    waiting: Cell<(usize, usize)>,
    /// Connection to the page the app shows now.
    port: RefCell<Option<MessagePort>>,
    /// Round and last serial delivered, once the app listens.
    listening: Cell<Option<(f64, u32)>>,
    channel: RefCell<Option<Joined>>,
    /// What waits for a person's press in the app, and how often it will still be looked for one.
    asked: RefCell<Option<Asked>>,
    glances: Cell<u32>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Running {
    /// Starts an instance inside an element. `None` where there is no place for apps.
    pub(crate) async fn start(
        source: Source,
        instance: Instance,
        around: Element,
        href: Option<String>,
        state: RwSignal<State>,
        outside: Outside,
    ) -> Option<Self> {
        let place = Place::of(&instance.label).await?;
        let keeper = place.keeper();
        let app = place.frame(&instance.summary.name)?;
        let (work, mut queue) = mpsc::unbounded();
        let inner = Rc::new(Inner {
            source,
            instance,
            place: place.clone(),
            keeper: keeper.clone(),
            app: app.clone(),
            state,
            outside,
            work,
            waiting: Cell::default(),
            port: RefCell::default(),
            listening: Cell::default(),
            channel: RefCell::default(),
            asked: RefCell::default(),
            glances: Cell::default(),
            listeners: RefCell::default(),
        });
        let running = Self(inner);
        let weak = Rc::downgrade(&running.0);
        let first = place.at(&link::path(href.as_deref()));
        if keeper.is_none() {
            app.set_src(&first);
        }
        let keeper_heard = frame::listen(keeper.as_ref().unwrap_or(&app), place.origin(), move |event| {
            if let Some(inner) = weak.upgrade() {
                inner.keeper_said(event, &first);
            }
        });
        let weak = Rc::downgrade(&running.0);
        let app_heard = frame::listen(&app, place.origin(), move |event| {
            if let Some(inner) = weak.upgrade() {
                inner.app_connected(event);
            }
        });
        running.0.listeners.borrow_mut().extend([keeper_heard?, app_heard?]);
        for frame in keeper.iter().chain([&app]) {
            around.append_child(frame).ok()?;
        }
        let weak = Rc::downgrade(&running.0);
        spawn_local(async move {
            while let Some(work) = queue.next().await {
                let Some(inner) = weak.upgrade() else { return };
                inner.done(&work);
                inner.work_off(work).await;
            }
        });
        let weak = Rc::downgrade(&running.0);
        spawn_local(async move {
            TimeoutFuture::new(PATIENCE).await;
            if let Some(inner) = weak.upgrade()
                && inner.state.try_get_untracked() == Some(State::Starting)
            {
                inner.state.set(State::Refused("the app's origin does not answer".to_owned()));
            }
        });
        Some(running)
    }

    /// There may be new updates.
    pub(crate) fn news(&self) {
        self.0.work.unbounded_send(Work::News).ok();
    }

    /// Loads the page it shows anew: its files changed.
    pub(crate) fn reload(&self) {
        self.0.app.set_src(&self.0.place.at(&link::path(None)));
    }

    /// Opens a place in the app. It goes on as it is where only what follows the `#` differs.
    pub(crate) fn open(&self, href: &str) {
        self.0.app.set_src(&self.0.place.at(&link::path(Some(href))));
    }

    /// Ends it. The app hears of it as of any page that is left, and what it says then still counts.
    pub(crate) fn close(self) {
        self.0.app.set_src(&self.0.place.closed());
        self.0.app.set_hidden(true);
        self.0.channel.take();
        spawn_local(async move {
            TimeoutFuture::new(LAST_WORDS).await;
            self.0.app.remove();
            if let Some(keeper) = &self.0.keeper {
                keeper.remove();
            }
            self.0.listeners.take();
            self.0.work.close_channel();
        });
    }
}

impl Inner {
    fn keeper_said(self: &Rc<Self>, event: &MessageEvent, first: &str) {
        let said = get(&event.data(), "keeper").and_then(|said| said.as_string());
        match (said.as_deref(), port(event)) {
            (Some("ready"), Some(port)) => {
                self.hear(&port, |data, ports| {
                    Some(Work::Question { data, port: ports.get(0).dyn_into().ok()? })
                });
                if self.state.get_untracked() == State::Starting {
                    if self.keeper.is_some() {
                        self.app.set_src(first);
                    }
                    self.state.set(State::Shown);
                }
            }
            // What an app's own frame says of itself is shown nowhere.
            (Some("refused"), _) if self.keeper.is_some() => {
                let reason = get(&event.data(), "reason").and_then(|reason| reason.as_string());
                self.state.set(State::Refused(reason.unwrap_or_default()));
            }
            _ => {}
        }
    }

    /// Each page of the app connects anew; what the one before listened to is over.
    fn app_connected(self: &Rc<Self>, event: &MessageEvent) {
        let connects = get(&event.data(), "webxdc").and_then(|word| word.as_string());
        let (Some("connect"), Some(port)) = (connects.as_deref(), port(event)) else { return };
        let max = self.instance.update_max_size;
        self.hear(&port, move |data, ports| {
            if get(&data, "join").is_some() {
                return ports.get(0).dyn_into().ok().map(Work::Join);
            }
            let parts = get(&data, "part").is_some();
            if parts { Some(Work::Part) } else { Said::read(&data, max).map(Work::Said) }
        });
        // The old port is not closed: last words of the page before may be on their way.
        self.port.replace(Some(port));
        self.listening.set(None);
        self.channel.take();
    }

    fn hear(self: &Rc<Self>, port: &MessagePort, read: impl Fn(JsValue, Array) -> Option<Work> + 'static) {
        let weak = Rc::downgrade(self);
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(inner) = weak.upgrade() else { return };
            let (count, bytes) = inner.waiting.get();
            if count >= WAITING || bytes >= WAITING_BYTES {
                return;
            }
            let ports = Array::from(&event.ports());
            if let Some(work) = read(event.data(), ports) {
                inner.waiting.set((count + 1, bytes + work.weight()));
                inner.work.unbounded_send(work).ok();
            }
        });
        port.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    }

    fn done(&self, work: &Work) {
        if !matches!(work, Work::News) {
            let (count, bytes) = self.waiting.get();
            self.waiting.set((count.saturating_sub(1), bytes.saturating_sub(work.weight())));
        }
    }

    async fn work_off(self: &Rc<Self>, work: Work) {
        match work {
            Work::Question { data, port } => self.answer(&data, &port).await,
            Work::News => self.feed().await,
            Work::Join(port) => self.join(port),
            Work::Part => drop(self.channel.take()),
            Work::Said(Said::Listen { round, after }) => {
                self.listening.set(Some((round, after)));
                self.feed().await;
                self.tell(&[("caughtUp", round.into())]);
            }
            Work::Said(Said::Send(update)) => {
                // Who may not send neither sends nor sees it come back; apps are not told (specification).
                if let Err(problem) = self.source.send(update).await {
                    (self.outside.failed)(problem);
                }
            }
            Work::Said(Said::Chat(number, chat)) => {
                let error = (self.outside.chat)(chat).err().map_or(JsValue::UNDEFINED, JsValue::from);
                self.tell(&[("answer", number.into()), ("error", error)]);
            }
            Work::Said(Said::Import(number, filter)) => self.import(number, filter),
            Work::Said(Said::Leave(url)) => {
                if let Some(link) = Link::read(&url) {
                    self.if_used(move |inner, used| {
                        if used {
                            (inner.outside.leave)(link);
                        }
                    });
                }
            }
        }
    }

    /// One channel at a time; where there is none, nothing was promised.
    fn join(&self, port: MessagePort) {
        if !self.instance.realtime {
            return;
        }
        self.channel.take();
        let standing = self.outside.channel;
        self.channel.replace(Some(match &self.source {
            Source::Chat(instance) => Joined::Chat { _held: realtime::join(*instance, port, standing) },
            Source::Simulated(peer) => Joined::Room { _held: local_channel::join(peer, port, standing) },
        }));
    }

    /// Lets a person choose files, and tells the page that asked, if it is still there.
    fn import(self: &Rc<Self>, number: f64, filter: Filter) {
        let (question, answer) = Import::new(self.source.chat(&self.instance), filter);
        let port = self.port.borrow().clone();
        self.if_used(move |inner, used| {
            let asked = used && (inner.outside.import)(question);
            spawn_local(async move {
                let chosen = if asked { answer.await.unwrap_or_default() } else { Vec::new() };
                if let Some(port) = port {
                    give(&port, number, chosen);
                }
            });
        });
    }

    /// Answers the service worker, or the app's page that does without one, on the port that came with its question.
    async fn answer(&self, question: &JsValue, port: &MessagePort) {
        let values = get(question, "values").is_some();
        let page = get(question, "page").and_then(|page| page.as_bool()).unwrap_or_default();
        let text = |what| get(question, what).and_then(|text| text.as_string());
        if let Some(json) = text("stored") {
            self.place.keep(&json);
        }
        if let (Some(href), Place::Opaque(_)) = (text("open"), &self.place) {
            self.app.set_src(&self.place.at(&link::path(Some(&href))));
        }
        let path = text("file");
        let transfer = Array::new();
        let answer = match path {
            _ if values => self.values(),
            Some(_) if page && self.instance.needs_newer => object(&[("newer", true.into())]),
            Some(path) => match self.source.file(path).await {
                Some(bytes) => {
                    let buffer = Uint8Array::from(bytes.as_slice()).buffer();
                    transfer.push(&buffer);
                    object(&[("bytes", buffer.into())])
                }
                None => object(&[]),
            },
            None => object(&[]),
        };
        port.post_message_with_transferable(&answer, &transfer).ok();
        port.close();
    }

    fn values(&self) -> JsValue {
        let Instance { self_addr, self_name, update_interval, update_max_size, .. } = &self.instance;
        object(&[
            ("selfAddr", self_addr.as_str().into()),
            ("selfName", self_name.as_str().into()),
            ("sendUpdateInterval", (*update_interval).into()),
            ("sendUpdateMaxSize", (*update_max_size).into()),
            ("isAppSender", self.instance.is_app_sender.into()),
            ("isBroadcast", self.instance.is_broadcast.into()),
            ("realtime", self.instance.realtime.into()),
            ("stored", self.place.kept().map_or(JsValue::UNDEFINED, JsValue::from)),
        ])
    }

    /// Hands over what the app has not heard yet.
    async fn feed(&self) {
        while let Some((round, after)) = self.listening.get() {
            let batch = match self.source.updates(after, BATCH).await {
                Ok(batch) => batch,
                Err(problem) => return (self.outside.failed)(problem),
            };
            let Some(last) = batch.updates.last().map(|update| update.serial) else { return };
            // Meanwhile another page may have connected.
            if self.listening.get() != Some((round, after)) {
                continue;
            }
            let updates: Array = batch
                .updates
                .into_iter()
                .map(|update| object(&[("serial", update.serial.into()), ("json", update.json.into())]))
                .collect();
            let max = batch.max_serial.max(last);
            self.tell(&[("updates", updates.into()), ("max", max.into()), ("round", round.into())]);
            self.listening.set(Some((round, last)));
            if last >= max {
                return;
            }
        }
    }

    /// Does something, told whether a person has just pressed something in the app. The page may hear of a press later
    /// than of what the app says, since the app runs in another process; so it looks for a while. What the app asked
    /// before is off then.
    fn if_used(self: &Rc<Self>, act: impl FnOnce(&Self, bool) + 'static) {
        self.glances.set(GLANCES);
        if let Some(before) = self.asked.replace(Some(Box::new(act))) {
            before(self, false); // and whoever looks for that one looks for this one
            return;
        }
        let inner = Rc::clone(self);
        spawn_local(async move {
            while !inner.is_used() && inner.glances.get() > 0 {
                inner.glances.set(inner.glances.get() - 1);
                TimeoutFuture::new(GLANCE).await;
            }
            if let Some(act) = inner.asked.take() {
                act(&inner, inner.is_used());
            }
        });
    }

    /// Activation of a frame counts for the page around it, and the frame has the focus then.
    fn is_used(&self) -> bool {
        let document = browser::window().and_then(|window| window.document());
        let focused = document.and_then(|document| document.active_element());
        is_active() && focused.as_ref() == Some(self.app.as_ref())
    }

    fn tell(&self, message: &[(&str, JsValue)]) {
        if let Some(port) = self.port.borrow().as_ref() {
            port.post_message(&object(message)).ok();
        }
    }
}

/// Answers an app that wanted files, in buffers that it gets without a copy.
fn give(port: &MessagePort, number: f64, files: Vec<Imported>) {
    let transfer = Array::new();
    let file = |file: Imported| {
        let buffer = Uint8Array::from(file.bytes.as_slice()).buffer();
        transfer.push(&buffer);
        object(&[("name", file.name.into()), ("type", file.media_type.into()), ("bytes", buffer.into())])
    };
    let files: Array = files.into_iter().map(file).collect();
    let message = object(&[("answer", number.into()), ("files", files.into())]);
    port.post_message_with_transferable(&message, &transfer).ok();
}

impl Work {
    fn weight(&self) -> usize {
        match self {
            Self::Said(said) => said.weight(),
            Self::Question { .. } | Self::Join(_) | Self::Part | Self::News => 0,
        }
    }
}

fn port(event: &MessageEvent) -> Option<MessagePort> {
    Array::from(&event.ports()).get(0).dyn_into().ok()
}

fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        Reflect::set(&object, &(*name).into(), value).ok();
    }
    object.into()
}

/// Whether a person has just pressed something, in this page or a frame of it.
fn is_active() -> bool {
    let navigator = browser::window().map(|window| JsValue::from(window.navigator()));
    let activation = navigator.and_then(|navigator| get(&navigator, "userActivation"));
    // Where a browser cannot tell, the question that follows must do.
    activation.is_none_or(|activation| get(&activation, "isActive").is_some_and(|active| active.is_truthy()))
}
