//! Several workers' worth of tabs in one worker: locks and channels are those of the browser, and work between two
//! tabs of one worker as between two workers.

use crate::common::fresh_name;
use estuary_api::{
    Command, Event, Problem, ProblemKind, Reply,
    wire::{Request, Response},
};
use estuary_core::ports::Clock;
use estuary_worker::{
    clock::BrowserClock,
    tabs::{Lead, Tab},
};
use futures::{StreamExt, channel::mpsc};
use std::{cell::RefCell, future::pending, rc::Rc};
use wasm_bindgen_test::*;

/// A messenger that notes what it does.
struct Scribe {
    name: &'static str,
    notes: Notes,
    /// Whether it ever answers.
    answers: bool,
    events: Box<dyn Fn(Event)>,
}

type Notes = Rc<RefCell<Vec<String>>>;

impl Lead for Scribe {
    async fn handle(&self, command: Command) -> Result<Reply, Problem> {
        self.notes.borrow_mut().push(format!("{} {command:?}", self.name));
        if !self.answers {
            pending::<()>().await;
        }
        if command == Command::RetryConnection {
            (self.events)(Event::ProfileChanged);
        }
        // As large as an attachment can be, and telling who answered.
        Ok(Reply::InviteLink(format!("{}{}", self.name, " ".repeat(if self.answers { 3 << 20 } else { 0 }))))
    }

    async fn run(&self) -> Problem {
        pending().await
    }

    fn close(&self) {
        self.notes.borrow_mut().push(format!("{} closed", self.name));
    }
}

/// A tab and what its page hears.
struct Page {
    tab: Option<Tab<Scribe>>,
    heard: mpsc::UnboundedReceiver<Response>,
}

impl Page {
    fn open(profile: &str, build: &str, name: &'static str, notes: &Notes, answers: bool) -> Self {
        let notes = notes.clone();
        Self::start(profile, build, async move |events| Ok(Scribe { name, notes, answers, events }))
    }

    fn start<S>(profile: &str, build: &str, start: S) -> Self
    where
        S: AsyncFnOnce(Box<dyn Fn(Event)>) -> Result<Scribe, Problem> + 'static,
    {
        let (sender, heard) = mpsc::unbounded();
        let tab = Tab::join(profile, build, move |r| drop(sender.unbounded_send(r)), start).unwrap();
        Self { tab: Some(tab), heard }
    }

    fn ask(&self, id: u32, command: Command) {
        self.tab.as_ref().unwrap().ask(Request { id, command });
    }

    /// The next answer: to which request, and by whom.
    async fn answer(&mut self) -> (u32, Result<String, ProblemKind>) {
        loop {
            match self.heard.next().await.unwrap() {
                Response::Reply { id, result: Ok(Reply::InviteLink(name)) } => {
                    return (id, Ok(name.trim().to_owned()));
                }
                Response::Reply { id, result: Err(problem) } => return (id, Err(problem.kind)),
                _ => {}
            }
        }
    }

    async fn event(&mut self) -> Event {
        loop {
            if let Response::Event(event) = self.heard.next().await.unwrap() {
                return event;
            }
        }
    }

    fn die(&mut self) {
        self.tab = None;
    }
}

#[wasm_bindgen_test]
async fn one_leads_and_answers_for_all() {
    let (profile, notes) = (fresh_name("lead"), Notes::default());
    let mut first = Page::open(&profile, "1", "first", &notes, true);
    let mut second = Page::open(&profile, "1", "second", &notes, true);
    second.ask(1, Command::Status);
    first.ask(1, Command::Status);
    assert_eq!(second.answer().await, (1, Ok("first".to_owned())));
    assert_eq!(first.answer().await, (1, Ok("first".to_owned())));
    second.ask(2, Command::RetryConnection);
    assert_eq!(first.event().await, Event::ProfileChanged);
    assert_eq!(second.event().await, Event::ProfileChanged);
}

#[wasm_bindgen_test]
async fn a_leader_that_dies_is_replaced_and_nothing_is_lost_or_doubled() {
    let (profile, notes) = (fresh_name("change"), Notes::default());
    let mut first = Page::open(&profile, "1", "first", &notes, false);
    let mut second = Page::open(&profile, "1", "second", &notes, true);
    let mut third = Page::open(&profile, "1", "third", &notes, true);
    third.ask(1, Command::InviteLink);
    while notes.borrow().is_empty() {
        BrowserClock.sleep(1).await;
    }
    first.die();
    assert_eq!(third.answer().await, (1, Ok("second".to_owned())));
    third.ask(2, Command::Status);
    assert_eq!(third.answer().await, (2, Ok("second".to_owned())), "the first answer came once");
    assert_eq!(second.event().await, Event::Resync);
    second.die();
    third.ask(3, Command::Profile);
    assert_eq!(third.answer().await, (3, Ok("third".to_owned())));
    let notes = notes.borrow();
    assert_eq!(*notes, ["first InviteLink", "second InviteLink", "second Status", "third Profile"]);
}

#[wasm_bindgen_test]
async fn a_tab_that_waits_for_the_lock_may_die_too() {
    let (profile, notes) = (fresh_name("waiting"), Notes::default());
    let mut first = Page::open(&profile, "1", "first", &notes, true);
    let mut second = Page::open(&profile, "1", "second", &notes, true);
    let mut third = Page::open(&profile, "1", "third", &notes, true);
    third.ask(1, Command::Status);
    assert_eq!(third.answer().await, (1, Ok("first".to_owned())));
    second.die();
    first.die();
    third.ask(2, Command::Status);
    assert_eq!(third.answer().await, (2, Ok("third".to_owned())));
}

#[wasm_bindgen_test]
async fn builds_do_not_talk_past_each_other() {
    let (profile, notes) = (fresh_name("builds"), Notes::default());
    let mut old = Page::open(&profile, "old", "old", &notes, true);
    old.ask(1, Command::Status);
    assert_eq!(old.answer().await, (1, Ok("old".to_owned())));
    let mut new = Page::open(&profile, "new", "new", &notes, true);
    new.ask(1, Command::Status);
    assert_eq!(new.answer().await, (1, Err(ProblemKind::OtherVersion)));
    old.die();
    while new.event().await != Event::Resync {}
    new.ask(2, Command::Status);
    assert_eq!(new.answer().await, (2, Ok("new".to_owned())));
}

#[wasm_bindgen_test]
async fn a_tab_that_cannot_start_says_why_and_another_leads() {
    let (profile, notes) = (fresh_name("broken"), Notes::default());
    let problem = Problem::new(ProblemKind::StorageUnreadable, "test");
    let mut broken = Page::start(&profile, "1", async move |_| Err(problem));
    broken.ask(1, Command::Status);
    assert_eq!(broken.answer().await, (1, Err(ProblemKind::StorageUnreadable)));
    let mut sound = Page::open(&profile, "1", "sound", &notes, true);
    sound.ask(1, Command::Status);
    assert_eq!(sound.answer().await, (1, Ok("sound".to_owned())));
    while broken.event().await != Event::Resync {}
    broken.ask(2, Command::Status);
    assert_eq!(broken.answer().await, (2, Ok("sound".to_owned())), "it follows who can");
}
