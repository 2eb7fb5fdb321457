//! Text, footers, quotes and encodings (wire protocol 2.6 to 2.8).

use crate::world::{self, Pair, conversation, person, receivers};
use estuary_api::{Command, MessageBody, MessageCommand, Quote, Reply, SendId};
use estuary_tests::{
    anatomy::{Anatomy, Opener},
    forge::Letter,
    mail,
};
use serde_json::json;

#[test]
fn c31_texts_that_look_like_footers_or_quotes_arrive_as_typed() {
    let pair = world::pair("Typist");
    let texts = [
        "-- \nthis is no footer",
        "above\n-- \nbelow",
        "-- with more on the line",
        "> this is no quote",
        "> first\n> second\n\nthird",
        "wide\u{200b}ness and umlauts: äöü €",
        "a line of more than seventy-eight characters, which some transfer encodings would like to break in two parts",
        "one\n\nthree",
    ];
    for text in texts {
        pair.tab.send(pair.tab_chat, text);
        pair.core.until_received(text);
    }
    for text in texts {
        pair.core.send(pair.core_chat, text);
        pair.tab.until_received(text);
    }
}

#[test]
fn c31_the_status_travels_as_footer_of_every_text() {
    let pair = world::pair("Status");
    let status = "On the water\n-- \nmost of the time";
    let name = pair.tab.profile().name;
    let set = Command::SetProfile { name, avatar: None, status: status.into() };
    assert!(matches!(pair.tab.ask(set), Ok(Reply::Profile(_))));
    pair.core.set_config("selfstatus", "In the\nmountains");
    for round in ["first", "second"] {
        pair.tab.send(pair.tab_chat, round);
        pair.core.until_received(round);
        pair.core.send(pair.core_chat, &format!("{round} back"));
        pair.tab.until_received(&format!("{round} back"));
        let contact = pair.core.contact(&pair.tab.profile().address).unwrap();
        assert_eq!(contact["status"], status);
        assert_eq!(pair.tab.chat(pair.tab_chat).contact.unwrap().status, "In the\nmountains");
    }
}

#[test]
fn c32_quotes_are_resolved_on_both_sides() {
    let talk = conversation();
    let pair = &talk.pair;
    let answered = pair.core.message(talk.from_tab.1);
    assert_eq!(answered["quote"]["kind"], "WithMessage");
    assert_eq!(answered["quote"]["messageId"], talk.from_core.0);
    assert_eq!(answered["text"], "and out to sea");

    let pair = world::pair("Quoter");
    let question = pair.tab.send(pair.tab_chat, "Which way?");
    let received = pair.core.until_received("Which way?")["id"].as_u64().unwrap();
    pair.core.answer(pair.core_chat, received, "Downstream");
    let (_, row) = pair.tab.until_received("Downstream");
    let MessageBody::Content { quote, .. } = row.body else { panic!("a notice") };
    let expected =
        Quote { id: Some(question), elsewhere: None, from: None, own: true, text: "Which way?".into() };
    assert_eq!(quote, Some(expected));
}

#[test]
fn c32_references_name_the_parent_and_the_quoted_message() {
    let pair = world::pair("Threads");
    let key = pair.core.secret_key();
    let sent = |text: &str| -> Vec<u8> {
        let open = |mail: &Vec<u8>| Anatomy::of(mail, Opener::Key(&key)).ok();
        let mut opened =
            pair.tab.wire().sent().into_iter().filter_map(|mail| Some(open(&mail)?.payload().to_vec()));
        opened
            .find(|payload| mail::text(payload).contains(text))
            .unwrap_or_else(|| panic!("{text:?} was not sent"))
    };
    pair.tab.send(pair.tab_chat, "the beginning");
    let first = pair.core.until_received("the beginning")["id"].as_u64().unwrap();
    let first = pair.core.message_id(first);
    assert_eq!(mail::value(&sent("the beginning"), "References").unwrap(), format!("<{first}>"));
    assert_eq!(mail::value(&sent("the beginning"), "In-Reply-To"), None);

    let second = pair.core.send(pair.core_chat, "the middle");
    let (_, middle) = pair.tab.until_received("the middle");
    let second = pair.core.message_id(second);
    pair.tab.send(pair.tab_chat, "the end");
    let third = pair.core.until_received("the end")["id"].as_u64().unwrap();
    let third = pair.core.message_id(third);
    let end = sent("the end");
    assert_eq!(mail::value(&end, "In-Reply-To").unwrap(), format!("<{second}>"));
    let references = mail::value(&end, "References").unwrap();
    assert_eq!(references.split_whitespace().last().unwrap(), format!("<{second}>"));
    assert!(references.contains(&first), "{references}");

    pair.tab.answer(pair.tab_chat, Some(middle.id), "about the middle");
    pair.core.until_received("about the middle");
    let answer = sent("about the middle");
    assert_eq!(mail::value(&answer, "In-Reply-To").unwrap(), format!("<{second}>"));
    let references = mail::value(&answer, "References").unwrap();
    assert_eq!(references.split_whitespace().last().unwrap(), format!("<{third}>"));
    assert!(mail::text(&answer).starts_with("> the middle\n\nabout the middle"));
}

#[test]
fn c34_encodings_and_charsets_are_read_like_the_real_core_reads_them() {
    let receivers = receivers();
    let writer = person(true);
    let cases: [(&str, &str, &[u8], &str); 8] = [
        ("text/plain; charset=utf-8", "quoted-printable", b"Gr=C3=BC=C3=9Fe an=\r\n alle", "Grüße an alle"),
        (
            "text/plain; charset=utf-8",
            "base64",
            b"R3LDvMOfZSBhdXMg\r\nZGVtIERlbHRh\r\n",
            "Grüße aus dem Delta",
        ),
        ("text/plain; charset=utf-8", "8bit", "Grüße, roh".as_bytes(), "Grüße, roh"),
        ("text/plain; charset=iso-8859-1", "quoted-printable", b"Gr=FC=DFe, latin", "Grüße, latin"),
        ("text/plain; charset=windows-1251", "base64", b"z/Do4uXyIOzo8A==", "Привет мир"),
        ("text/plain; charset=koi8-r", "quoted-printable", b"=F2=C5=CB=C1 =D7 koi8", "Река в koi8"),
        ("text/plain; charset=utf-8; format=flowed", "7bit", b"flowed \r\nlines", "flowed lines"),
        (
            "text/plain; charset=utf-8; format=flowed; delsp=yes",
            "7bit",
            b"delsp joins wi \r\nthout a space",
            "delsp joins without a space",
        ),
    ];
    for (content_type, encoding, body, _) in &cases {
        receivers.deliver(|address, certificate| {
            let mut letter =
                writer.letter(address, certificate, "").with("Content-Transfer-Encoding", *encoding);
            letter.content_type = (*content_type).into();
            letter.body = body.to_vec();
            letter
        });
    }
    for (content_type, _, _, text) in cases {
        assert!(receivers.core.until_received(text)["text"] == text, "{content_type}");
        receivers.both_show(text);
    }
}

#[test]
fn c34_names_in_encoded_words() {
    let receivers = receivers();
    for (name, shown) in [
        ("=?utf-8?Q?J=C3=B6rg_=3Chi=3E?=", "Jörg <hi>"),
        ("=?iso-8859-1?Q?Ren=E9e?= =?utf-8?B?IGTigJlBcmM=?=", "Renée d’Arc"),
    ] {
        let writer = person(true);
        let text = format!("my name is {shown}");
        receivers.deliver(|address, certificate| {
            writer.letter(address, certificate, &text).with("From", format!("{name} <{}>", writer.address))
        });
        let message = receivers.core.until_received(&text);
        assert_eq!(message["sender"]["displayName"], shown);
        let (_, row) = receivers.tab.until_received(&text);
        let MessageBody::Content { from: Some(from), .. } = row.body else { panic!("nobody wrote it") };
        assert_eq!(from.name, shown);
    }
}

#[test]
fn c34_file_names_in_both_standards() {
    let receivers = receivers();
    let writer = person(true);
    for (parameter, name) in [
        ("filename=\"plain.txt\"", "plain.txt"),
        ("filename=\"=?utf-8?B?w5xiZXIudHh0?=\"", "Über.txt"),
        ("filename*=utf-8''%C3%9Cbersicht.txt", "Übersicht.txt"),
        ("filename*0*=utf-8''%C3%9Cber;\r\n filename*1*=-lang;\r\n filename*2=.txt", "Über-lang.txt"),
    ] {
        let text = format!("with {name}");
        receivers.deliver(|address, certificate| {
            with_file(writer.letter(address, certificate, ""), &text, parameter)
        });
        assert_eq!(receivers.core.until_received(&text)["fileName"], name);
        let (_, row) = receivers.tab.until_received(&text);
        let MessageBody::Content { attachment, .. } = row.body else { panic!("a notice") };
        let attachment = attachment.expect("an attachment");
        assert_eq!((attachment.name.as_str(), attachment.size, attachment.here), (name, 7, true));
    }
}

fn with_file(mut letter: Letter, text: &str, name: &str) -> Letter {
    letter.content_type = "multipart/mixed; boundary=\"m\"".into();
    letter.body = format!(
        "--m\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\
         --m\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; {name}\r\n\
         Content-Transfer-Encoding: base64\r\n\r\nY29udGVudA==\r\n--m--\r\n"
    )
    .into_bytes();
    letter
}

#[test]
fn html_is_kept_beside_the_text() {
    let Pair { core, core_chat, tab, .. } = world::pair("Rich");
    let html = "<p>Rich <b>text</b></p>";
    core.call("send_msg", [json!(core_chat), json!({"text": "Rich text", "html": html})]);
    let (_, row) = tab.until_received("Rich text");
    assert!(row.html);
    match tab.ask(Command::Message(MessageCommand::Html(row.id))) {
        Ok(Reply::Html(bytes)) => assert!(String::from_utf8_lossy(&bytes).contains(html)),
        other => panic!("Html: {other:?}"),
    }
    core.send(core_chat, "plain text");
    assert!(!tab.until_received("plain text").1.html);
}

#[test]
fn what_is_forwarded_says_so_on_both_sides() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Forward");
    core.send(core_chat, "pass it on");
    let (_, row) = tab.until_received("pass it on");
    assert!(!row.forwarded);
    let id = SendId(uuid::Uuid::new_v4().into_bytes());
    let forward = MessageCommand::Forward { id, messages: vec![row.id], chat: tab_chat };
    assert_eq!(tab.ask(Command::Message(forward)), Ok(Reply::Done));
    let back = core.until_received("pass it on");
    assert_eq!(back["isForwarded"], true);
    core.call("forward_messages", [json!([back["id"]]), json!(core_chat)]);
    tab.until("the forwarded message arrives", || {
        tab.received("pass it on").into_iter().find(|(_, row)| row.forwarded)
    });
}
