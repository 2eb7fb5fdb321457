//! What pages watch. Each pane is given whole once; after every commit that concerns it, whoever waits for it is given what
//! differs from what that page was given before.
//!
//! Nobody tells when a page is gone: it is given one change more, and then forgotten in its turn.

mod page;

use crate::{
    Engine,
    ports::{Entropy, Platform},
    rng::EntropyRng,
};
use estuary_api::{Change, ChatId, Event, PageId, Pane, Problem, Reply, Watch, wire};
use futures::{StreamExt as _, channel::mpsc};
use page::Page;
use rand::RngCore as _;
use std::{
    cell::{Cell, RefCell},
    mem::discriminant,
    rc::Rc,
};

/// Panes remembered that nobody waits for.
const RESTING: usize = 24;

/// All that is watched.
#[derive(Debug)]
pub(crate) struct Watches {
    /// The one that was asked for last is the last.
    all: RefCell<Vec<Watched>>,
    /// Of the next change. It begins anywhere: pages may still have what another engine gave them.
    number: Cell<u64>,
}

/// One pane of one page.
#[derive(Debug)]
struct Watched {
    page: PageId,
    pane: Pane,
    /// What the page was given last, and its number.
    given: Option<(u64, Rc<Page>)>,
    /// How often it may have changed, and how often it had when that was read.
    changes: u64,
    read: u64,
    /// It is to be answered even if nothing differs.
    owed: bool,
    /// Wakes whoever waits for it.
    news: mpsc::Sender<()>,
}

impl Watched {
    fn is_stale(&self) -> bool {
        self.changes != self.read
    }
}

/// The chat a pane is about, if that is one.
fn chat_of(pane: &Pane) -> Option<ChatId> {
    match pane {
        Pane::Chats { .. } => None,
        Pane::Chat(chat) | Pane::Messages { chat, .. } => Some(*chat),
    }
}

/// A question that is being answered. Once another takes its place nothing more comes to it.
type Question = mpsc::Receiver<()>;

impl Watches {
    pub(crate) fn new(entropy: &impl Entropy) -> Self {
        let number = Cell::new(EntropyRng::new(entropy).next_u64());
        Self { all: RefCell::default(), number }
    }

    /// What happened may concern some of them.
    pub(crate) fn hear(&self, event: &Event) {
        for watched in self.all.borrow_mut().iter_mut() {
            let shown = chat_of(&watched.pane);
            let is_concerned = match event {
                Event::ChatListChanged => shown.is_none(),
                Event::ChatChanged(chat) => shown == Some(*chat),
                Event::Join(progress) => shown.is_none_or(|shown| shown == progress.chat),
                _ => false,
            };
            if is_concerned {
                watched.changes += 1;
                // One that was woken already looks at everything.
                watched.news.try_send(()).ok();
            }
        }
    }

    /// Nobody waits any more.
    pub(crate) fn end(&self) {
        self.all.take();
    }

    /// A page asks.
    fn ask(&self, Watch { page, pane, have }: Watch) -> Question {
        let (mut news, question) = mpsc::channel(0);
        let mut all = self.all.borrow_mut();
        let is_same =
            |other: &Watched| other.page == page && discriminant(&other.pane) == discriminant(&pane);
        let before = all.iter().position(is_same).map(|at| all.remove(at));
        let watched = match before {
            Some(before) => {
                // Of another chat nothing was heard meanwhile.
                let is_there = chat_of(&before.pane) == chat_of(&pane);
                let given = before.given.clone().filter(|(number, _)| is_there && have == Some(*number));
                let owed = before.owed || given.is_none() || before.pane != pane;
                Watched { pane, given, owed, news: news.clone(), ..before }
            }
            None => {
                let news = news.clone();
                Watched { page, pane, given: None, changes: 0, read: 0, owed: true, news }
            }
        };
        if watched.owed || watched.is_stale() {
            news.try_send(()).ok();
        }
        all.push(watched);
        let resting = |watched: &Watched| watched.news.is_closed();
        if all.iter().filter(|watched| resting(watched)).count() > RESTING
            && let Some(oldest) = all.iter().position(resting)
        {
            all.remove(oldest);
        }
        question
    }

    /// What is asked for, if nothing else is meanwhile.
    fn of<T>(&self, question: &Question, read: impl FnOnce(&mut Watched) -> T) -> Option<T> {
        let mut all = self.all.borrow_mut();
        all.iter_mut().find(|watched| watched.news.is_connected_to(question)).map(read)
    }

    /// What differs in `page`, read after so many changes; the page that asked has it from now on.
    fn give(&self, watched: &mut Watched, page: Page, changes: u64) -> Result<Option<Change>, Problem> {
        watched.read = changes;
        let before = watched.given.as_ref().map(|(_, page)| Rc::clone(page));
        if !watched.owed && before.as_deref() == Some(&page) {
            return Ok(None);
        }
        let difference = wire::encode(&page.since(before.as_deref()))?;
        watched.owed = false;
        let number = self.number.get();
        self.number.set(number.wrapping_add(1));
        watched.given = Some((number, Rc::new(page)));
        Ok(Some(Change { number, difference }))
    }
}

impl<P: Platform> Engine<P> {
    /// Answers once there is something to say.
    pub(crate) async fn watch(&self, watch: Watch) -> Result<Reply, Problem> {
        let db = self.db.read(self.platform.store());
        let mut question = self.watches.ask(watch);
        while question.next().await.is_some() {
            let now = |watched: &mut Watched| {
                let known = watched.given.clone().filter(|_| !watched.is_stale());
                (watched.pane.clone(), watched.changes, known.map(|(_, page)| page))
            };
            let Some((pane, changes, known)) = self.watches.of(&question, now) else { break };
            let page = Page::read(&db, &self.directory, &pane, known.as_deref()).await?;
            let given = self.watches.of(&question, |watched| self.watches.give(watched, page, changes));
            if let Some(change) = given.transpose()?.flatten() {
                return Ok(Reply::Changed(change));
            }
        }
        Ok(Reply::Done)
    }
}
