use std::time::Duration;

use base64::{Engine, prelude::BASE64_STANDARD};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream, DuplexStream, duplex};

use super::converse;
use crate::{config::Config, filter, server::Bridge, store::Store};

const ALICE: &str = "alice1234@estuary.localhost";
const BOB: &str = "bob123456@estuary.localhost";
const PASSWORD: &str = "a long password";

struct Client {
    stream: BufStream<DuplexStream>,
    _folder: tempfile::TempDir,
    store: Store,
}

impl Client {
    /// Connected, greeted, nothing said.
    async fn connect(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::defaults().unwrap();
        config.mail.data_dir = folder.path().to_owned();
        change(&mut config);
        let bridge = Bridge::open(config).await.unwrap();
        let store = bridge.store.clone();
        let (near, far) = duplex(1 << 16);
        tokio::spawn(async move { converse(far, &bridge).await });
        let mut client = Self { stream: BufStream::new(near), _folder: folder, store };
        assert!(client.reply().await.starts_with("220 "));
        client
    }

    /// Logged in as Alice; Bob exists.
    async fn logged_in(change: impl FnOnce(&mut Config)) -> Self {
        let mut client = Self::connect(change).await;
        client.store.login(&BOB.parse_address(), PASSWORD).await.unwrap();
        client.say("EHLO client").await;
        assert_eq!(client.say(&format!("AUTH PLAIN {}", plain(ALICE, PASSWORD))).await, "235 2.7.0 Welcome");
        client
    }

    async fn reply(&mut self) -> String {
        let mut reply = String::new();
        loop {
            let start = reply.len();
            let read = tokio::time::timeout(Duration::from_secs(30), self.stream.read_line(&mut reply)).await;
            assert!(reply.ends_with("\r\n"), "the server hung up: {read:?}");
            if reply.as_bytes()[start + 3] == b' ' {
                return reply.trim_end_matches("\r\n").replace("\r\n", "\n");
            }
        }
    }

    async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
        self.stream.flush().await.unwrap();
    }

    async fn say(&mut self, line: &str) -> String {
        self.send(format!("{line}\r\n").as_bytes()).await;
        self.reply().await
    }

    async fn submit(&mut self, mail: &str) -> String {
        assert_eq!(self.say(&format!("MAIL FROM:<{ALICE}>")).await, "250 2.1.0 OK");
        assert_eq!(self.say(&format!("RCPT TO:<{BOB}>")).await, "250 2.1.5 OK");
        assert!(self.say("DATA").await.starts_with("354 "));
        self.send(mail.replace("\r\n.", "\r\n..").as_bytes()).await;
        self.say(".").await
    }

    async fn mails_of_bob(&self) -> Vec<Vec<u8>> {
        let bob = self.store.login(&BOB.parse_address(), PASSWORD).await.unwrap();
        let folder = crate::store::Folder::Inbox;
        let mut mails = Vec::new();
        for mail in self.store.list(&bob, folder, 1..=u32::MAX, 100).await.unwrap() {
            mails.push(self.store.raw(&bob, folder, mail.uid).await.unwrap().unwrap().to_vec());
        }
        mails
    }
}

trait ParseAddress {
    fn parse_address(&self) -> crate::address::Address;
}

impl ParseAddress for str {
    fn parse_address(&self) -> crate::address::Address {
        crate::address::Address::parse(self).unwrap()
    }
}

fn plain(address: &str, password: &str) -> String {
    BASE64_STANDARD.encode(format!("\0{address}\0{password}"))
}

fn good_mail() -> String {
    filter::tests::good_mail_from(ALICE)
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_sent() {
    let mut client = Client::logged_in(|_| ()).await;
    // A line that begins with a dot must survive stuffing.
    let mail = good_mail().replace("\r\n\r\n\r\n--", "\r\n\r\n.dot\r\n--");
    assert_eq!(client.submit(&mail).await, "250 2.0.0 Delivered");
    assert_eq!(client.mails_of_bob().await, [mail.clone().into_bytes()]);
    assert_eq!(client.submit(&mail).await, "250 2.0.0 Delivered");
    assert_eq!(client.say("QUIT").await, "221 2.0.0 Bye");
    assert_eq!(client.mails_of_bob().await.len(), 2);
}

#[tokio::test]
async fn what_the_server_offers() {
    let mut client = Client::connect(|_| ()).await;
    assert_eq!(
        client.say("EHLO [127.0.0.1]").await,
        "250-estuary.localhost\n250-SIZE 31457280\n250-AUTH PLAIN LOGIN\n250-8BITMIME\n250-PIPELINING\n\
         250 ENHANCEDSTATUSCODES"
    );
}

#[tokio::test]
async fn both_ways_to_log_in() {
    let mut client = Client::connect(|_| ()).await;
    assert_eq!(client.say("AUTH PLAIN").await, "503 5.5.1 Say EHLO first");
    client.say("EHLO c").await;
    assert_eq!(client.say("AUTH PLAIN").await, "334 ");
    assert_eq!(client.say(&plain(ALICE, PASSWORD)).await, "235 2.7.0 Welcome");

    let mut client = Client::connect(|_| ()).await;
    client.say("EHLO c").await;
    assert_eq!(client.say("AUTH LOGIN").await, "334 VXNlcm5hbWU6");
    assert_eq!(client.say(&BASE64_STANDARD.encode(ALICE)).await, "334 UGFzc3dvcmQ6");
    assert_eq!(client.say(&BASE64_STANDARD.encode(PASSWORD)).await, "235 2.7.0 Welcome");
}

#[tokio::test]
async fn a_login_that_is_refused_says_why() {
    let mut client = Client::logged_in(|_| ()).await;
    assert!(client.say("AUTH PLAIN").await.starts_with("503 "));
    let mut client = Client::connect(|_| ()).await;
    client.say("EHLO c").await;
    for (line, reply) in [
        (format!("AUTH PLAIN {}", plain("short@estuary.localhost", PASSWORD)), "535 5.7.8 Account refused"),
        (
            format!("AUTH PLAIN {}", plain("alice1234@elsewhere.example", PASSWORD)),
            "535 5.7.8 Account refused",
        ),
        (format!("AUTH PLAIN {}", plain("nobody", PASSWORD)), "535 5.7.8 The login must be"),
        ("AUTH PLAIN !!!".into(), "501 "),
        ("AUTH CRAM-MD5".into(), "504 "),
        (format!("MAIL FROM:<{ALICE}>"), "530 5.7.0"),
        ("DATA".into(), "503 "),
        (format!("RCPT TO:<{BOB}>"), "503 "),
    ] {
        let said = client.say(&line).await;
        assert!(said.starts_with(reply), "{line}: {said}");
    }
    client.say("AUTH PLAIN").await;
    assert!(client.say("*").await.starts_with("501 "));
}

#[tokio::test]
async fn a_wrong_password_is_refused() {
    let mut client = Client::connect(|_| ()).await;
    client.store.login(&ALICE.parse_address(), "another password").await.unwrap();
    client.say("EHLO c").await;
    let reply = client.say(&format!("AUTH PLAIN {}", plain(ALICE, PASSWORD))).await;
    assert_eq!(reply, "535 5.7.8 Login refused");
}

#[tokio::test]
async fn envelopes_that_are_refused() {
    let mut client = Client::logged_in(|config| config.limits.recipients = 2).await;
    for line in
        [format!("MAIL FROM:<{BOB}>"), "MAIL FROM:<>".into(), format!("MAIL FROM:<{ALICE}> SIZE=31457281")]
    {
        assert!(client.say(&line).await.starts_with("55"), "{line}");
    }
    assert!(client.say(&format!("MAIL FROM:<{ALICE}> SIZE=1000 BODY=8BITMIME")).await.starts_with("250 "));
    assert!(client.say("DATA").await.starts_with("503 "));
    assert!(client.say("RCPT TO:<nobody123@estuary.localhost>").await.starts_with("550 5.1.1"));
    assert!(client.say("RCPT TO:<bob123456@elsewhere.example>").await.starts_with("550 5.7.1"));
    for (_, code) in [(1, "250"), (2, "250"), (3, "452")] {
        assert!(client.say(&format!("RCPT TO:<{BOB}>")).await.starts_with(code));
    }
    assert!(client.say("RSET").await.starts_with("250 "));
    assert!(client.say("DATA").await.starts_with("503 "));
}

#[tokio::test]
async fn mail_that_is_refused() {
    let mut client = Client::logged_in(|config| config.limits.mail_burst = 100).await;
    let text = format!("From: {ALICE}\r\n\r\nHello\r\n");
    assert!(client.submit(&text).await.starts_with("523 5.7.1 Encryption Needed"));
    let other = filter::tests::good_mail_from(BOB);
    assert!(client.submit(&other).await.starts_with("550 5.7.1"));
    assert!(client.submit(&good_mail().replace("1.0\r\n", "1.0\n")).await.starts_with("550 5.6.0"));
    assert!(client.submit("").await.starts_with("55"));
    assert!(client.mails_of_bob().await.is_empty());
}

#[tokio::test]
async fn a_mail_above_the_limit_is_refused_and_the_session_goes_on() {
    let mut client = Client::logged_in(|config| config.limits.mail_bytes = 5_000).await;
    let long = good_mail() + &"padding\r\n".repeat(1_000);
    assert!(client.submit(&long).await.starts_with("552 5.3.4"));
    assert!(client.submit(&good_mail()).await.starts_with("250 "));
}

#[tokio::test]
async fn too_much_mail_waits() {
    let mut client = Client::logged_in(|config| config.limits.mail_burst = 2).await;
    for _ in 0..2 {
        assert!(client.submit(&good_mail()).await.starts_with("250 "));
    }
    assert!(client.say(&format!("MAIL FROM:<{ALICE}>")).await.starts_with("450 4.7.1 Too much mail"));
}

#[tokio::test]
async fn commands_may_come_all_at_once() {
    let mut client = Client::logged_in(|_| ()).await;
    client.send(format!("MAIL FROM:<{ALICE}>\r\nRCPT TO:<{BOB}>\r\nDATA\r\n").as_bytes()).await;
    for code in ["250", "250", "354"] {
        assert!(client.reply().await.starts_with(code));
    }
    client.send(format!("{}.\r\nNOOP\r\n", good_mail()).as_bytes()).await;
    assert!(client.reply().await.starts_with("250 2.0.0 Delivered"));
    assert!(client.reply().await.starts_with("250 2.0.0 OK"));
}

#[tokio::test]
async fn a_client_that_only_errs_is_sent_away() {
    let mut client = Client::connect(|_| ()).await;
    assert!(client.say(&"x".repeat(100_000)).await.starts_with("500 5.5.6"));
    let mut replies = Vec::new();
    for line in ["\u{0}\u{1}", "EHLO", "MAIL FROM", "RCPT TO:<", "BDAT 5", "STARTTLS", "VRFY x"]
        .iter()
        .cycle()
        .take(60)
    {
        let reply = client.say(line).await;
        replies.push(reply.clone());
        if reply.starts_with("421 ") {
            return;
        }
    }
    panic!("it may go on: {replies:?}");
}
