//! The core's engine in a real browser: IndexedDB, WebCrypto and real time, with mail servers in memory.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where it fails")]

mod common;

use common::fresh_name;
use estuary_api::{
    ChatId, Command, DeliveryState, Event, MessageBody, MessageId, NewProfile, Problem, ProblemKind,
    ProfileView, Reply, SendId,
};
use estuary_core::ports::{
    Session,
    memory::{MemoryMail, MemoryMailbox},
};
use estuary_worker::{messenger::Messenger, tabs::Lead};
use futures::{StreamExt, channel::mpsc};
use idb::{Factory, TransactionMode};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// A leading tab.
struct Device {
    messenger: Rc<Messenger<MemoryMailbox>>,
    events: mpsc::UnboundedReceiver<Event>,
    stopped: mpsc::UnboundedReceiver<Problem>,
}

fn server() -> MemoryMail {
    let limits =
        Session { max_mail_size: 30 << 20, max_recipients: 1000, chatmail: true, ..Session::default() };
    let server = MemoryMail::new(limits);
    server.set_time(js_sys::Date::now() as i64);
    server
}

impl Device {
    async fn open(profile: &str, server: &MemoryMail) -> Result<Self, Problem> {
        let (sender, events) = mpsc::unbounded();
        let tell = Box::new(move |event| drop(sender.unbounded_send(event)));
        let messenger = Rc::new(Messenger::start(profile, server.mailbox(), tell).await?);
        let (sender, stopped) = mpsc::unbounded();
        let running = messenger.clone();
        spawn_local(async move { drop(sender.unbounded_send(running.run().await)) });
        Ok(Self { messenger, events, stopped })
    }

    async fn person(name: &str, server: &MemoryMail) -> (Self, String) {
        let profile = fresh_name(name);
        let device = Self::open(&profile, server).await.unwrap();
        let account = Some("DCACCOUNT:chat.example".to_owned());
        let new = NewProfile { name: name.to_owned(), avatar: None, account };
        let Ok(Reply::Profile(_)) = device.ask(Command::CreateProfile(new)).await else {
            panic!("no profile")
        };
        (device, profile)
    }

    async fn ask(&self, command: Command) -> Result<Reply, Problem> {
        self.messenger.handle(command).await
    }

    async fn profile(&self) -> Option<ProfileView> {
        match self.ask(Command::Status).await.unwrap() {
            Reply::Status(status) => status.profile,
            other => panic!("{other:?}"),
        }
    }

    async fn messages(&self, chat: ChatId) -> Vec<(MessageId, String, DeliveryState)> {
        let Reply::Messages(page) =
            self.ask(Command::Messages { chat, before: None, limit: 50 }).await.unwrap()
        else {
            panic!("no messages")
        };
        let text = |body| match body {
            MessageBody::Content { text, .. } => Some(text),
            MessageBody::Info(_) => None,
        };
        page.rows.into_iter().filter_map(|row| Some((row.id, text(row.body)?, row.state))).collect()
    }

    /// Waits until `wanted` says so; it is asked again after every event.
    async fn until(&mut self, wanted: impl AsyncFn(&Self) -> bool) {
        while !wanted(self).await {
            self.events.next().await.unwrap();
        }
    }

    /// The tab ends.
    async fn close(mut self) {
        self.messenger.close();
        // What it was doing ends with an error at its next step.
        self.ask(Command::RetryConnection).await.ok();
        self.stopped.close();
    }
}

#[wasm_bindgen_test]
async fn two_people_meet_talk_and_find_everything_again() {
    let server = server();
    let (mut alice, alices) = Device::person("alice", &server).await;
    let (mut bob, _) = Device::person("bob", &server).await;
    let Ok(Reply::InviteLink(invite)) = alice.ask(Command::InviteLink).await else { panic!("no invite") };
    let Ok(Reply::Chat(chat)) = bob.ask(Command::Join(invite)).await else { panic!("no chat") };
    let bobs = chat.row.id;
    bob.until(async |bob: &Device| {
        let Ok(Reply::Chat(chat)) = bob.ask(Command::Chat(bobs)).await else { panic!("no chat") };
        chat.can_send.is_ok() && chat.row.verified
    })
    .await;
    let text = "Grüße aus dem Browser".to_owned();
    let send = Command::SendText { id: SendId([7; 16]), chat: bobs, text: text.clone(), quote: None };
    bob.ask(send.clone()).await.unwrap();
    bob.ask(send).await.unwrap();
    bob.until(async |bob: &Device| {
        let messages = bob.messages(bobs).await;
        assert_eq!(messages.len(), 1, "a repeated command sends once");
        messages.iter().all(|(_, _, state)| *state == DeliveryState::Delivered)
    })
    .await;

    let Ok(Reply::ChatList(list)) =
        alice.ask(Command::ChatList { query: String::new(), unread: false, offset: 0, limit: 9 }).await
    else {
        panic!("no list")
    };
    let at_alice = list.rows.iter().find(|row| row.name == "bob").unwrap().id;
    alice
        .until(async |alice: &Device| alice.messages(at_alice).await.iter().any(|(_, t, _)| *t == text))
        .await;

    let before = (alice.profile().await, alice.messages(at_alice).await);
    assert!(before.0.is_some());
    alice.close().await;
    let again = Device::open(&alices, &server).await.unwrap();
    assert_eq!((again.profile().await, again.messages(at_alice).await), before);
}

#[wasm_bindgen_test]
async fn lost_keys_are_named_and_nothing_is_deleted() {
    let server = server();
    let (device, profile) = Device::person("alice", &server).await;
    let known = device.profile().await;
    device.close().await;

    let name = format!("estuary-{profile}");
    let database = Factory::new().unwrap().open(&name, None).unwrap().await.unwrap();
    let transaction = database.transaction(&["vault"], TransactionMode::ReadWrite).unwrap();
    transaction.object_store("vault").unwrap().put(&"no key".into(), Some(&"aes-gcm-256".into())).unwrap();
    transaction.commit().unwrap().await.unwrap();
    database.close();

    let refused = Device::open(&profile, &server).await.err().unwrap();
    assert_eq!(refused.kind, ProblemKind::KeysUnreadable);
    let database = Factory::new().unwrap().open(&name, None).unwrap().await.unwrap();
    let transaction = database.transaction(&["meta"], TransactionMode::ReadOnly).unwrap();
    let rows = transaction.object_store("meta").unwrap().count(None).unwrap().await.unwrap();
    assert!(known.is_some() && rows > 2, "{rows} rows are left");
    database.close();
}

#[wasm_bindgen_test]
async fn a_store_taken_away_stops_the_messenger_with_a_reason() {
    let server = server();
    let (mut device, profile) = Device::person("alice", &server).await;
    let newer =
        Factory::new().unwrap().open(&format!("estuary-{profile}"), Some(9999)).unwrap().await.unwrap();
    assert_eq!(device.stopped.next().await.unwrap().kind, ProblemKind::OtherVersion);
    newer.close();
    let refused = Device::open(&profile, &server).await.err().unwrap();
    assert_eq!(refused.kind, ProblemKind::StorageNewer);
}
