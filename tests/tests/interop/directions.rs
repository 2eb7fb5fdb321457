//! Characters that turn the direction of what stands around them (wire protocol 10.4, 98).

use crate::world::{person, receivers};
use estuary_api::{MessageBody, SummaryBody};

/// Right-to-left override, isolate, and mark.
const TURNS: [char; 3] = ['\u{202E}', '\u{2067}', '\u{200F}'];

fn turns(text: &str) -> bool {
    text.contains(TURNS)
}

#[test]
fn c98_names_of_people_do_not_turn() {
    let receivers = receivers();
    let writer = person(true);
    receivers.deliver(|address, certificate| {
        let letter = writer.letter(address, certificate, "who am I?");
        letter.with("From", format!("\"Eve \u{202E}nimda\u{2067}\" <{}>", writer.address))
    });
    let message = receivers.core.until_received("who am I?");
    assert!(!turns(message["sender"]["displayName"].as_str().unwrap()));
    let (chat, row) = receivers.tab.until_received("who am I?");
    let MessageBody::Content { from: Some(from), .. } = row.body else { panic!("nobody wrote it") };
    assert_eq!(from.name, "Eve nimda");
    assert_eq!(receivers.tab.chat(chat).row.name, "Eve nimda");
}

#[test]
fn c98_names_of_files_do_not_turn() {
    let receivers = receivers();
    let writer = person(true);
    receivers.deliver(|address, certificate| {
        let mut letter = writer.letter(address, certificate, "");
        letter.content_type = "multipart/mixed; boundary=\"m\"".into();
        letter.body = "--m\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nopen it\r\n\
             --m\r\nContent-Type: application/octet-stream\r\n\
             Content-Disposition: attachment; filename*=utf-8''holiday%E2%80%AEgpj.exe\r\n\r\nMZ\r\n--m--\r\n"
            .into();
        letter
    });
    let name = receivers.core.until_received("open it")["fileName"].as_str().unwrap().to_owned();
    assert!(!turns(&name), "{name:?}");
    let (_, row) = receivers.tab.until_received("open it");
    let MessageBody::Content { attachment: Some(file), .. } = row.body else { panic!("no file") };
    assert_eq!(file.name, "holidaygpj.exe");
}

#[test]
fn c98_summaries_do_not_turn_what_stands_beside_them() {
    let receivers = receivers();
    let writer = person(true);
    let text = "read \u{202E}me\u{2067} first";
    receivers.deliver(|address, certificate| writer.letter(address, certificate, text));
    let (chat, _) = receivers.tab.until_received(text);
    let last = receivers.tab.chat(chat).row.last.unwrap();
    assert_eq!(last.body, SummaryBody::Text("read me first".into()));
}
