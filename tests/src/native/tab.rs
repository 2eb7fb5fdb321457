use super::{
    Mail,
    platform::{NativePlatform, OpenVault, OsEntropy, SkewedClock},
    wire::{Tapped, Wire},
};
use crate::{bridge::Bridge, journal::Journal};
use estuary_api::{
    AppCommand, AppUpdates, Attachment, ChatId, ChatRow, ChatView, Command, DeliveryState, Event, FileKind,
    Instance, MediaCommand, MessageBody, MessageId, MessageRow, NewFile, NewProfile, Problem, ProfileView,
    Reply, SendId,
};
use estuary_core::{
    Engine, Host,
    ports::memory::{MemoryStore, MemoryVault},
};
use pgp::composed::{Deserializable, SignedSecretKey};
use std::{
    rc::Rc,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
        mpsc,
    },
    thread,
};
use tokio::{sync::mpsc as channel, task};

enum Job {
    Handle(Command, mpsc::Sender<Result<Reply, Problem>>),
    Reload(mpsc::Sender<()>),
}

/// What a tab does for a person, without the tab. The engine runs in a thread of its own until this is dropped.
pub struct Tab {
    jobs: channel::UnboundedSender<Job>,
    journal: Arc<Journal>,
    events: Arc<Mutex<Vec<Event>>>,
    wire: Arc<Wire>,
    skew: Arc<AtomicI64>,
    secrets: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Tab {
    /// Opens an empty tab on the page that `bridge` serves. `name` is for reports.
    pub fn open(name: &str, bridge: &Bridge) -> Self {
        let journal = Arc::new(Journal::new(format!("{name} (Estuary)")));
        let (jobs, todo) = channel::unbounded_channel();
        let (wire, clock, secrets) = (Wire::new(), SkewedClock::default(), Arc::default());
        let events = Arc::default();
        let tab = Self {
            jobs,
            journal: Arc::clone(&journal),
            events: Arc::clone(&events),
            wire: Arc::clone(&wire),
            skew: Arc::clone(&clock.skew),
            secrets: Arc::clone(&secrets),
        };
        let host = bridge.host();
        thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                let world = task::LocalSet::new();
                let vault = OpenVault { inner: MemoryVault::new([7; 32]), seen: secrets };
                let life = Life { host, clock, vault, store: MemoryStore::default(), wire, journal, events };
                world.block_on(&runtime, life.live(todo));
            })
            .unwrap();
        tab
    }

    /// Opens a tab and makes a profile of this name.
    pub fn with_profile(name: &str, bridge: &Bridge) -> Self {
        let tab = Self::open(name, bridge);
        tab.create_profile(name);
        tab
    }

    /// Asks for something.
    ///
    /// Errors: those a person would see.
    pub fn ask(&self, command: Command) -> Result<Reply, Problem> {
        let (answer, answered) = mpsc::channel();
        self.jobs.send(Job::Handle(command, answer)).expect("the engine runs");
        answered.recv().expect("the engine answers")
    }

    /// Makes the profile.
    #[track_caller]
    pub fn create_profile(&self, name: &str) -> ProfileView {
        let new = NewProfile { name: name.into(), avatar: None, account: None };
        match self.ask(Command::CreateProfile(new)) {
            Ok(Reply::Profile(profile)) => profile,
            other => panic!("CreateProfile: {other:?}"),
        }
    }

    /// The own profile.
    #[track_caller]
    pub fn profile(&self) -> ProfileView {
        match self.ask(Command::Profile) {
            Ok(Reply::Profile(profile)) => profile,
            other => panic!("Profile: {other:?}"),
        }
    }

    /// Own invite link.
    #[track_caller]
    pub fn invite(&self) -> String {
        match self.ask(Command::InviteLink) {
            Ok(Reply::InviteLink(link)) => link,
            other => panic!("InviteLink: {other:?}"),
        }
    }

    /// Opens an invite; the chat with the inviter.
    #[track_caller]
    pub fn join(&self, invite: &str) -> ChatId {
        match self.ask(Command::Join(invite.into())) {
            Ok(Reply::Chat(chat)) => chat.row.id,
            other => panic!("Join: {other:?}"),
        }
    }

    /// Waits until the handshake with the other side of a chat is done, whoever began it: the last step was handled,
    /// and the chat can be written to.
    #[track_caller]
    pub fn until_joined(&self, chat: ChatId) {
        self.until("the handshake is done", || {
            (self.is_joined(chat) && self.chat(chat).can_send.is_ok()).then_some(())
        });
    }

    /// Whether a handshake with the other side of a chat has been completed since this tab was opened.
    pub fn is_joined(&self, chat: ChatId) -> bool {
        self.events()
            .iter()
            .any(|event| matches!(event, Event::Join(join) if join.chat == chat && join.permille == 1000))
    }

    /// What the interface heard so far.
    pub fn events(&self) -> Vec<Event> {
        self.events.lock().unwrap().clone()
    }

    /// Head of a chat.
    #[track_caller]
    pub fn chat(&self, chat: ChatId) -> ChatView {
        match self.ask(Command::Chat(chat)) {
            Ok(Reply::Chat(chat)) => chat,
            other => panic!("Chat: {other:?}"),
        }
    }

    /// The chat list.
    #[track_caller]
    pub fn chats(&self) -> Vec<ChatRow> {
        match self.ask(Command::ChatList { query: String::new(), unread: false, offset: 0, limit: 1000 }) {
            Ok(Reply::ChatList(page)) => page.rows,
            other => panic!("ChatList: {other:?}"),
        }
    }

    /// Messages of a chat, oldest first, without notices.
    #[track_caller]
    pub fn messages(&self, chat: ChatId) -> Vec<MessageRow> {
        match self.ask(Command::Messages { chat, before: None, limit: 1000 }) {
            Ok(Reply::Messages(page)) => {
                page.rows.into_iter().filter(|row| matches!(row.body, MessageBody::Content { .. })).collect()
            }
            other => panic!("Messages: {other:?}"),
        }
    }

    /// Sends a text.
    #[track_caller]
    pub fn send(&self, chat: ChatId, text: &str) -> MessageId {
        self.answer(chat, None, text)
    }

    /// Sends a text that answers a message.
    #[track_caller]
    pub fn answer(&self, chat: ChatId, quote: Option<MessageId>, text: &str) -> MessageId {
        let id = SendId(uuid::Uuid::new_v4().into_bytes());
        match self.ask(Command::SendText { id, chat, text: text.into(), quote }) {
            Ok(Reply::Sent(message)) => message,
            other => panic!("SendText: {other:?}"),
        }
    }

    /// Every message with this text that came in, in any chat.
    pub fn received(&self, text: &str) -> Vec<(ChatId, MessageRow)> {
        let rows = self.chats().into_iter().flat_map(|chat| {
            let id = chat.id;
            self.messages(id).into_iter().map(move |row| (id, row))
        });
        rows.filter(|(_, row)| {
            matches!(&row.body, MessageBody::Content { from: Some(_), text: found, .. } if found == text)
        })
        .collect()
    }

    /// Waits for an incoming message of this text.
    #[track_caller]
    pub fn until_received(&self, text: &str) -> (ChatId, MessageRow) {
        self.until(&format!("{text:?} arrives"), || self.received(text).pop())
    }

    /// Sends a file.
    #[track_caller]
    pub fn send_file(&self, chat: ChatId, name: &str, kind: FileKind, bytes: &[u8]) -> MessageId {
        let (name, media_type, bytes) = (name.to_owned(), String::new(), bytes.to_vec());
        let file = NewFile { name, media_type, kind, size: None, duration: None, bytes };
        let id = SendId(uuid::Uuid::new_v4().into_bytes());
        let send = MediaCommand::Send { id, chat, text: String::new(), quote: None, file };
        match self.ask(Command::Media(send)) {
            Ok(Reply::Sent(message)) => message,
            other => panic!("Send: {other:?}"),
        }
    }

    /// Waits for a file of this name to be here, in any chat.
    #[track_caller]
    pub fn until_file(&self, name: &str) -> (MessageRow, Attachment) {
        let find = |row: MessageRow| match &row.body {
            MessageBody::Content { from: Some(_), attachment: Some(file), .. }
                if file.name == name && file.here =>
            {
                let file = file.clone();
                Some((row, file))
            }
            _ => None,
        };
        self.until(&format!("the file {name:?} arrives"), || {
            self.chats().into_iter().flat_map(|chat| self.messages(chat.id)).find_map(find)
        })
    }

    /// A mini app, as its host needs it.
    #[track_caller]
    pub fn instance(&self, id: MessageId) -> Instance {
        match self.ask(Command::App(AppCommand::Instance(id))) {
            Ok(Reply::Instance(instance)) => instance,
            other => panic!("Instance: {other:?}"),
        }
    }

    /// Sends an update of a mini app.
    #[track_caller]
    pub fn send_update(&self, instance: MessageId, update: &serde_json::Value) {
        let id = SendId(uuid::Uuid::new_v4().into_bytes());
        let send = AppCommand::SendUpdate { id, instance, update: update.to_string() };
        assert_eq!(self.ask(Command::App(send)), Ok(Reply::Done));
    }

    /// Updates of a mini app after a serial.
    #[track_caller]
    pub fn updates(&self, instance: MessageId, after: u32) -> AppUpdates {
        match self.ask(Command::App(AppCommand::Updates { instance, after, limit: 1000 })) {
            Ok(Reply::AppUpdates(updates)) => updates,
            other => panic!("Updates: {other:?}"),
        }
    }

    /// State of a message.
    pub fn state(&self, chat: ChatId, message: MessageId) -> Option<DeliveryState> {
        self.messages(chat).into_iter().find(|row| row.id == message).map(|row| row.state)
    }

    /// Waits until a message has this state.
    #[track_caller]
    pub fn until_state(&self, chat: ChatId, message: MessageId, state: &DeliveryState) {
        self.until(&format!("message {message} is {state:?}"), || {
            (self.state(chat, message).as_ref() == Some(state)).then_some(())
        });
    }

    /// Reads a chat up to a message.
    #[track_caller]
    pub fn mark_seen(&self, chat: ChatId, upto: MessageId) {
        assert_eq!(self.ask(Command::MarkSeen { chat, upto }), Ok(Reply::Done));
    }

    /// Waits until `probe` finds something, see [`Journal::until`].
    #[track_caller]
    pub fn until<T>(&self, what: &str, probe: impl FnMut() -> Option<T>) -> T {
        self.journal.until(what, probe)
    }

    /// What happened to this tab.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Everything it sends and fetches.
    pub fn wire(&self) -> &Wire {
        &self.wire
    }

    /// Cuts the network, or brings it back.
    pub fn offline(&self, offline: bool) {
        self.wire.cut(offline);
        if !offline {
            assert_eq!(self.ask(Command::RetryConnection), Ok(Reply::Done));
        }
    }

    /// Reloads the page: a new engine over the same store.
    pub fn reload(&self) {
        let (done, is_done) = mpsc::channel();
        self.jobs.send(Job::Reload(done)).expect("the engine runs");
        is_done.recv().expect("the engine comes back");
    }

    /// Sets the clock of this device wrong.
    pub fn skew_clock(&self, millis: i64) {
        self.skew.store(millis, Ordering::Relaxed);
    }

    /// The private key, as it was put into the vault.
    pub fn secret_key(&self) -> SignedSecretKey {
        let secrets = self.secrets.lock().unwrap();
        secrets
            .iter()
            .find_map(|secret| SignedSecretKey::from_bytes(secret.as_slice()).ok())
            .expect("a private key")
    }
}

/// One engine after the other over one store.
struct Life {
    host: Host,
    clock: SkewedClock,
    vault: OpenVault,
    store: MemoryStore,
    wire: Arc<Wire>,
    journal: Arc<Journal>,
    events: Arc<Mutex<Vec<Event>>>,
}

impl Life {
    async fn live(self, mut todo: channel::UnboundedReceiver<Job>) {
        loop {
            let engine = Rc::new(self.engine().await);
            let running = task::spawn_local({
                let (engine, journal) = (Rc::clone(&engine), Arc::clone(&self.journal));
                async move { journal.note(format!("the engine stopped: {}", engine.run().await)) }
            });
            let reloaded = loop {
                match todo.recv().await {
                    Some(Job::Handle(command, answer)) => {
                        let engine = Rc::clone(&engine);
                        // Whoever asked may be gone when the answer comes.
                        task::spawn_local(async move { drop(answer.send(engine.handle(command).await)) });
                    }
                    Some(Job::Reload(done)) => break done,
                    None => return,
                }
            };
            running.abort();
            reloaded.send(()).expect("the test waits for it");
        }
    }

    async fn engine(&self) -> Engine<NativePlatform<Mail>> {
        let platform = NativePlatform {
            store: self.store.clone(),
            vault: self.vault.clone(),
            clock: self.clock.clone(),
            entropy: OsEntropy,
            mail: Tapped { inner: super::mail(self.clock.clone()), wire: Arc::clone(&self.wire) },
        };
        let (journal, events) = (Arc::clone(&self.journal), Arc::clone(&self.events));
        let note = move |event: Event| {
            let line = format!("{event:?}");
            events.lock().unwrap().push(event);
            journal.note(line);
        };
        Engine::open(platform, self.host.clone(), note).await.expect("the engine opens")
    }
}
