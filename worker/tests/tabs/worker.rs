//! Real workers, each with a program of its own, that are killed or die.

use crate::common::fresh_name;
use estuary_api::{
    Command, Event, Problem, ProblemKind, Reply,
    wire::{self, Request, Response},
};
use estuary_worker::tabs::Lead;
use futures::{StreamExt, channel::mpsc};
use js_sys::{Array, Uint8Array};
use std::future::pending;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{
    Blob, BlobPropertyBag, MessageEvent, Url, Worker, WorkerGlobalScope, WorkerOptions, WorkerType,
};

/// A messenger that tells its name, and does not survive everything.
struct Mortal {
    name: String,
}

impl Lead for Mortal {
    async fn handle(&self, command: Command) -> Result<Reply, Problem> {
        match command {
            Command::Status => Ok(Reply::InviteLink(self.name.clone())),
            Command::ResetInvite => panic!("a defect while working on {command:?}"),
            _ => pending().await,
        }
    }

    async fn run(&self) -> Problem {
        pending().await
    }

    fn close(&self) {}
}

/// What a worker of [`Page::open`] runs.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "exported to JavaScript")]
pub fn host_a_mortal(profile: &str, build: &str, name: String) {
    estuary_worker::host(profile, build, async move |_| Ok(Mortal { name }));
}

/// A page with a worker of its own.
struct Page {
    worker: Worker,
    /// It was told that its worker leads.
    leads: bool,
    heard: mpsc::UnboundedReceiver<Response>,
    _listener: Closure<dyn Fn(MessageEvent)>,
}

impl Page {
    async fn open(profile: &str, name: &str) -> Self {
        let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
        let script = format!(
            "import init, {{ host_a_mortal }} from '{origin}/wasm-bindgen-test';
             await init('{origin}/wasm-bindgen-test_bg.wasm');
             host_a_mortal('{profile}', 'build', '{name}');",
            origin = scope.location().origin()
        );
        let kind = BlobPropertyBag::new();
        kind.set_type("text/javascript");
        let script = Blob::new_with_str_sequence_and_options(&Array::of1(&script.into()), &kind).unwrap();
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker =
            Worker::new_with_options(&Url::create_object_url_with_blob(&script).unwrap(), &options).unwrap();
        let (sender, heard) = mpsc::unbounded();
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let said = wire::decode(&Uint8Array::new(&event.data()).to_vec()).unwrap();
            sender.unbounded_send(said).unwrap();
        });
        worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        let mut page = Self { worker, leads: false, heard, _listener: listener };
        assert_eq!(page.heard.next().await, Some(Response::Ready));
        page
    }

    fn ask(&self, id: u32, command: Command) {
        let bytes = wire::encode(&Request { id, command }).unwrap();
        self.worker.post_message(&Uint8Array::from(bytes.as_slice()).buffer()).unwrap();
    }

    /// The next thing heard, other than who leads and that views are out of date.
    async fn hear(&mut self) -> Response {
        loop {
            match self.heard.next().await.unwrap() {
                Response::Event(Event::Resync) => {}
                Response::Leads => self.leads = true,
                response => return response,
            }
        }
    }
}

fn answered(id: u32, name: &str) -> Response {
    Response::Reply { id, result: Ok(Reply::InviteLink(name.to_owned())) }
}

#[wasm_bindgen_test]
async fn a_killed_leader_is_replaced() {
    let profile = fresh_name("killed");
    let mut first = Page::open(&profile, "first").await;
    first.ask(1, Command::Status);
    assert_eq!(first.hear().await, answered(1, "first"));
    let mut second = Page::open(&profile, "second").await;
    second.ask(1, Command::Status);
    assert_eq!(second.hear().await, answered(1, "first"));
    assert_eq!((first.leads, second.leads), (true, false));
    first.worker.terminate();
    second.ask(2, Command::Status);
    assert_eq!(second.hear().await, answered(2, "second"));
    assert!(second.leads);
    second.worker.terminate();
}

#[wasm_bindgen_test]
async fn a_leader_that_panics_says_so_and_is_replaced() {
    let profile = fresh_name("panics");
    let mut first = Page::open(&profile, "first").await;
    first.ask(1, Command::Status);
    assert_eq!(first.hear().await, answered(1, "first"));
    let mut second = Page::open(&profile, "second").await;
    first.ask(2, Command::ResetInvite);
    let Response::Event(Event::Problem(problem)) = first.hear().await else { panic!("no problem") };
    assert_eq!(problem.kind, ProblemKind::WorkerDied);
    assert!(problem.detail.contains("worker.rs"), "{problem}");
    assert!(!problem.detail.contains("ResetInvite"), "what it worked on stays private: {problem}");
    second.ask(1, Command::Status);
    assert_eq!(second.hear().await, answered(1, "second"));
    second.worker.terminate();
}

#[wasm_bindgen_test]
async fn what_no_worker_understands_is_answered_as_another_version() {
    let mut page = Page::open(&fresh_name("noise"), "first").await;
    page.worker.post_message(&Uint8Array::from(&[0xff; 9][..]).buffer()).unwrap();
    let Response::Event(Event::Problem(problem)) = page.hear().await else { panic!("no problem") };
    assert_eq!(problem.kind, ProblemKind::OtherVersion);
    page.ask(1, Command::Status);
    assert_eq!(page.hear().await, answered(1, "first"), "it goes on");
    page.worker.terminate();
}
