//! What the tests share: one bridge, one process of the real core, and two acquaintances. Starting them once keeps the
//! whole run short; tests that change more than their own chat bring their own.

use estuary_api::{ChatId, MessageId};
use estuary_tests::{
    bridge::Bridge,
    forge::{Letter, Person},
    invite::Link,
    native::Tab,
    real_core::{self, CoreAccount, state},
};
use pgp::composed::SignedPublicKey;
use std::sync::OnceLock;

/// The bridge.
pub(crate) fn bridge() -> &'static Bridge {
    static BRIDGE: OnceLock<Bridge> = OnceLock::new();
    BRIDGE.get_or_init(Bridge::start)
}

/// A new account in the real core, online.
pub(crate) fn core(name: &str) -> CoreAccount {
    real_core::account(bridge(), name)
}

/// A new profile of Estuary.
pub(crate) fn tab(name: &str) -> Tab {
    Tab::with_profile(name, bridge())
}

/// Somebody with a mailbox whose mails are forged.
pub(crate) fn person(seipd_v2: bool) -> Person {
    Person::new(bridge().new_mailbox(), seipd_v2)
}

/// A real core and a tab that can write to each other.
pub(crate) struct Pair {
    pub(crate) core: CoreAccount,
    pub(crate) core_chat: u64,
    pub(crate) tab: Tab,
    pub(crate) tab_chat: ChatId,
    pub(crate) invite: Link,
}

/// A new pair: the tab joins by the invite of the real core.
pub(crate) fn pair(name: &str) -> Pair {
    pair_on(bridge(), name)
}

/// The same on another bridge.
pub(crate) fn pair_on(bridge: &Bridge, name: &str) -> Pair {
    let core = real_core::account(bridge, &format!("{name} with a core"));
    let tab = Tab::with_profile(&format!("{name} in a tab"), bridge);
    let invite = core.invite();
    let tab_chat = tab.join(&invite);
    tab.until_joined(tab_chat);
    core.until_joined();
    let contact = core.contact(&tab.profile().address).expect("core knows who joined");
    let core_chat = core.chat_with(contact["id"].as_u64().unwrap());
    Pair { core, core_chat, tab, tab_chat, invite: Link::parse(&invite) }
}

/// A pair that exchanged a message each way, with read receipts, and every mail of it.
pub(crate) struct Conversation {
    pub(crate) pair: Pair,
    /// The real core's message, as it and as the tab shows it.
    pub(crate) from_core: (u64, MessageId),
    /// The tab's answer, as it and as the real core shows it.
    pub(crate) from_tab: (MessageId, u64),
    /// Mails the real core sent, as they arrived.
    pub(crate) core_mails: Vec<Vec<u8>>,
    /// Mails the tab sent, as they left.
    pub(crate) tab_mails: Vec<Vec<u8>>,
}

/// The one conversation whose bytes many tests look at.
pub(crate) fn conversation() -> &'static Conversation {
    static CONVERSATION: OnceLock<Conversation> = OnceLock::new();
    CONVERSATION.get_or_init(|| {
        let pair = pair("Talk");
        let Pair { core, core_chat, tab, tab_chat, .. } = &pair;
        let core_message = core.send(*core_chat, "Water flows down");
        let (_, row) = tab.until_received("Water flows down");
        let tab_message = tab.answer(*tab_chat, Some(row.id), "and out to sea");
        let answer = core.until_received("and out to sea")["id"].as_u64().unwrap();
        tab.mark_seen(*tab_chat, row.id);
        core.mark_seen(&[answer]);
        core.until_state(core_message, state::READ);
        tab.until_state(*tab_chat, tab_message, &estuary_api::DeliveryState::Read);
        let (core_mails, tab_mails) = (tab.wire().fetched(), tab.wire().sent());
        let (from_core, from_tab) = ((core_message, row.id), (tab_message, answer));
        Conversation { pair, from_core, from_tab, core_mails, tab_mails }
    })
}

/// A real core and a tab that get the same forged mails, so that one shows what the other has to do.
pub(crate) struct Receivers {
    pub(crate) core: CoreAccount,
    pub(crate) tab: Tab,
}

/// The ones all tests share; each writes to them as a new person.
pub(crate) fn receivers() -> &'static Receivers {
    static RECEIVERS: OnceLock<Receivers> = OnceLock::new();
    RECEIVERS.get_or_init(|| Receivers { core: core("Receiver with a core"), tab: tab("Receiver in a tab") })
}

impl Receivers {
    /// Both get a letter that `write` addresses to them.
    pub(crate) fn deliver(&self, write: impl Fn(&str, &SignedPublicKey) -> Letter) {
        for (address, certificate) in self.both() {
            bridge().deliver(&address, &write(&address, &certificate).mail());
        }
    }

    /// Address and certificate of both.
    pub(crate) fn both(&self) -> [(String, SignedPublicKey); 2] {
        let tab = (self.tab.profile().address, self.tab.secret_key().to_public_key());
        [(self.core.address(), self.core.certificate()), tab]
    }

    /// Both show a message of this text, once.
    #[track_caller]
    pub(crate) fn both_show(&self, text: &str) {
        self.core.until_received(text);
        self.tab.until_received(text);
        assert_eq!(self.core.received(text).len(), 1, "in the real core: {text:?}");
        assert_eq!(self.tab.received(text).len(), 1, "in Estuary: {text:?}");
    }

    /// Neither shows a message of this text, although they show one that was sent later.
    #[track_caller]
    pub(crate) fn neither_shows(&self, text: &str) {
        let fence = format!("after {text:?}");
        let somebody = person(true);
        self.deliver(|address, certificate| somebody.letter(address, certificate, &fence));
        self.both_show(&fence);
        assert!(self.core.received(text).is_empty(), "the real core shows {text:?}");
        assert!(self.tab.received(text).is_empty(), "Estuary shows {text:?}");
    }
}
