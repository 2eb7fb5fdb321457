//! Who wrote, and what is believed without a signature (wire protocol 1.3 to 1.6, 1.10, 1.11).

use crate::world::{self, bridge, person, receivers};
use estuary_api::{Command, ProblemKind};
use estuary_tests::{
    filter,
    forge::{Container, Person},
    invite::Link,
};

#[test]
fn c11_the_signature_tells_who_wrote_not_the_address() {
    let pair = world::pair("Names");
    let (core_key, tab_key) = (pair.core.secret_key(), pair.tab.secret_key());
    let (core_address, tab_address) = (pair.core.address(), pair.tab.profile().address);

    // The same key at another address is the same contact.
    let moved = Person { address: bridge().new_mailbox(), key: core_key };
    let letter = moved.letter(&tab_address, &tab_key.to_public_key(), "from my new address");
    bridge().deliver(&tab_address, &letter.mail());
    assert_eq!(pair.tab.until_received("from my new address").0, pair.tab_chat);
    let moved = Person { address: bridge().new_mailbox(), key: tab_key };
    let letter = moved.letter(&core_address, &pair.core.certificate(), "from my new address, too");
    bridge().deliver(&core_address, &letter.mail());
    assert_eq!(pair.core.until_received("from my new address, too")["chatId"], pair.core_chat);

    // Another key at the same address is another contact.
    let other = Person::new(core_address, true);
    let letter = other.letter(&tab_address, &pair.tab.secret_key().to_public_key(), "not who you know");
    bridge().deliver(&tab_address, &letter.mail());
    let (chat, _) = pair.tab.until_received("not who you know");
    assert_ne!(chat, pair.tab_chat);
    let contact = pair.tab.chat(chat).contact.unwrap();
    assert_eq!((contact.fingerprint, contact.verified), (other.fingerprint(), false));
}

#[test]
fn c25_key_data_may_hold_spaces_and_unknown_attributes_spoil_the_header() {
    let receivers = receivers();
    let write = |text: &str, change: &dyn Fn(String) -> String| {
        let writer = person(true);
        let autocrypt = change(writer.autocrypt());
        receivers.deliver(|address, certificate| {
            writer.letter(address, certificate, text).with("Autocrypt", autocrypt.clone())
        });
    };
    write("spaces in the key", &|header| {
        let (attributes, key) = header.split_once("keydata=").unwrap();
        let spaced: Vec<_> =
            key.chars().filter(|c| *c != ' ').collect::<Vec<_>>().chunks(30).map(String::from_iter).collect();
        format!("{attributes}keydata= {}", spaced.join(" "))
    });
    receivers.both_show("spaces in the key");
    write("an attribute to ignore", &|header| format!("_future=1; {header}"));
    receivers.both_show("an attribute to ignore");
    write("no preference", &|header| header.replace("prefer-encrypt=mutual", "prefer-encrypt=perhaps"));
    receivers.both_show("no preference");
    write("an attribute nobody knows", &|header| format!("future=1; {header}"));
    receivers.neither_shows("an attribute nobody knows");
    write("the address of somebody else", &|header| header.replacen("addr=", "addr=not.", 1));
    receivers.neither_shows("the address of somebody else");
}

#[test]
fn c28_nothing_is_ever_sent_in_the_clear() {
    let tab = world::tab("Careful");
    let silent = person(true);
    let invite = Link::contact(
        &silent.fingerprint(),
        "AAAAAAAAAAAAAAAAAAAAAAAA",
        "BBBBBBBBBBBBBBBBBBBBBBBB",
        &silent.address,
        "Silent",
    );
    let chat = tab.join(&invite.to_string());
    tab.until("the request leaves", || tab.wire().sent().pop());
    let problem = tab.chat(chat).can_send.expect_err("there is no key to write to");
    assert_eq!(problem.kind, ProblemKind::KeyMissing);
    let id = estuary_api::SendId([9; 16]);
    let send = Command::SendText { id, chat, text: "psst".into(), quote: None };
    assert_eq!(tab.ask(send).expect_err("still no key").kind, ProblemKind::KeyMissing);
    for submission in tab.wire().submissions() {
        filter::check(&submission.mail).unwrap();
    }
}

#[test]
fn c29_unencrypted_mail_is_ignored() {
    let receivers = receivers();
    let (known, unknown) = (person(true), person(true));
    receivers.deliver(|address, certificate| known.letter(address, certificate, "we know each other"));
    receivers.both_show("we know each other");
    for writer in [&known, &unknown] {
        receivers.deliver(|address, certificate| {
            let mut letter = writer.letter(address, certificate, "in the clear");
            letter.container = Container::None;
            letter
        });
    }
    receivers.neither_shows("in the clear");
}

#[test]
fn c30_an_unsigned_message_under_another_name_is_rejected() {
    let receivers = receivers();
    let (known, forger) = (person(true), person(true));
    receivers.deliver(|address, certificate| known.letter(address, certificate, "this is me"));
    receivers.both_show("this is me");
    receivers.deliver(|address, certificate| {
        let mut letter = known.letter(address, certificate, "this is not me");
        letter.outer_from = forger.address.clone();
        letter.signer = None;
        letter
    });
    receivers.neither_shows("this is not me");
}
