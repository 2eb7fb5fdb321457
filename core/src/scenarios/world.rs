//! A small world for scenario tests: a mail server, and devices on it whose loops run in simulated time.

use crate::{
    Engine, Host,
    ports::{
        Login, Session,
        memory::{ManualClock, MemoryMail, MemoryPlatform, MemoryStore, MemoryVault, SeededEntropy},
    },
};
use estuary_api::{
    ChatId, Command, DeliveryState, DeviceNews, Event, Info, MediaCommand, MessageBody, MessageId,
    MessageRow, NewProfile, Picture, Problem, Reply, SendId,
};
use futures::{
    channel::oneshot,
    executor::{LocalPool, LocalSpawner},
    future::{AbortHandle, Abortable},
    task::LocalSpawnExt,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

pub(crate) const NOW: i64 = 1_767_225_600_000;
pub(crate) const DOMAIN: &str = "chat.example";

/// The server, the time, and whoever polls the loops.
pub(crate) struct World {
    pub(crate) mail: MemoryMail,
    pub(crate) clock: ManualClock,
    pool: RefCell<LocalPool>,
    spawner: LocalSpawner,
    seeds: Cell<u64>,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with_relay(Some("https://relay.example"))
    }

    /// Of a server that names this relay.
    pub(crate) fn with_relay(relay: Option<&str>) -> Self {
        let session = Session {
            max_mail_size: 31_457_280,
            max_recipients: 1000,
            chatmail: true,
            iroh_relay: relay.map(str::to_owned),
            ..Session::default()
        };
        let pool = LocalPool::new();
        let mail = MemoryMail::new(session);
        mail.set_time(NOW);
        let clock = ManualClock::at(NOW);
        Self { mail, clock, spawner: pool.spawner(), pool: RefCell::new(pool), seeds: Cell::new(0) }
    }

    /// A device over a store, with its loop running.
    pub(crate) fn device(&self, store: &MemoryStore) -> Device {
        self.open(store).unwrap()
    }

    /// Like [`World::device`], where the store may refuse.
    pub(crate) fn open(&self, store: &MemoryStore) -> Result<Device, Problem> {
        self.seeds.set(self.seeds.get() + 1);
        let platform = MemoryPlatform {
            store: store.clone(),
            vault: MemoryVault::default(),
            clock: self.clock.clone(),
            entropy: SeededEntropy::new(self.seeds.get()),
            mail: self.mail.mailbox(),
        };
        let events: Rc<RefCell<Vec<Event>>> = Rc::default();
        let sink = Rc::clone(&events);
        let host = Host { domain: Some(DOMAIN.into()), endpoint: String::new() };
        let opening = Engine::open(platform, host, move |event| sink.borrow_mut().push(event));
        let engine = Rc::new(futures::executor::block_on(opening)?);
        let (stop, registration) = AbortHandle::new_pair();
        let running = Rc::clone(&engine);
        let run = Abortable::new(async move { running.run().await }, registration);
        self.spawner.spawn_local(async move { drop(run.await) }).unwrap();
        Ok(Device { engine, events, store: store.clone(), stop })
    }

    /// A device with a fresh profile.
    pub(crate) fn person(&self, name: &str) -> Device {
        let device = self.device(&MemoryStore::default());
        let new = NewProfile { name: name.into(), ..NewProfile::default() };
        self.ask(&device, Command::CreateProfile(new)).unwrap();
        self.settle();
        device
    }

    /// Runs everything until nothing moves, without letting time pass.
    pub(crate) fn settle(&self) {
        self.pool.borrow_mut().run_until_stalled();
    }

    /// Lets time pass in the steps in which somebody waits for it.
    pub(crate) fn pass(&self, millis: i64) {
        let end = self.clock_now() + millis;
        self.settle();
        loop {
            let next = self.clock.next_wake().unwrap_or(end).clamp(self.clock_now(), end);
            self.clock.advance(next - self.clock_now());
            self.mail.set_time(self.clock_now());
            self.settle();
            if self.clock_now() >= end {
                return;
            }
        }
    }

    fn clock_now(&self) -> i64 {
        crate::ports::Clock::now(&self.clock)
    }

    /// Gives a command and waits for its answer, while the loops run.
    pub(crate) fn ask(&self, device: &Device, command: Command) -> Result<Reply, Problem> {
        self.pool.borrow_mut().run_until(device.engine.handle(command))
    }

    /// Alice's link, opened by Bob; both handshakes done. The chats as (Alice's, Bob's).
    pub(crate) fn introduce(&self, alice: &Device, bob: &Device) -> (ChatId, ChatId) {
        let bobs = self.join(bob, &self.link(alice));
        self.pass(30_000);
        (self.chats(alice)[0], bobs)
    }

    /// Gives a command that may have to wait for its answer.
    pub(crate) fn ask_and_go_on(
        &self,
        device: &Device,
        command: Command,
    ) -> oneshot::Receiver<Result<Reply, Problem>> {
        let (sender, answer) = oneshot::channel();
        let engine = Rc::clone(&device.engine);
        let asking = async move { drop(sender.send(engine.handle(command).await)) };
        self.spawner.spawn_local(asking).unwrap();
        self.settle();
        answer
    }

    pub(crate) fn link(&self, device: &Device) -> String {
        match self.ask(device, Command::InviteLink) {
            Ok(Reply::InviteLink(link)) => link,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn join(&self, device: &Device, link: &str) -> ChatId {
        match self.ask(device, Command::Join(link.into())) {
            Ok(Reply::Chat(chat)) => chat.row.id,
            other => panic!("{other:?}"),
        }
    }

    /// The bytes of a picture.
    pub(crate) fn picture(&self, device: &Device, picture: Option<Picture>) -> Option<Vec<u8>> {
        match picture? {
            Picture::Bytes(bytes) => Some(bytes),
            Picture::Kept { of, .. } => match self.ask(device, Command::Media(MediaCommand::Picture(of))) {
                Ok(Reply::Picture(bytes)) => Some(bytes),
                other => panic!("{other:?}"),
            },
        }
    }

    pub(crate) fn chats(&self, device: &Device) -> Vec<ChatId> {
        match self
            .ask(device, Command::ChatList { query: String::new(), unread: false, offset: 0, limit: 100 })
        {
            Ok(Reply::ChatList(page)) => page.rows.into_iter().map(|row| row.id).collect(),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn say(&self, device: &Device, chat: ChatId, text: &str) -> MessageId {
        self.seeds.set(self.seeds.get() + 1);
        let mut id = [7; 16];
        id[..8].copy_from_slice(&self.seeds.get().to_be_bytes());
        self.say_as(device, SendId(id), chat, text).unwrap()
    }

    pub(crate) fn say_as(
        &self,
        device: &Device,
        id: SendId,
        chat: ChatId,
        text: &str,
    ) -> Result<MessageId, Problem> {
        match self.ask(device, Command::SendText { id, chat, text: text.into(), quote: None })? {
            Reply::Sent(id) => Ok(id),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn rows(&self, device: &Device, chat: ChatId) -> Vec<MessageRow> {
        match self.ask(device, Command::Messages { chat, before: None, limit: 1000 }) {
            Ok(Reply::Messages(page)) => page.rows,
            other => panic!("{other:?}"),
        }
    }

    /// What a chat says: `>` before own texts, `<` before others'.
    pub(crate) fn texts(&self, device: &Device, chat: ChatId) -> Vec<String> {
        let rows = self.rows(device, chat).into_iter();
        rows.filter_map(|row| match row.body {
            MessageBody::Content { from, text, .. } => {
                Some(format!("{}{text}", if from.is_some() { "<" } else { ">" }))
            }
            MessageBody::Info(_) => None,
        })
        .collect()
    }

    /// What the app told the person itself.
    pub(crate) fn news(&self, device: &Device) -> Vec<DeviceNews> {
        let rows = self.chats(device).into_iter().flat_map(|chat| self.rows(device, chat));
        rows.filter_map(|row| match row.body {
            MessageBody::Info(Info::Device(news)) => Some(news),
            _ => None,
        })
        .collect()
    }

    pub(crate) fn state(&self, device: &Device, chat: ChatId, id: MessageId) -> DeliveryState {
        self.rows(device, chat).into_iter().find(|row| row.id == id).unwrap().state
    }
}

/// A profile on a device.
pub(crate) struct Device {
    pub(crate) engine: Rc<Engine<MemoryPlatform>>,
    pub(crate) store: MemoryStore,
    events: Rc<RefCell<Vec<Event>>>,
    stop: AbortHandle,
}

impl Device {
    /// What happened since the last call.
    pub(crate) fn events(&self) -> Vec<Event> {
        self.events.take()
    }

    /// The problems among what happened since the last call of either.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let events = self.events().into_iter();
        events
            .filter_map(|event| if let Event::Problem(problem) = event { Some(problem) } else { None })
            .collect()
    }

    /// Stops the loop where it stands, as a closed tab does; the store stays.
    pub(crate) fn close(self) -> MemoryStore {
        self.stop.abort();
        self.store
    }

    pub(crate) fn login(&self) -> Login {
        futures::executor::block_on(self.engine.own()).unwrap().login.clone()
    }
}
