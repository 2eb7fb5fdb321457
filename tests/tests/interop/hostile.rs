//! Mail that is broken or too much, clocks and passwords that are wrong: a clear word, nothing lost, nothing stuck.

use crate::world::{self, Pair, bridge, person};
use estuary_api::{
    ChatKind, Command, ConnectionState, DeviceNews, Info, MessageBody, MessageRow, NewProfile, Problem,
    ProblemKind, Reply,
};
use estuary_tests::{forge::Letter, native::Tab};

const DAY: i64 = 24 * 60 * 60 * 1000;

#[test]
fn broken_mail_stops_nothing() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Battered");
    let (address, certificate) = (tab.profile().address, tab.secret_key().to_public_key());
    let writer = person(true);
    let letter = || writer.letter(&address, &certificate, "spoilt");
    let sealed = |change: &dyn Fn(&mut Letter)| {
        let mut letter = letter();
        change(&mut letter);
        letter.mail()
    };
    let armored =
        |change: &dyn Fn(String) -> String| change(String::from_utf8(letter().mail()).unwrap()).into_bytes();
    let nested = (0..500).fold(String::from("deep"), |inner, n| {
        format!("Content-Type: multipart/mixed; boundary=\"{n}\"\r\n\r\n--{n}\r\n{inner}\r\n--{n}--")
    });
    let mails = [
        Vec::new(),
        vec![0; 1000],
        (0..=255).cycle().take(20_000).collect(),
        b"\r\n\r\n\r\n".to_vec(),
        b"From: <x@y.z>".to_vec(),
        letter().mail()[..700].to_vec(),
        armored(&|mail| mail.replacen("-----BEGIN PGP MESSAGE-----", "-----BEGIN PGP NONSENSE-----", 1)),
        armored(&|mail| mail.replace("\r\n=", "\r\n=AAAA\r\n=")),
        armored(&|mail| mail.replace("wUwG", "AAAA").replace("wV", "AA")),
        armored(&|mail| mail.replace("boundary=\"forged\"", "boundary=\"other\"")),
        armored(&|mail| mail.replace("multipart/encrypted", "multipart/signed")),
        sealed(&|letter| letter.body = nested.clone().into_bytes()),
        sealed(&|letter| letter.content_type = "multipart/mixed; boundary=\"\"".into()),
        sealed(&|letter| letter.content_type = "text/plain; charset=no-such-charset".into()),
        sealed(&|letter| letter.body = vec![0xFF; 5000]),
        sealed(&|letter| letter.inner.clear()),
        sealed(&|letter| {
            letter.inner.iter_mut().for_each(|(_, value)| *value = "\u{0}=?utf-8?B?////?=".into())
        }),
        sealed(&|letter| letter.inner.extend((0..5000).map(|n| (format!("Chat-X-{n}"), "y".repeat(100))))),
        sealed(&|letter| *letter = letter.clone().with("Secure-Join", "vc-contact-confirm")),
        sealed(&|letter| *letter = letter.clone().with("Date", "Fri, 32 Dec 99999 99:99:99 +9999")),
    ];
    for mail in mails {
        bridge().deliver(&address, &mail);
    }
    core.send(core_chat, "after all that");
    tab.until_received("after all that");
    tab.send(tab_chat, "still here");
    core.until_received("still here");
    tab.reload();
    assert_eq!(tab.received("after all that").len(), 1);
}

#[test]
fn a_mail_of_fifty_megabytes_does_not_stop_the_others() {
    let Pair { core, core_chat, tab, .. } = world::pair("Flooded");
    let address = tab.profile().address;
    let mut huge = person(true).letter(&address, &tab.secret_key().to_public_key(), "").mail();
    huge.resize(50_000_000, b'A');
    bridge().deliver(&address, &huge);
    core.send(core_chat, "behind the flood");
    tab.until_received("behind the flood");
}

#[test]
fn a_text_larger_than_the_limit_is_refused_at_once() {
    let Pair { tab, tab_chat, .. } = world::pair("Verbose");
    let id = estuary_api::SendId([3; 16]);
    let send = Command::SendText { id, chat: tab_chat, text: "x".repeat((1 << 20) + 1), quote: None };
    assert_eq!(tab.ask(send).expect_err("too long").kind, ProblemKind::TooLarge);
}

#[test]
fn a_clock_three_days_off_is_said_and_changes_nothing_else() {
    for skew in [-3 * DAY, 3 * DAY] {
        let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Untimely");
        tab.skew_clock(skew);
        tab.reload();
        tab.send(tab_chat, "what time is it?");
        core.until_received("what time is it?");
        core.send(core_chat, "high time");
        tab.until_received("high time");
        tab.until("the wrong clock is mentioned", || {
            let chat = tab.chats().into_iter().find(|row| row.kind == ChatKind::Device)?;
            let clock = |row: &MessageRow| {
                matches!(row.body, MessageBody::Info(Info::Device(DeviceNews::ClockWrong { .. })))
            };
            match tab.ask(Command::Messages { chat: chat.id, before: None, limit: 10 }) {
                Ok(Reply::Messages(page)) => page.rows.iter().any(clock).then_some(()),
                other => panic!("Messages: {other:?}"),
            }
        });
    }
}

#[test]
fn a_wrong_password_is_said_and_tried_no_more() {
    let taken = bridge().new_mailbox();
    let tab = Tab::open("Locked out", bridge());
    let account = Some(format!("dclogin://{taken}/?p=not-the-password&v=1"));
    let new = NewProfile { name: "Locked out".into(), avatar: None, account };
    let problem: Problem = tab.ask(Command::CreateProfile(new)).expect_err("a wrong password");
    assert_eq!(problem.kind, ProblemKind::WrongPassword);
    assert!(!problem.detail.contains("not-the-password"));
    let Ok(Reply::Status(status)) = tab.ask(Command::Status) else { panic!("no status") };
    assert_eq!(status.profile, None);
    // The way on is open.
    tab.create_profile("Locked out");
    tab.until("the profile connects", || match tab.ask(Command::Connectivity) {
        Ok(Reply::Connectivity(connectivity)) => {
            (connectivity.state == ConnectionState::Connected).then_some(())
        }
        _ => None,
    });
}
