use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream, DuplexStream, duplex};

use super::converse;
use crate::{
    address::Address,
    config::Config,
    server::Bridge,
    store::{Account, Flags, Folder},
};

const ALICE: &str = "alice1234@estuary.localhost";
const PASSWORD: &str = "a long password";

/// An account and the server it is on.
struct World {
    bridge: Bridge,
    account: Account,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new() -> Self {
        Self::with(|_| ()).await
    }

    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::defaults().unwrap();
        config.mail.data_dir = folder.path().to_owned();
        change(&mut config);
        let bridge = Bridge::open(config).await.unwrap();
        let account = bridge.store.login(&Address::parse(ALICE).unwrap(), PASSWORD).await.unwrap();
        Self { bridge, account, _folder: folder }
    }

    async fn deliver(&self, mail: &str) {
        let raw = mail.replace('\n', "\r\n").into_bytes();
        self.bridge.store.deliver(std::slice::from_ref(&self.account.address), raw.into()).await.unwrap();
    }

    async fn client(&self) -> Client {
        let (near, far) = duplex(1 << 20);
        let bridge = self.bridge.clone();
        tokio::spawn(async move { converse(far, &bridge, [127, 0, 0, 1].into()).await });
        let mut client = Client { stream: BufStream::new(near), tag: 0 };
        assert!(client.line().await.starts_with("* OK [CAPABILITY IMAP4REV1 "));
        client
    }

    async fn logged_in(&self) -> Client {
        let mut client = self.client().await;
        let said = client.say(&format!("LOGIN {ALICE} \"{PASSWORD}\"")).await;
        assert!(said.contains(" OK [CAPABILITY "), "{said}");
        client
    }

    async fn selected(&self) -> Client {
        let mut client = self.logged_in().await;
        assert!(client.say("SELECT INBOX").await.ends_with("OK [READ-WRITE] INBOX is open\r\n"));
        client
    }
}

struct Client {
    stream: BufStream<DuplexStream>,
    tag: u32,
}

impl Client {
    /// One line, and the literals in it.
    async fn line(&mut self) -> String {
        let mut line = Vec::new();
        loop {
            let read = self.stream.read_until(b'\n', &mut line);
            let read = tokio::time::timeout(Duration::from_secs(30), read).await.expect("an answer").unwrap();
            assert!(read > 0, "the server hung up after {:?}", String::from_utf8_lossy(&line));
            let text = String::from_utf8_lossy(&line).into_owned();
            let Some(length) =
                text.strip_suffix("}\r\n").and_then(|text| text.rsplit('{').next()?.parse().ok())
            else {
                return text;
            };
            let mut literal: Vec<u8> = vec![0; length];
            self.stream.read_exact(&mut literal).await.unwrap();
            line.extend(literal);
        }
    }

    async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
        self.stream.flush().await.unwrap();
    }

    async fn ask(&mut self, command: &str) {
        self.tag += 1;
        self.send(format!("a{} {command}\r\n", self.tag).as_bytes()).await;
    }

    async fn answer(&mut self) -> String {
        let (tag, mut answer) = (format!("a{} ", self.tag), String::new());
        loop {
            let line = self.line().await;
            answer += &line;
            if line.starts_with(&tag) {
                return answer;
            }
        }
    }

    async fn say(&mut self, command: &str) -> String {
        self.ask(command).await;
        self.answer().await
    }
}

#[tokio::test]
async fn logging_in_by_all_ways() {
    let world = World::new().await;
    world.logged_in().await;
    let mut client = world.client().await;
    let initial = "AGFsaWNlMTIzNEBlc3R1YXJ5LmxvY2FsaG9zdABhIGxvbmcgcGFzc3dvcmQ=";
    assert!(client.say(&format!("AUTHENTICATE PLAIN {initial}")).await.contains(" OK "));
    let mut client = world.client().await;
    client.ask("AUTHENTICATE PLAIN").await;
    assert_eq!(client.line().await, "+ \r\n");
    client.send(format!("{initial}\r\n").as_bytes()).await;
    assert!(client.answer().await.contains(" OK "));
    let mut client = world.client().await;
    client.ask(&format!("LOGIN {{{}}}", ALICE.len())).await;
    assert!(client.line().await.starts_with("+ "));
    client.send(format!("{ALICE} {{15+}}\r\n{PASSWORD}\r\n").as_bytes()).await;
    assert!(client.answer().await.contains(" OK "));
}

#[tokio::test]
async fn strangers_may_only_log_in() {
    let world = World::new().await;
    let mut client = world.client().await;
    for command in
        ["SELECT INBOX", "IDLE", "LIST \"\" *", "GETMETADATA \"\" /shared/comment", "UID FETCH 1:* (FLAGS)"]
    {
        assert!(client.say(command).await.contains(" BAD Log in first"), "{command}");
    }
    let refused = client.say(&format!("LOGIN {ALICE} \"another password\"")).await;
    assert!(refused.contains(" NO [AUTHENTICATIONFAILED] "), "{refused}");
    client.ask("AUTHENTICATE PLAIN").await;
    client.line().await;
    client.send(b"*\r\n").await;
    assert!(client.answer().await.contains(" BAD "));
    assert!(client.say("NOOP").await.contains(" OK "));
    assert!(client.say("ID (\"name\" \"Delta Chat\")").await.contains("* ID (\"name\" \"Estuary\""));
    client.ask("LOGOUT").await;
    assert_eq!(client.line().await, "* BYE Logging out\r\n");
}

#[tokio::test]
async fn what_core_says_in_a_normal_life() {
    let world = World::with(|config| config.metadata.iroh_relay = Some("https://relay.example".into())).await;
    world.deliver("Message-ID: <one@localhost>\nFrom: <bob@x>\nX-Other: no\n\nfirst\n").await;
    let mut client = world.logged_in().await;
    let said = client
        .say(
            "GETMETADATA \"\" (/shared/comment /shared/admin /shared/vendor/deltachat/irohrelay \
             /shared/vendor/deltachat/turn /shared/vendor/deltachat/maxsmtprecipients)",
        )
        .await;
    assert!(said.contains("/shared/comment NIL"), "{said}");
    assert!(said.contains("/shared/vendor/deltachat/irohrelay \"https://relay.example\""), "{said}");
    assert!(said.contains("/shared/vendor/deltachat/maxsmtprecipients \"1000\""), "{said}");
    let said = client.say("SELECT \"INBOX\"").await;
    for part in ["* 1 EXISTS\r\n", "[UIDNEXT 2]", "[UIDVALIDITY ", "[READ-WRITE]"] {
        assert!(said.contains(part), "{said}");
    }
    let said = client
        .say("UID FETCH 1:500 (UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID DATE FROM SECURE-JOIN)])")
        .await;
    assert!(said.contains("UID 1 RFC822.SIZE 66 "), "{said}");
    assert!(said.contains("}\r\nMessage-ID: <one@localhost>\r\nFrom: <bob@x>\r\n\r\n)\r\n"), "{said}");
    let said = client.say("UID FETCH 1 (FLAGS BODY.PEEK[])").await;
    assert!(said.contains("* 1 FETCH (FLAGS () BODY[] {66}\r\nMessage-ID: "), "{said}");
    assert!(said.contains("\r\n\r\nfirst\r\n UID 1)\r\n"), "{said}");
    let said = client.say("UID STORE 1 +FLAGS (\\Deleted)").await;
    assert!(said.contains("* 1 FETCH (FLAGS (\\Deleted) UID 1)\r\n"), "{said}");
    assert!(client.say("CLOSE").await.contains(" OK "));
    let said = client.say("SELECT INBOX").await;
    assert!(said.contains("* 0 EXISTS\r\n") && said.contains("[UIDNEXT 2]"), "{said}");
    assert!(client.say("SETMETADATA INBOX (/private/devicetoken \"token\")").await.contains(" OK "));
    let said = client.say("GETQUOTAROOT INBOX").await;
    assert!(
        said.contains("* QUOTAROOT INBOX \"Mailbox\"\r\n* QUOTA \"Mailbox\" (STORAGE 0 488281)"),
        "{said}"
    );
    assert!(client.say("LIST \"\" \"*\"").await.contains("* LIST (\\Noinferiors) \"/\" INBOX\r\n"));
    assert!(
        client
            .say("STATUS INBOX (MESSAGES UIDNEXT UNSEEN)")
            .await
            .contains("(MESSAGES 0 UIDNEXT 2 UNSEEN 0)")
    );
    assert!(client.say("NAMESPACE").await.contains("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n"));
    assert!(client.say("ENABLE CONDSTORE").await.contains("* ENABLED"));
}

#[tokio::test]
async fn idle_tells_at_once_what_comes_and_goes() {
    let world = World::new().await;
    world.deliver("A: 1\n\n").await;
    let mut client = world.selected().await;
    world.deliver("A: 2\n\n").await; // between SELECT and IDLE
    client.ask("IDLE").await;
    assert!(client.line().await.starts_with("+ "));
    assert_eq!(client.line().await, "* 2 EXISTS\r\n");
    world.deliver("A: 3\n\n").await;
    assert_eq!(client.line().await, "* 3 EXISTS\r\n");
    let store = &world.bridge.store;
    store.set_flags(&world.account, Folder::Inbox, &[3], |flags| flags.with(Flags::SEEN)).await.unwrap();
    assert_eq!(client.line().await, "* 3 FETCH (FLAGS (\\Seen) UID 3)\r\n");
    store.expunge(&world.account, Folder::Inbox, &[1, 2]).await.unwrap();
    assert_eq!(client.line().await, "* 2 EXPUNGE\r\n");
    assert_eq!(client.line().await, "* 1 EXPUNGE\r\n");
    client.send(b"DONE\r\n").await;
    assert!(client.answer().await.contains(" OK "));
}

/// A client learns of new mail by comparing UIDNEXT, so what SELECT counts and what it says of UIDs must be of one
/// moment; mail that comes meanwhile is news afterwards.
#[tokio::test]
async fn what_comes_while_the_folder_opens_is_told_afterwards() {
    let world = World::new().await;
    let mut client = world.logged_in().await;
    let postman = async {
        for _ in 0..200 {
            world.deliver("A: 1\n\n").await;
        }
    };
    let reader = async {
        loop {
            let said = client.say("SELECT INBOX").await;
            let counts: Vec<&str> = said.lines().filter(|line| line.ends_with(" EXISTS")).collect();
            let [count] = counts[..] else { panic!("{said}") };
            let number: u32 = count.trim_start_matches("* ").trim_end_matches(" EXISTS").parse().unwrap();
            assert!(said.contains(&format!("[UIDNEXT {}]", number + 1)), "{said}");
            if number == 200 {
                break;
            }
        }
    };
    tokio::join!(postman, reader);
}

#[tokio::test]
async fn numbers_stay_while_a_client_works_with_them() {
    let world = World::new().await;
    for _ in 0..3 {
        world.deliver("A: 1\n\n").await;
    }
    let mut client = world.selected().await;
    world.bridge.store.expunge(&world.account, Folder::Inbox, &[1]).await.unwrap();
    assert!(!client.say("FETCH 3 (UID)").await.contains("EXPUNGE"));
    assert!(client.say("FETCH 3 (UID)").await.contains("* 3 FETCH (UID 3)"));
    // The bytes are gone, so there is nothing to say about it.
    assert!(!client.say("FETCH 1 (BODY.PEEK[])").await.contains("FETCH ("));
    assert!(client.say("NOOP").await.contains("* 1 EXPUNGE\r\n"));
    assert!(client.say("FETCH 2 (UID)").await.contains("* 2 FETCH (UID 3)"));
}

#[tokio::test]
async fn flags_are_set_added_and_removed() {
    let world = World::new().await;
    world.deliver("A: 1\n\n").await;
    world.deliver("A: 2\n\n").await;
    let (mut client, mut other) = (world.selected().await, world.selected().await);
    assert!(
        client.say("STORE 1 FLAGS (\\Seen \\Flagged)").await.contains("* 1 FETCH (FLAGS (\\Flagged \\Seen))")
    );
    assert!(!client.say("UID STORE 1 -FLAGS.SILENT (\\Flagged)").await.contains("FETCH"));
    assert!(client.say("UID FETCH 1 (FLAGS)").await.contains("(FLAGS (\\Seen) UID 1)"));
    assert!(other.say("NOOP").await.contains("* 1 FETCH (FLAGS (\\Seen) UID 1)"));
    // Reading marks as seen, peeking does not.
    assert!(!client.say("UID FETCH 2 (BODY.PEEK[])").await.contains("Seen"));
    assert!(client.say("UID FETCH 2 (BODY[])").await.contains("FLAGS (\\Seen)"));
    assert!(client.say("UID STORE 2 +FLAGS ($Keyword)").await.contains("(FLAGS (\\Seen) UID 2)"));
    assert!(client.say("SEARCH UNSEEN").await.contains("* SEARCH\r\n"));
}

#[tokio::test]
async fn expunge_takes_what_is_marked_and_named() {
    let world = World::new().await;
    for _ in 0..4 {
        world.deliver("A: 1\n\n").await;
    }
    let mut client = world.selected().await;
    client.say("UID STORE 1:3 +FLAGS.SILENT (\\Deleted)").await;
    let said = client.say("UID EXPUNGE 2:4").await;
    assert!(said.starts_with("* 3 EXPUNGE\r\n* 2 EXPUNGE\r\na"), "{said}");
    assert!(client.say("EXPUNGE").await.starts_with("* 1 EXPUNGE\r\na"));
    assert!(client.say("UID SEARCH ALL").await.contains("* SEARCH 4\r\n"));
    let mut reader = world.logged_in().await;
    assert!(reader.say("EXAMINE INBOX").await.contains("[READ-ONLY]"));
    for command in ["EXPUNGE", "UID STORE 4 +FLAGS (\\Seen)", "UID EXPUNGE 4"] {
        assert!(reader.say(command).await.contains(" NO "), "{command}");
    }
    assert!(reader.say("UID FETCH 4 (BODY[])").await.contains("BODY[]"));
    assert!(reader.say("CLOSE").await.contains(" OK "));
    assert!(client.say("UID SEARCH UNSEEN").await.contains("* SEARCH 4\r\n"));
}

#[tokio::test]
async fn searching_by_what_is_outside_the_mail() {
    let world = World::new().await;
    world.deliver("A: 1\n\n").await;
    world.deliver(&format!("A: 2\n\n{}\n", "x".repeat(2000))).await;
    let mut client = world.selected().await;
    client.say("UID STORE 1 +FLAGS.SILENT (\\Seen)").await;
    for (criteria, found) in [
        ("ALL", "1 2"),
        ("UNSEEN", "2"),
        ("LARGER 1000", "2"),
        ("NOT LARGER 1000", "1"),
        ("OR SEEN SMALLER 5", "1"),
        ("UID 2:*", "2"),
        ("1 SEEN", "1"),
        ("SINCE 1-Jan-2020 BEFORE 1-Jan-2200", "1 2"),
        ("BEFORE 1-Jan-2020", ""),
    ] {
        let said = client.say(&format!("UID SEARCH {criteria}")).await;
        let expected = format!("* SEARCH {found}");
        assert!(said.starts_with(&format!("{}\r\n", expected.trim_end())), "{criteria}: {said}");
    }
    assert!(client.say("SEARCH SUBJECT hello").await.contains(" NO [CANNOT] "));
}

#[tokio::test]
async fn what_there_is_not_is_refused() {
    let world = World::new().await;
    world.deliver("A: 1\n\n").await;
    let mut client = world.selected().await;
    for command in [
        "CREATE Sent",
        "UID MOVE 1 Sent",
        "UID COPY 1 INBOX",
        "DELETE INBOX",
        "STATUS Sent (MESSAGES)",
        "GETQUOTA Other",
        "GETMETADATA Sent /shared/comment",
        "SETMETADATA \"\" (/shared/comment \"mine\")",
        "FETCH 1 (ENVELOPE)",
        "FETCH 1 FULL",
        "FETCH 1 (BODY.PEEK[1.2])",
        "COMPRESS DEFLATE",
        "APPEND INBOX {5000000}",
    ] {
        let said = client.say(command).await;
        assert!(said.contains(" NO "), "{command}: {said}");
    }
    assert!(client.say("UID FETCH 1 (UID)").await.contains("* 1 FETCH (UID 1)"));
    assert!(client.say("SELECT Sent").await.contains(" NO "));
    assert!(client.say("UID FETCH 1 (UID)").await.contains(" BAD Select INBOX first"));
}

#[tokio::test]
async fn hostile_input_ends_in_errors() {
    let world = World::new().await;
    world.deliver("A: 1\n\n").await;
    let mut client = world.selected().await;
    let many = (1..6_000).map(|n| (2 * n).to_string()).collect::<Vec<_>>().join(",");
    assert!(client.say(&format!("UID FETCH {many} (UID)")).await.contains(" OK "));
    assert!(client.say("UID FETCH 4294967295:*,*:1 (UID)").await.contains("* 1 FETCH (UID 1)"));
    for command in [
        "UID FETCH 4294967296 (UID)",
        "UID FETCH 0 (UID)",
        "\u{e9}\0\u{1}",
        &format!("SEARCH {}ALL", "NOT ".repeat(5_000)),
        &format!("SEARCH {}1{}", "(".repeat(5_000), ")".repeat(5_000)),
        "FETCH 1 (BODY.PEEK[]<0.0>)",
        "LOGIN",
    ] {
        let said = client.say(command).await;
        assert!(said.contains(" BAD "), "{command}: {said}");
    }
    client.send(b"\r\n").await;
    assert!(client.line().await.starts_with("* BAD "));
    // Without a line end: the server does not keep it.
    client.send(&vec![b'x'; 200_000]).await;
    assert_eq!(client.line().await, "* BYE Command is too long\r\n");
    let mut client = world.client().await;
    client.send(b"a LOGIN {4000000000+}\r\n").await;
    client.send(&vec![b'x'; 200_000]).await;
    assert_eq!(client.line().await, "* BYE Command is too long\r\n");
}

#[tokio::test]
async fn a_client_that_only_errs_is_sent_away() {
    let world = World::new().await;
    let mut client = world.client().await;
    client.send(&b"x NONSENSE\r\n".repeat(30)).await;
    for _ in 0..30 {
        if client.line().await.starts_with("* BYE") {
            return;
        }
    }
    panic!("it may go on");
}
