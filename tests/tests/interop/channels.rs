//! Channels: one fills them, many read (wire protocol 4.7).

use crate::world::{self, bridge};
use estuary_api::{ChatCommand, ChatId, ChatKind, Command, Info, MessageBody, Reply, SendId};
use estuary_tests::{
    anatomy::{Anatomy, Opener},
    forge::{Container, Person},
    mail,
    native::Tab,
    real_core::CoreAccount,
};
use serde_json::json;

/// A channel of a real core that a tab has joined; the secret is the one the tab was given.
struct Read {
    core: CoreAccount,
    channel: u64,
    tab: Tab,
    chat: ChatId,
    secret: String,
}

impl Read {
    fn new(name: &str) -> Self {
        let (core, tab) = (world::core(&format!("{name} owner")), world::tab(&format!("{name} reader")));
        let channel = core.call("create_broadcast", [json!(name)]).as_u64().unwrap();
        let invite = core.call("get_chat_securejoin_qr_code", [json!(channel)]);
        let chat = tab.join(invite.as_str().unwrap());
        tab.until("the channel is joined", || tab.is_joined(chat).then_some(()));
        let own = tab.secret_key();
        let fetched = tab.wire().fetched().into_iter();
        let secret = fetched
            .filter_map(|mail| Anatomy::of(&mail, Opener::Key(&own)).ok())
            .find_map(|anatomy| mail::value(anatomy.payload(), "Chat-Broadcast-Secret"));
        Self { core, channel, tab, chat, secret: secret.expect("a secret") }
    }
}

pub(crate) fn create(tab: &Tab, name: &str) -> (ChatId, String) {
    let id = SendId(uuid::Uuid::new_v4().into_bytes());
    let create = ChatCommand::CreateChannel { id, name: name.into(), avatar: None };
    let chat = match tab.ask(Command::Chats(create)) {
        Ok(Reply::Chat(chat)) => chat.row.id,
        other => panic!("CreateChannel: {other:?}"),
    };
    match tab.ask(Command::Chats(ChatCommand::InviteLink(chat))) {
        Ok(Reply::InviteLink(link)) => (chat, link),
        other => panic!("InviteLink: {other:?}"),
    }
}

#[test]
fn c81_posts_are_opened_with_the_secret_and_only_the_owners() {
    let Read { core, channel, tab, chat, secret } = Read::new("Gazette");
    core.send(channel, "First edition");
    let (found, _) = tab.until_received("First edition");
    assert_eq!(found, chat);
    assert_eq!(tab.chat(chat).row.kind, ChatKind::Channel);
    assert!(tab.chat(chat).can_send.is_err());
    // A subscriber has the secret, but is not the owner.
    let list = tab.wire().fetched().into_iter().find_map(|mail| {
        let anatomy = Anatomy::of(&mail, Opener::Secret(&secret)).ok()?;
        mail::value(anatomy.payload(), "Chat-List-ID")
    });
    let (own, address) = (tab.secret_key().to_public_key(), tab.profile().address);
    let mallory = Person::new(core.address(), true);
    let mut forged = mallory.letter(&address, &own, "Special edition").with("Chat-List-ID", list.unwrap());
    (forged.container, forged.recipients) = (Container::Secret(secret), Vec::new());
    bridge().deliver(&address, &forged.mail());
    core.send(channel, "Second edition");
    tab.until_received("Second edition");
    assert!(tab.received("Special edition").is_empty());
}

#[test]
fn c82_the_secret_is_forgotten_with_the_subscription() {
    let Read { core, channel, tab, chat, secret } = Read::new("Bulletin");
    core.send(channel, "To my readers");
    tab.until_received("To my readers");
    let tab_id = core.contact(&tab.profile().address).unwrap()["id"].clone();
    core.call("remove_contact_from_chat", [json!(channel), tab_id]);
    let told = Info::MemberRemoved { by: Some("Bulletin owner".into()), who: None };
    tab.until("the removal is told", || {
        let rows = match tab.ask(Command::Messages { chat, before: None, limit: 100 }) {
            Ok(Reply::Messages(page)) => page.rows,
            other => panic!("{other:?}"),
        };
        rows.iter().any(|row| row.body == MessageBody::Info(told.clone())).then_some(())
    });
    let (own, address) = (tab.secret_key().to_public_key(), tab.profile().address);
    let owner = Person { address: core.address(), key: core.secret_key() };
    let post = |container: Container, text: &str| {
        let mut letter = owner.letter(&address, &own, text);
        letter.container = container;
        bridge().deliver(&address, &letter.mail());
    };
    post(Container::Secret(secret), "with the old secret");
    post(Container::V2(pgp::crypto::sym::SymmetricKeyAlgorithm::AES128), "with the key");
    tab.until_received("with the key");
    assert!(tab.received("with the old secret").is_empty());
}

#[test]
fn c83_secrets_come_in_one_form_and_alone() {
    let Read { core, tab, secret, .. } = Read::new("Formalities");
    let (own, address) = (tab.secret_key().to_public_key(), tab.profile().address);
    let owner = Person { address: core.address(), key: core.secret_key() };
    let post = |container: Container, text: &str| {
        let mut letter = owner.letter(&address, &own, text);
        (letter.container, letter.recipients) = (container, Vec::new());
        bridge().deliver(&address, &letter.mail());
    };
    post(Container::Slow(secret.clone()), "iterated");
    post(Container::Secrets([secret.clone(), "another secret".into()]), "one of two");
    post(Container::Secret(secret), "as it should be");
    tab.until_received("as it should be");
    assert!(tab.received("iterated").is_empty() && tab.received("one of two").is_empty());
}

#[test]
fn c84_a_channel_of_a_tab_is_read_by_real_cores() {
    let tab = world::tab("Publisher");
    let (chat, link) = create(&tab, "Tidings");
    for n in 1..=12 {
        tab.send(chat, &format!("old news {n}"));
    }
    let core = world::core("Subscriber");
    let theirs = core.join(&link);
    core.until_received("old news 12");
    core.until_received("old news 3");
    assert!(core.received("old news 2").is_empty(), "the last ten");
    tab.send(chat, "fresh news");
    assert_eq!(core.until_received("fresh news")["chatId"], theirs);
    let post = tab.wire().submissions().pop().unwrap();
    assert_eq!(post.envelope.to, [core.address()]);
    let anatomy = Anatomy::of(&post.mail, Opener::Key(&core.secret_key()));
    assert!(anatomy.is_err(), "posts are for the secret, not for keys");
    core.call("leave_group", [json!(theirs)]);
    tab.until("the subscriber is gone", || (tab.chat(chat).members == 1).then_some(()));
}
