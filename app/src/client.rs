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
use js_sys::{Array, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// Milliseconds for which a page that is about to end waits for answers, and between its looks.
const SETTLING: u32 = 3_000;
const PAUSE: u32 = 20;

type Answer = Result<Reply, Problem>;

thread_local! {
    static CLIENTS: RefCell<HashMap<ProfileId, Client>> = RefCell::default();
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

struct Client {
    worker: Worker,
    /// What was asked before the worker could hear it. `None` once it can.
    early: Option<Vec<Request>>,
    open: HashMap<u32, oneshot::Sender<Answer>>,
    /// It leads the workers of its profile.
    leads: bool,
}

/// Starts the worker of a profile. `on_event` hears everything nobody asked for, the worker's death included.
pub(crate) fn start(profile: ProfileId, on_event: impl Fn(Event) + Clone + 'static) {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    // By which the worker knows whose it is.
    options.set_name(&profile.to_string());
    let url = browser::meta("estuary-worker").unwrap_or_default();
    let worker = match Worker::new_with_options(&url, &options) {
        Ok(worker) => worker,
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
    worker.set_onmessage(Some(message.into_js_value().unchecked_ref()));
    let failed = Closure::<dyn Fn(web_sys::Event)>::new(move |_| {
        let kind = if is_ready(profile) { ProblemKind::WorkerDied } else { ProblemKind::CodeLoad };
        fail_all(profile, &on_event, Problem::new(kind, "the worker reported an error"));
    });
    worker.set_onerror(Some(failed.into_js_value().unchecked_ref()));
    // One of before would keep leading the tabs.
    end(profile);
    let client = Client { worker, early: Some(Vec::new()), open: HashMap::new(), leads: false };
    CLIENTS.with_borrow_mut(|clients| clients.insert(profile, client));
}

/// Asks the profile this page shows, and waits for the answer.
pub(crate) async fn call(command: Command) -> Answer {
    ask(profiles::shown(), command).await
}

/// Asks any profile whose worker was started, and waits for the answer.
pub(crate) async fn ask(profile: ProfileId, command: Command) -> Answer {
    let id = NEXT.replace(NEXT.get().wrapping_add(1));
    let (sender, answer) = oneshot::channel();
    let asked = CLIENTS.with_borrow_mut(|clients| {
        let client = clients.get_mut(&profile)?;
        client.open.insert(id, sender);
        client.send(Request { id, command });
        Some(())
    });
    let died = || Err(Problem::new(ProblemKind::WorkerDied, "the worker does not run"));
    match asked {
        Some(()) => answer.await.unwrap_or_else(|_| died()),
        None => died(),
    }
}

/// Waits until everything asked was answered, for a while at the most. For a page that is about to end.
pub(crate) async fn settle() {
    for _ in 0..SETTLING / PAUSE {
        if CLIENTS.with_borrow(|clients| clients.values().all(|client| client.open.is_empty())) {
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
            if let Some(sender) = sender {
                // Whoever asked may have gone meanwhile.
                sender.send(result).ok();
            }
        }
        Response::Event(Event::Problem(problem)) if problem.kind == ProblemKind::WorkerDied => {
            fail_all(profile, on_event, problem);
        }
        Response::Event(event) => on_event(event),
        Response::Leads => CLIENTS.with_borrow_mut(|clients| {
            if let Some(client) = clients.get_mut(&profile) {
                client.leads = true;
            }
        }),
    }
}

/// Nobody waits for a worker that cannot answer any more.
fn fail_all(profile: ProfileId, on_event: &impl Fn(Event), problem: Problem) {
    let Some(client) = CLIENTS.with_borrow_mut(|clients| clients.remove(&profile)) else { return };
    // One that is still there would keep leading the tabs, and answer nobody.
    client.worker.terminate();
    for sender in client.open.into_values() {
        sender.send(Err(problem.clone())).ok();
    }
    on_event(Event::Problem(problem));
}
