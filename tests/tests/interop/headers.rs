//! What a mail shows outside and what it hides (wire protocol 2.1 to 2.4, 7.7).

use crate::world::{Conversation, conversation, person, receivers};
use estuary_tests::{
    anatomy::{Anatomy, Opener},
    filter, mail,
};

/// Mails of the tab that only the real core can read, opened: handshake, answer, receipt.
fn opened() -> Vec<(&'static [u8], Anatomy)> {
    open(&conversation().tab_mails)
}

fn open(mails: &'static [Vec<u8>]) -> Vec<(&'static [u8], Anatomy)> {
    let key = conversation().pair.core.secret_key();
    let open = |mail: &'static Vec<u8>| Some((mail.as_slice(), Anatomy::of(mail, Opener::Key(&key)).ok()?));
    mails.iter().filter_map(open).collect()
}

/// The opened ones that carry a text.
fn texts() -> Vec<(&'static [u8], Anatomy)> {
    let is_text = |(_, anatomy): &(&[u8], Anatomy)| {
        mail::value(anatomy.payload(), "Content-Type").unwrap().starts_with("text/plain")
    };
    let texts: Vec<_> = opened().into_iter().filter(is_text).collect();
    assert!(!texts.is_empty());
    texts
}

#[test]
fn c03_only_strict_pgp_mime_leaves_and_the_real_core_opens_it() {
    let Conversation { pair, from_tab, core_mails, tab_mails, .. } = conversation();
    // Join request, request with AUTH, answer, receipt.
    assert!(tab_mails.len() >= 4, "{}", tab_mails.len());
    for mail in tab_mails {
        filter::check(mail).unwrap();
    }
    for mail in core_mails {
        filter::check(mail).expect("what the real core sends is strict, too");
    }
    assert!(pair.tab.wire().submissions().iter().all(|submission| submission.outcome.is_ok()));
    let message = pair.core.message(from_tab.1);
    assert_eq!((&message["showPadlock"], &message["text"]), (&true.into(), &"and out to sea".into()));
}

#[test]
fn c04_from_is_envelope_sender_is_login() {
    let tab = &conversation().pair.tab;
    let address = tab.profile().address;
    assert_eq!(tab.wire().login().unwrap().address, address);
    for submission in tab.wire().submissions() {
        assert_eq!(submission.envelope.from, address);
        assert_eq!(mail::value(&submission.mail, "From"), Some(format!("<{address}>")));
    }
}

#[test]
fn c20_headers_are_protected_and_the_outer_ones_recorded() {
    let by_core = open(&conversation().core_mails);
    assert!(!by_core.is_empty());
    for (outside, anatomy) in opened().into_iter().chain(by_core) {
        let payload = anatomy.payload();
        let root = mail::value(payload, "Content-Type").unwrap();
        assert!(root.contains("hp=\"cipher\""), "{root}");
        let mut recorded = mail::values(payload, "HP-Outer");
        let structural = |name: &str| name.starts_with("content-") || name == "mime-version";
        let outer = mail::headers(outside).into_iter();
        let mut sent: Vec<String> = outer
            .filter(|(name, _)| !structural(&name.to_lowercase()) && !name.eq_ignore_ascii_case("received"))
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        recorded.sort();
        sent.sort();
        assert_eq!(recorded, sent);
        assert_eq!(mail::value(outside, "Subject").unwrap(), "[...]");
        assert_eq!(mail::value(outside, "To").unwrap(), "\"hidden-recipients\": ;");
    }
    for (_, anatomy) in texts() {
        let to = mail::value(anatomy.payload(), "To").unwrap();
        assert!(to.contains(&conversation().pair.core.address()), "{to}");
        assert!(mail::value(anatomy.payload(), "From").unwrap().contains("Talk in a tab"));
    }
}

#[test]
fn c21_outer_headers_do_not_count() {
    let receivers = receivers();
    let writer = person(true);
    for hp in [true, false] {
        let text = format!("not in a group and not old, hp={hp}");
        receivers.deliver(|address, certificate| {
            let mut letter = writer.letter(address, certificate, &text);
            letter.header_protection = hp;
            letter.outer_date = "Mon, 1 Jan 2001 00:00:00 +0000".into();
            letter.outer.extend([
                ("Chat-Group-ID".into(), "AAAAAAAAAAAAAAAAAAAAAAAA".into()),
                ("Chat-Group-Name".into(), "Forged".into()),
                ("In-Reply-To".into(), "<nothing@localhost>".into()),
            ]);
            letter
        });
        receivers.both_show(&text);
        let message = receivers.core.until_received(&text);
        let chat = receivers.core.call("get_basic_chat_info", [message["chatId"].clone()]);
        let (tab_chat, row) = receivers.tab.until_received(&text);
        assert_eq!(chat["chatType"], "Single");
        assert_eq!(receivers.tab.chat(tab_chat).row.kind, estuary_api::ChatKind::Single);
        let year_2020 = 1_577_836_800;
        assert!(message["timestamp"].as_i64().unwrap() > year_2020);
        assert!(row.time / 1000 > year_2020);
    }
}

#[test]
fn c21_without_header_protection_the_key_may_come_outside() {
    let receivers = receivers();
    let writer = person(true);
    receivers.deliver(|address, certificate| {
        let mut letter = writer.letter(address, certificate, "the key came outside").without("Autocrypt");
        letter.header_protection = false;
        letter.outer.push(("Autocrypt".into(), writer.autocrypt().replace(' ', "\r\n ")));
        letter
    });
    receivers.both_show("the key came outside");
}

#[test]
fn c22_the_outer_date_lies_and_the_inner_one_is_shown() {
    const SIX_DAYS: i64 = 6 * 24 * 60 * 60;
    let Conversation { pair, from_core, from_tab, .. } = conversation();
    let mails = opened();
    let lags: Vec<i64> =
        mails.iter().map(|(outside, anatomy)| mail::date(anatomy.payload()) - mail::date(outside)).collect();
    assert!(lags.iter().all(|lag| (0..SIX_DAYS).contains(lag)), "{lags:?}");
    assert!(lags.iter().any(|lag| *lag != lags[0]), "{lags:?}");

    let inner = texts().last().map(|(_, anatomy)| mail::date(anatomy.payload())).unwrap();
    assert_eq!(pair.core.message(from_tab.1)["timestamp"], inner);
    let sent = pair.core.message(from_core.0)["timestamp"].as_i64().unwrap();
    let shown = pair.tab.messages(pair.tab_chat).into_iter().find(|row| row.id == from_core.1).unwrap();
    assert_eq!(shown.time / 1000, sent);
}

#[test]
fn c23_one_message_id_inside_and_outside() {
    for (outside, anatomy) in opened() {
        let id = mail::message_id(outside);
        assert_eq!(id, mail::message_id(anatomy.payload()));
        let local = id.strip_suffix("@localhost").expect("a domain that says nothing");
        uuid::Uuid::try_parse(local).unwrap();
    }
    let Conversation { pair, from_tab, .. } = conversation();
    let ids: Vec<String> = texts().iter().map(|(outside, _)| mail::message_id(outside)).collect();
    assert!(ids.contains(&pair.core.message_id(from_tab.1)));
}

#[test]
fn c23_a_mail_that_comes_twice_is_shown_once() {
    let receivers = receivers();
    let writer = person(true);
    for (address, certificate) in receivers.both() {
        let mail = writer.letter(&address, &certificate, "once is enough").mail();
        for _ in 0..3 {
            crate::world::bridge().deliver(&address, &mail);
        }
    }
    receivers.neither_shows("never sent");
    receivers.both_show("once is enough");
}

#[test]
fn c24_chat_version_and_autocrypt_in_every_chat_message() {
    let tab = &conversation().pair.tab.profile();
    for (_, anatomy) in texts() {
        assert_eq!(mail::value(anatomy.payload(), "Chat-Version").unwrap(), "1.0");
        let header = mail::value(anatomy.payload(), "Autocrypt").unwrap();
        let attributes = mail::autocrypt(&header);
        let value =
            |name: &str| attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
        assert_eq!(value("addr"), Some(tab.address.as_str()));
        assert_eq!(value("prefer-encrypt"), Some("mutual"));
        let fingerprint = {
            use pgp::types::KeyDetails as _;
            format!("{:X}", mail::autocrypt_certificate(&header).primary_key.fingerprint())
        };
        assert_eq!(fingerprint, tab.fingerprint);
    }
}
