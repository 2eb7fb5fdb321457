//! The part of one worker among the tabs, as a state machine: what it hears goes in, what it has to do comes out.

use super::{Heard, Packet, WorkerId};
use estuary_api::{
    Command, Event, Problem, ProblemKind, Reply,
    wire::{Request, Response},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

/// One worker among the tabs.
#[derive(Debug)]
pub struct Member {
    me: WorkerId,
    role: Role,
    /// The page was told by a leader what to show, or why there is nothing: out of date once another leads.
    attached: bool,
    /// Requests of the own page that nobody answered yet.
    waiting: BTreeMap<u32, Command>,
    /// As leader: requests that are being worked on.
    working: BTreeSet<(WorkerId, u32)>,
}

#[derive(Debug)]
enum Role {
    /// No leader is known.
    Seeking,
    /// Requests go to this worker.
    Following(WorkerId),
    /// A worker of another build leads.
    Foreign,
    /// The lock is ours, the messenger is not up yet.
    Starting,
    /// The messenger runs here.
    Leading,
    /// The messenger could not be started, or stopped.
    Failed(Problem),
}

/// What a [`Member`] wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Let the messenger answer, then tell [`Member::answered`].
    Execute {
        /// Whose page asks.
        from: WorkerId,
        /// What it asks.
        request: Request,
    },
    /// Say this to one worker, or to all.
    Send {
        /// To whom.
        to: Option<WorkerId>,
        /// What.
        packet: Packet,
    },
    /// Tell the own page.
    Respond(Response),
    /// Stop the messenger and give the lock away.
    Resign,
}

impl Member {
    /// A worker that knows of no other yet. It should ask [`Packet::Who`].
    pub fn new(me: WorkerId) -> Self {
        let (waiting, working) = (BTreeMap::new(), BTreeSet::new());
        Self { me, role: Role::Seeking, attached: false, waiting, working }
    }

    /// Who this is.
    pub fn id(&self) -> WorkerId {
        self.me
    }

    /// Whether the messenger runs here.
    pub fn leads(&self) -> bool {
        matches!(self.role, Role::Leading)
    }

    /// The own page asks.
    pub fn asked(&mut self, request: Request) -> Vec<Effect> {
        match &self.role {
            Role::Leading => self.execute(self.me, request),
            Role::Following(_) => {
                self.waiting.insert(request.id, request.command.clone());
                vec![broadcast(Packet::Request(request))]
            }
            Role::Seeking | Role::Starting => {
                self.waiting.insert(request.id, request.command);
                Vec::new()
            }
            Role::Foreign => vec![reply(request.id, Err(other_version()))],
            Role::Failed(problem) => vec![reply(request.id, Err(problem.clone()))],
        }
    }

    /// Another worker says something.
    pub fn heard(&mut self, heard: Heard) -> Vec<Effect> {
        match heard {
            Heard::Foreign { leads: true } => self.meet_foreign_leader(),
            Heard::Foreign { leads: false } | Heard::Packet { packet: Packet::Who, .. } => self.announce(),
            Heard::Packet { from, packet: Packet::Leads } => self.follow(from),
            Heard::Packet { from, packet: Packet::Request(request) } if self.leads() => {
                self.execute(from, request)
            }
            // It will be sent again when there is a leader.
            Heard::Packet { packet: Packet::Request(_), .. } => Vec::new(),
            Heard::Packet { packet: Packet::Reply { id, result }, .. } => match self.waiting.remove(&id) {
                Some(_) => vec![reply(id, result)],
                None => Vec::new(),
            },
            Heard::Packet { packet: Packet::Event(event), .. } => match self.role {
                Role::Following(_) => vec![tell(event)],
                _ => Vec::new(),
            },
        }
    }

    /// The lock is ours; [`Member::started`] has to follow.
    pub fn elected(&mut self) {
        self.role = Role::Starting;
    }

    /// The messenger runs, or could not be started.
    pub fn started(&mut self, result: Result<(), Problem>) -> Vec<Effect> {
        if let Err(problem) = result {
            return self.failed(problem);
        }
        self.role = Role::Leading;
        let mut effects = self.announce();
        effects.push(Effect::Respond(Response::Leads));
        effects.extend(self.attach());
        for (id, command) in mem::take(&mut self.waiting) {
            effects.extend(self.execute(self.me, Request { id, command }));
        }
        effects
    }

    /// The messenger could not be started or stopped for good: somebody else may try.
    pub fn failed(&mut self, problem: Problem) -> Vec<Effect> {
        let mut effects = vec![Effect::Resign, tell(Event::Problem(problem.clone()))];
        effects.extend(self.refuse(&problem));
        self.role = Role::Failed(problem);
        self.attached = true;
        effects
    }

    /// The messenger answered.
    pub fn answered(&mut self, to: WorkerId, id: u32, result: Result<Reply, Problem>) -> Vec<Effect> {
        self.working.remove(&(to, id));
        match to == self.me {
            true => vec![reply(id, result)],
            false => vec![Effect::Send { to: Some(to), packet: Packet::Reply { id, result } }],
        }
    }

    /// The messenger tells something.
    pub fn happened(&mut self, event: Event) -> Vec<Effect> {
        vec![tell(event.clone()), broadcast(Packet::Event(event))]
    }

    fn execute(&mut self, from: WorkerId, request: Request) -> Vec<Effect> {
        match self.working.insert((from, request.id)) {
            true => vec![Effect::Execute { from, request }],
            // Asked again while the first answer is on its way.
            false => Vec::new(),
        }
    }

    fn announce(&self) -> Vec<Effect> {
        if self.leads() { vec![broadcast(Packet::Leads)] } else { Vec::new() }
    }

    fn follow(&mut self, leader: WorkerId) -> Vec<Effect> {
        match self.role {
            Role::Following(known) if known == leader => return Vec::new(),
            // A word of a former leader that comes late: the lock is ours.
            Role::Starting | Role::Leading => return Vec::new(),
            Role::Seeking | Role::Following(_) | Role::Foreign | Role::Failed(_) => {}
        }
        self.role = Role::Following(leader);
        let again = self.waiting.iter().map(|(id, command)| Request { id: *id, command: command.clone() });
        let mut effects: Vec<_> = again.map(|request| broadcast(Packet::Request(request))).collect();
        effects.extend(self.attach());
        effects
    }

    fn meet_foreign_leader(&mut self) -> Vec<Effect> {
        match self.role {
            Role::Seeking | Role::Following(_) => {}
            Role::Foreign | Role::Starting | Role::Leading | Role::Failed(_) => return Vec::new(),
        }
        self.role = Role::Foreign;
        self.attached = true;
        let mut effects = vec![tell(Event::Problem(other_version()))];
        effects.extend(self.refuse(&other_version()));
        effects
    }

    fn refuse(&mut self, problem: &Problem) -> Vec<Effect> {
        mem::take(&mut self.waiting).into_keys().map(|id| reply(id, Err(problem.clone()))).collect()
    }

    fn attach(&mut self) -> Option<Effect> {
        mem::replace(&mut self.attached, true).then(|| tell(Event::Resync))
    }
}

fn other_version() -> Problem {
    Problem::new(ProblemKind::OtherVersion, "A tab of another version leads")
}

fn broadcast(packet: Packet) -> Effect {
    Effect::Send { to: None, packet }
}

fn reply(id: u32, result: Result<Reply, Problem>) -> Effect {
    Effect::Respond(Response::Reply { id, result })
}

fn tell(event: Event) -> Effect {
    Effect::Respond(Response::Event(event))
}
