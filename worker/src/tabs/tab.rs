//! A worker among the tabs: the state machine of [`Member`] with lock, channel, page and messenger around it.

use super::{
    Effect, Member, Packet, WorkerId,
    channel::Channel,
    lock::{self, Held},
};
use crate::scope::describe;
use estuary_api::{
    Command, Event, Problem, ProblemKind, Reply,
    wire::{Request, Response},
};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};
use wasm_bindgen_futures::spawn_local;

/// The messenger, as the leader runs it.
#[expect(async_fn_in_trait, reason = "one thread; no caller needs to name or bound these futures")]
pub trait Lead: 'static {
    /// Answers a command.
    async fn handle(&self, command: Command) -> Result<Reply, Problem>;

    /// Works in the background; returns when it cannot go on.
    async fn run(&self) -> Problem;

    /// Changes nothing in the store any more.
    fn close(&self);
}

/// A worker among the tabs. Dropping it is like the tab's end: others take over.
pub struct Tab<L> {
    shared: Rc<Shared<L>>,
}

struct Shared<L> {
    member: RefCell<Member>,
    channel: Channel,
    respond: Box<dyn Fn(Response)>,
    messenger: RefCell<Option<Rc<L>>>,
    lock: RefCell<Option<Held>>,
}

impl<L: Lead> Tab<L> {
    /// Joins the tabs of `profile` that run `build`. What the page is to hear goes to `respond`; once this tab leads,
    /// `start` makes the messenger, whose events go to the function it is given.
    pub fn join<S>(
        profile: &str,
        build: &str,
        respond: impl Fn(Response) + 'static,
        start: S,
    ) -> Result<Self, Problem>
    where
        S: AsyncFnOnce(Box<dyn Fn(Event)>) -> Result<L, Problem> + 'static,
    {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|e| Problem::new(ProblemKind::Internal, e))?;
        let me = WorkerId(id);
        let shared = Rc::new(Shared {
            member: RefCell::new(Member::new(me)),
            channel: Channel::open(&format!("estuary-{profile}"), build, me)?,
            respond: Box::new(respond),
            messenger: RefCell::default(),
            lock: RefCell::default(),
        });
        let weak = Rc::downgrade(&shared);
        shared.channel.listen(move |heard| step(&weak, |member| member.heard(heard)));
        shared.channel.send(false, None, &Packet::Who)?;
        spawn_local(lead(Rc::downgrade(&shared), format!("estuary-leader-{profile}"), start));
        Ok(Self { shared })
    }

    /// The page asks. The answer comes through `respond`, exactly once.
    pub fn ask(&self, request: Request) {
        self.shared.step(|member| member.asked(request));
    }
}

/// Waits for the lock and runs the messenger while holding it.
async fn lead<L, S>(tab: Weak<Shared<L>>, lock: String, start: S)
where
    L: Lead,
    S: AsyncFnOnce(Box<dyn Fn(Event)>) -> Result<L, Problem>,
{
    let held = lock::acquire(&lock).await;
    let Some(shared) = tab.upgrade() else { return };
    match held {
        Ok(held) => drop(shared.lock.replace(Some(held))),
        Err(e) => {
            let problem = Problem::new(ProblemKind::StorageRefused, describe(&e));
            return shared.step(|member| member.failed(problem));
        }
    }
    shared.member.borrow_mut().elected();
    drop(shared);

    let events = tab.clone();
    let started = start(Box::new(move |event| step(&events, |member| member.happened(event)))).await;
    let Some(shared) = tab.upgrade() else { return };
    let messenger = match started {
        Ok(messenger) => Rc::new(messenger),
        Err(problem) => return shared.step(|member| member.started(Err(problem))),
    };
    shared.messenger.replace(Some(messenger.clone()));
    shared.step(|member| member.started(Ok(())));
    drop(shared);

    let problem = messenger.run().await;
    step(&tab, |member| member.failed(problem));
}

fn step<L: Lead>(tab: &Weak<Shared<L>>, change: impl FnOnce(&mut Member) -> Vec<Effect>) {
    if let Some(tab) = tab.upgrade() {
        tab.step(change);
    }
}

impl<L: Lead> Shared<L> {
    fn step(self: &Rc<Self>, change: impl FnOnce(&mut Member) -> Vec<Effect>) {
        let effects = change(&mut self.member.borrow_mut());
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Respond(response) => (self.respond)(response),
            Effect::Send { to, packet } => {
                let leads = self.member.borrow().leads();
                if let Err(problem) = self.channel.send(leads, to, &packet) {
                    (self.respond)(Response::Event(Event::Problem(problem)));
                }
            }
            Effect::Execute { from, request: Request { id, command } } => {
                let Some(messenger) = self.messenger.borrow().clone() else { return };
                let tab = Rc::downgrade(self);
                spawn_local(async move {
                    let result = messenger.handle(command).await;
                    step(&tab, |member| member.answered(from, id, result));
                });
            }
            Effect::Resign => {
                // First nothing is written any more, then another may lead.
                if let Some(messenger) = self.messenger.take() {
                    messenger.close();
                }
                self.lock.take();
            }
        }
    }
}
