//! Who introduced whom (wire protocol 1.9). Delta Chat said so in mails for years; 2.65 writes and tells nothing of it any
//! more, so the mails of older ones are forged here, with the key of a real core that a tab met.

use crate::{
    groups::meet,
    world::{self, bridge, person},
};
use estuary_api::{Command, ContactCommand, Reply};
use estuary_tests::{
    forge::{Letter, Person},
    native::Tab,
};
use serde_json::json;

/// How it is known whose key somebody's is.
#[derive(Debug, PartialEq, Eq)]
enum Known {
    Not,
    Directly,
    /// Introduced by who has this address.
    By(String),
}

/// As a person sees it, who finds somebody in the list, or in a chat that still is a request.
fn known(tab: &Tab, address: &str) -> Known {
    let list = ContactCommand::List { query: address.into() };
    let Ok(Reply::Contacts(mut all)) = tab.ask(Command::Contacts(list)) else { panic!("no contacts") };
    all.extend(tab.chats().into_iter().filter_map(|row| tab.chat(row.id).contact));
    let Some(contact) = all.into_iter().find(|contact| contact.address == address) else { return Known::Not };
    match tab.ask(Command::Contacts(ContactCommand::Profile(contact.id))) {
        Ok(Reply::ContactProfile(profile)) => match profile.introducer {
            Some(by) => Known::By(by.address),
            None if profile.contact.verified => Known::Directly,
            None => Known::Not,
        },
        other => panic!("{other:?}"),
    }
}

/// `from` writes to the tab and hands on the key of `whom`.
fn hand_on(tab: &Tab, from: &Person, whom: &Person, text: &str, change: impl Fn(Letter) -> Letter) {
    let address = tab.profile().address;
    let letter = from.letter(&address, &tab.secret_key().to_public_key(), text);
    let letter = letter.with("To", format!("<{address}>, <{}>", whom.address));
    let letter = change(letter.gossiping(&whom.address, &whom.certificate()));
    bridge().deliver(&address, &letter.mail());
    tab.until_received(text);
}

/// Says of the keys in a letter that they were verified.
fn vouching(mut letter: Letter) -> Letter {
    for (_, value) in letter.inner.iter_mut().filter(|(name, _)| name == "Autocrypt-Gossip") {
        value.insert_str(0, "_verified=1; ");
    }
    letter
}

#[test]
fn who_introduced_somebody_is_told_and_believed_of_the_verified_alone() {
    let (ada_core, carol_core) = (world::core("Ada"), world::core("Carol"));
    let tab = world::tab("Newcomer");
    meet(&tab, &ada_core);
    carol_core.join(&ada_core.invite());
    carol_core.until_joined();

    // The real core brings people together, vouches for nobody, and does not tell who did.
    let group = ada_core.call("create_group_chat", [json!("Ferry"), json!(false)]);
    for address in [tab.profile().address, carol_core.address()] {
        let contact = ada_core.until("who joined is known", || ada_core.contact(&address));
        assert!(contact["verifierId"].is_null(), "then ask it, too: {contact}");
        ada_core.call("add_contact_to_chat", [group.clone(), contact["id"].clone()]);
    }
    ada_core.send(group.as_u64().unwrap(), "This is Carol");
    tab.until_received("This is Carol");
    assert_eq!(known(&tab, &ada_core.address()), Known::Directly);
    assert_eq!(known(&tab, &carol_core.address()), Known::Not);

    let ada = Person { address: ada_core.address(), key: ada_core.secret_key() };
    let by_ada = || Known::By(ada.address.clone());
    let [plain, vouched, grouped, chained, unheard] = [(); 5].map(|()| person(true));
    hand_on(&tab, &ada, &plain, "here is a key", |letter| letter);
    assert_eq!(known(&tab, &plain.address), Known::Not);
    hand_on(&tab, &ada, &vouched, "I met them", vouching);
    assert_eq!(known(&tab, &vouched.address), by_ada());
    hand_on(&tab, &ada, &grouped, "all are verified", |letter| letter.with("Chat-Verified", "1"));
    assert_eq!(known(&tab, &grouped.address), by_ada());

    // Who was introduced may go on, who is not verified may not, and the first word counts.
    hand_on(&tab, &vouched, &chained, "I met another", vouching);
    assert_eq!(known(&tab, &chained.address), Known::By(vouched.address.clone()));
    hand_on(&tab, &plain, &unheard, "believe me", vouching);
    assert_eq!(known(&tab, &unheard.address), Known::Not);
    hand_on(&tab, &grouped, &vouched, "I know them as well", vouching);
    assert_eq!(known(&tab, &vouched.address), by_ada());
    hand_on(&tab, &vouched, &ada, "I know you, too", vouching);
    assert_eq!(known(&tab, &ada.address), Known::Directly);

    // Whom one meets oneself needs nobody's word any more.
    let carol = Person { address: carol_core.address(), key: carol_core.secret_key() };
    hand_on(&tab, &ada, &carol, "Carol is Carol", vouching);
    assert_eq!(known(&tab, &carol.address), by_ada());
    meet(&tab, &carol_core);
    assert_eq!(known(&tab, &carol.address), Known::Directly);
}
