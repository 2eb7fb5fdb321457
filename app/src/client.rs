//! The workers behind the page, one for each profile: every command is answered once, events come by themselves.

use crate::{
    browser,
    profiles::{self, ProfileId},
};
use estuary_api::{
    Command, Event, Problem, ProblemKind, Reply,
    wire::{self, Request, Response},
};
use futures::channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Reflect, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// Milliseconds for which a page that is about to end waits for answers, and between its looks.
const SETTLING: u32 = 3_000;
const PAUSE: u32 = 20;

type Answer = Result<Reply, Problem>;

/// Where `start.js` leaves the worker it started, and what that said so far.
const EARLY: &str = "early";

/// A question whose answer waits for whoever asks it.
type Ahead = (Command, oneshot::Receiver<Answer>);

thread_local! {
    static AHEAD: RefCell<Option<Ahead>> = const { RefCell::new(None) };
    static CLIENTS: RefCell<HashMap<ProfileId, Client>> = RefCell::default();
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

struct Client {
    worker: Worker,
    /// What was asked before the worker could hear it. `None` once it can.
    early: Option<Vec<Request>>,
    /// Who waits for answers, and whether those come soon: not where something is watched.
    open: HashMap<u32, (oneshot::Sender<Answer>, bool)>,
    /// It leads the workers of its profile.
    leads: bool,
}

/// Starts the worker of a profile. `on_event` hears everything nobody asked for, the worker's death included.
pub(crate) fn start(profile: ProfileId, on_event: impl Fn(Event) + Clone + 'static) {
    let (worker, said) = match worker_of(profile) {
        Ok(started) => started,
        Err(error) => {
            return on_event(Event::Problem(Problem::new(ProblemKind::CodeLoad, browser::explain(&error))));
        }
    };
    let heard = on_event.clone();
    let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        match wire::decode(&Uint8Array::new(&event.data()).to_vec()) {
            Ok(response) => receive(profile, response, &heard),
            Err(problem) => heard(Event::Problem(problem)),
        }
    });
    let message: Function = message.into_js_value().unchecked_into();
    worker.set_onmessage(Some(&message));
    let failed = Closure::<dyn Fn(web_sys::Event)>::new(move |_| {
        let kind = if is_ready(profile) { ProblemKind::WorkerDied } else { ProblemKind::CodeLoad };
        fail_all(profile, &on_event, Problem::new(kind, "the worker reported an error"));
    });
    let failed: Function = failed.into_js_value().unchecked_into();
    worker.set_onerror(Some(&failed));
    // One of before would keep leading the tabs.
    end(profile);
    let client = Client { worker, early: Some(Vec::new()), open: HashMap::new(), leads: false };
    CLIENTS.with_borrow_mut(|clients| clients.insert(profile, client));
    for event in said {
        let is_message = event.is_instance_of::<MessageEvent>();
        if is_message { &message } else { &failed }.call1(&JsValue::NULL, &event).ok();
    }
}

/// The worker of a profile, and the events it had until now.
fn worker_of(profile: ProfileId) -> Result<(Worker, Array), JsValue> {
    if let Some(early) = take_early(profile) {
        return Ok(early);
    }
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    // By which the worker knows whose it is.
    options.set_name(&profile.to_string());
    let url = browser::meta("estuary-worker").unwrap_or_default();
    Ok((Worker::new_with_options(&url, &options)?, Array::new()))
}

/// What `start.js` started. Of another profile than it thought it is of no use.
fn take_early(profile: ProfileId) -> Option<(Worker, Array)> {
    let global = js_sys::global();
    let early = Reflect::get(&global, &EARLY.into()).ok().filter(JsValue::is_object)?;
    Reflect::delete_property(&global, &EARLY.into()).ok();
    let of = |name: &str| Reflect::get(&early, &name.into()).ok();
    let worker: Worker = of("worker")?.dyn_into().ok()?;
    if of("name")?.as_string()? != profile.to_string() {
        worker.terminate();
        return None;
    }
    Some((worker, of("heard")?.dyn_into().ok()?))
}

/// Asks what will soon be asked with [`call`], unless that is under way: the answer waits for it.
pub(crate) fn ask_ahead(command: Command) {
    if AHEAD.with_borrow(|ahead| ahead.as_ref().is_some_and(|(other, _)| *other == command)) {
        return;
    }
    let (sender, answer) = oneshot::channel();
    AHEAD.set(Some((command.clone(), answer)));
    spawn_local(async move {
        // Nobody waits for it any more where something changed meanwhile.
        sender.send(ask(profiles::shown(), command).await).ok();
    });
}

/// Asks the profile this page shows, and waits for the answer.
pub(crate) async fn call(command: Command) -> Answer {
    let ahead = AHEAD.take();
    let is_it = ahead.as_ref().is_some_and(|(other, _)| *other == command);
    match ahead {
        Some((_, answer)) if is_it => {
            // Nothing is given where something else was watched meanwhile.
            if let Ok(Ok(reply)) = answer.await
                && reply != Reply::Done
            {
                return Ok(reply);
            }
        }
        other => AHEAD.set(other),
    }
    ask(profiles::shown(), command).await
}

/// Asks any profile whose worker was started, and waits for the answer.
pub(crate) async fn ask(profile: ProfileId, command: Command) -> Answer {
    let id = NEXT.replace(NEXT.get().wrapping_add(1));
    let (sender, answer) = oneshot::channel();
    let asked = CLIENTS.with_borrow_mut(|clients| {
        let client = clients.get_mut(&profile)?;
        client.open.insert(id, (sender, !matches!(command, Command::Watch(_))));
        client.send(Request { id, command });
        Some(())
    });
    let died = || Err(Problem::new(ProblemKind::WorkerDied, "the worker does not run"));
    match asked {
        Some(()) => answer.await.unwrap_or_else(|_| died()),
        None => died(),
    }
}

/// Waits until everything asked was answered that is answered soon, for a while at the most. For a page that is about to
/// end.
pub(crate) async fn settle() {
    for _ in 0..SETTLING / PAUSE {
        let settled = |client: &Client| client.open.values().all(|(_, soon)| !soon);
        if CLIENTS.with_borrow(|clients| clients.values().all(settled)) {
            return;
        }
        TimeoutFuture::new(PAUSE).await;
    }
}

/// Ends the worker of a profile. Who waits for an answer gets none any more.
pub(crate) fn end(profile: ProfileId) {
    if let Some(client) = CLIENTS.with_borrow_mut(|clients| clients.remove(&profile)) {
        client.worker.terminate();
    }
}

impl Client {
    fn send(&mut self, request: Request) {
        match &mut self.early {
            Some(early) => early.push(request),
            None => self.post(&request),
        }
    }

    fn post(&self, request: &Request) {
        // Neither can fail: our types can be written, and a fresh buffer can be transferred.
        if let Ok(bytes) = wire::encode(request) {
            let buffer = Uint8Array::from(bytes.as_slice()).buffer();
            self.worker.post_message_with_transfer(&buffer, &Array::of1(&buffer)).ok();
        }
    }
}

/// Whether the worker of a profile that runs here leads all of them. Of all pages only one is told so.
pub(crate) fn leads(profile: ProfileId) -> bool {
    CLIENTS.with_borrow(|clients| clients.get(&profile).is_some_and(|client| client.leads))
}

fn is_ready(profile: ProfileId) -> bool {
    CLIENTS.with_borrow(|clients| clients.get(&profile).is_some_and(|client| client.early.is_none()))
}

fn receive(profile: ProfileId, response: Response, on_event: &impl Fn(Event)) {
    match response {
        Response::Ready => CLIENTS.with_borrow_mut(|clients| {
            let Some(client) = clients.get_mut(&profile) else { return };
            for request in client.early.take().unwrap_or_default() {
                client.post(&request);
            }
        }),
        Response::Reply { id, result } => {
            let sender = CLIENTS.with_borrow_mut(|clients| clients.get_mut(&profile)?.open.remove(&id));
            if let Some((sender, _)) = sender {
                // Whoever asked may have gone meanwhile.
                sender.send(result).ok();
            }
        }
        Response::Event(Event::Problem(problem)) if problem.kind == ProblemKind::WorkerDied => {
            fail_all(profile, on_event, problem);
        }
        Response::Event(event) => {
            if changes_answers(&event) {
                AHEAD.set(None);
            }
            on_event(event);
        }
        Response::Leads => CLIENTS.with_borrow_mut(|clients| {
            if let Some(client) = clients.get_mut(&profile) {
                client.leads = true;
            }
        }),
    }
}

/// Whether what was answered before may be wrong now.
fn changes_answers(event: &Event) -> bool {
    matches!(event, Event::ChatListChanged | Event::ChatChanged(_) | Event::Incoming { .. } | Event::Resync)
}

/// Nobody waits for a worker that cannot answer any more.
fn fail_all(profile: ProfileId, on_event: &impl Fn(Event), problem: Problem) {
    let Some(client) = CLIENTS.with_borrow_mut(|clients| clients.remove(&profile)) else { return };
    // One that is still there would keep leading the tabs, and answer nobody.
    client.worker.terminate();
    for (sender, _) in client.open.into_values() {
        sender.send(Err(problem.clone())).ok();
    }
    on_event(Event::Problem(problem));
}
