//! The worker behind the page: every command is answered once, events come by themselves.

use crate::browser;
use estuary_api::{
    Command, Event, Problem, ProblemKind, Reply,
    wire::{self, Request, Response},
};
use futures::channel::oneshot;
use js_sys::{Array, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

type Answer = Result<Reply, Problem>;

thread_local! {
    static CLIENT: RefCell<Option<Client>> = const { RefCell::new(None) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

struct Client {
    worker: Worker,
    /// What was asked before the worker could hear it. `None` once it can.
    early: Option<Vec<Request>>,
    open: HashMap<u32, oneshot::Sender<Answer>>,
}

/// Starts the worker. `on_event` hears everything nobody asked for, the worker's death included.
pub(crate) fn start(on_event: impl Fn(Event) + Clone + 'static) {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
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
            Ok(response) => receive(response, &heard),
            Err(problem) => heard(Event::Problem(problem)),
        }
    });
    worker.set_onmessage(Some(message.into_js_value().unchecked_ref()));
    let failed = Closure::<dyn Fn(web_sys::Event)>::new(move |_| {
        let kind = if is_ready() { ProblemKind::WorkerDied } else { ProblemKind::CodeLoad };
        fail_all(&on_event, Problem::new(kind, "the worker reported an error"));
    });
    worker.set_onerror(Some(failed.into_js_value().unchecked_ref()));
    CLIENT.set(Some(Client { worker, early: Some(Vec::new()), open: HashMap::new() }));
}

/// Asks, and waits for the answer.
pub(crate) async fn call(command: Command) -> Answer {
    let id = NEXT.replace(NEXT.get().wrapping_add(1));
    let (sender, answer) = oneshot::channel();
    let asked = CLIENT.with_borrow_mut(|client| {
        let client = client.as_mut()?;
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

fn is_ready() -> bool {
    CLIENT.with_borrow(|client| client.as_ref().is_some_and(|client| client.early.is_none()))
}

fn receive(response: Response, on_event: &impl Fn(Event)) {
    match response {
        Response::Ready => CLIENT.with_borrow_mut(|client| {
            let Some(client) = client else { return };
            for request in client.early.take().unwrap_or_default() {
                client.post(&request);
            }
        }),
        Response::Reply { id, result } => {
            let sender = CLIENT.with_borrow_mut(|client| client.as_mut()?.open.remove(&id));
            if let Some(sender) = sender {
                // Whoever asked may have gone meanwhile.
                sender.send(result).ok();
            }
        }
        Response::Event(Event::Problem(problem)) if problem.kind == ProblemKind::WorkerDied => {
            fail_all(on_event, problem);
        }
        Response::Event(event) => on_event(event),
    }
}

/// Nobody waits for a worker that cannot answer any more.
fn fail_all(on_event: &impl Fn(Event), problem: Problem) {
    let Some(client) = CLIENT.with_borrow_mut(Option::take) else { return };
    // One that is still there would keep leading the tabs, and answer nobody.
    client.worker.terminate();
    for sender in client.open.into_values() {
        sender.send(Err(problem.clone())).ok();
    }
    on_event(Event::Problem(problem));
}
