//! The core's mail transport on the real server.

use std::{
    pin::pin,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use estuary_core::{
    ports::{Clock, Cursor, Envelope, Login, MailId, MailRef, MailTransport, TransportError},
    transport::JmapTransport,
};
use futures::future::{Either, select};

use crate::{
    fetch::Fetch,
    server::{PASSWORD, PATIENCE, Server, join_request},
};

const ANN: &str = "annbee123@estuary.localhost";
const BEN: &str = "benbee123@estuary.localhost";

struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> i64 {
        i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
    }

    async fn sleep(&self, millis: u64) {
        tokio::time::sleep(Duration::from_millis(millis)).await;
    }
}

type Transport = JmapTransport<Fetch, WallClock>;

fn transport(server: &Server) -> Transport {
    JmapTransport::new(Fetch { http: server.http.clone(), page: server.url("") }, WallClock)
}

fn login(address: &str) -> Login {
    Login { address: address.to_owned(), password: PASSWORD.to_owned(), endpoint: String::new() }
}

async fn send(from: &Transport, number: u32) {
    let envelope = Envelope { from: ANN.to_owned(), to: vec![BEN.to_owned()] };
    from.submit(&envelope, join_request(ANN, number).as_bytes()).await.unwrap();
}

async fn everything(transport: &Transport, mut cursor: Option<Cursor>) -> (Vec<MailRef>, Cursor) {
    let mut mails = Vec::new();
    loop {
        let listing = transport.list(cursor.as_ref()).await.unwrap();
        mails.extend(listing.mails);
        if !listing.more {
            return (mails, listing.cursor);
        }
        cursor = Some(listing.cursor);
    }
}

#[tokio::test]
async fn the_session_tells_what_the_core_asks_for() {
    let server = Server::start().await;
    let ben = transport(&server);
    assert!(matches!(ben.list(None).await, Err(TransportError::Unreachable(_))), "not before a login");
    let session = ben.connect(&login(BEN)).await.unwrap();
    assert_eq!((session.max_mail_size, session.max_recipients, session.chatmail), (31_457_280, 1000, true));
    assert_eq!(session.quota, Some((0, 500_000_000)));
    assert!(
        session.server_time.unwrap().abs_diff(WallClock.now()) < PATIENCE.as_millis().try_into().unwrap()
    );
    let wrong = Login { password: "another password".to_owned(), ..login(BEN) };
    assert_eq!(ben.connect(&wrong).await, Err(TransportError::WrongPassword));
    assert!(matches!(
        ben.connect(&login("x@estuary.localhost")).await,
        Err(TransportError::AccountRefused(_))
    ));
}

#[tokio::test]
async fn mail_is_listed_fetched_and_removed() {
    let server = Server::start().await;
    let (ann, ben) = (transport(&server), transport(&server));
    ann.connect(&login(ANN)).await.unwrap();
    ben.connect(&login(BEN)).await.unwrap();
    send(&ann, 1).await;
    send(&ann, 2).await;
    let (first, cursor) = everything(&ben, None).await;
    assert_eq!(first.len(), 2);
    send(&ann, 3).await;
    let (second, cursor) = everything(&ben, Some(cursor)).await;
    let [third] = second.as_slice() else { panic!("{second:?}") };
    let bytes = ben.fetch(third, &|_| ()).await.unwrap();
    assert!(String::from_utf8(bytes).unwrap().contains("<3@localhost>"));
    let ids: Vec<MailId> = first.iter().chain(&second).map(|mail| mail.id.clone()).collect();
    ben.remove(&ids).await.unwrap();
    ben.remove(&ids).await.unwrap();
    assert_eq!(ben.fetch(third, &|_| ()).await, Err(TransportError::Gone));
    assert!(everything(&ben, Some(cursor)).await.0.is_empty());
    let (none, _) = everything(&ben, Some(Cursor("of an earlier format".to_owned()))).await;
    assert!(none.is_empty());
}

#[tokio::test]
async fn a_long_mailbox_comes_in_pages_even_while_it_is_emptied() {
    let server = Server::with(|config| config.limits.mail_burst = 2000).await;
    let (ann, ben) = (transport(&server), transport(&server));
    ann.connect(&login(ANN)).await.unwrap();
    ben.connect(&login(BEN)).await.unwrap();
    let account = server
        .running
        .store()
        .login(&estuary_bridge::address::Address::parse(BEN).unwrap(), PASSWORD)
        .await
        .unwrap();
    for number in 0..600 {
        let mail = join_request(ANN, number).into_bytes().into();
        server.running.store().deliver(std::slice::from_ref(&account.address), mail).await.unwrap();
    }
    let first = ben.list(None).await.unwrap();
    assert!(first.more && first.mails.len() == 500);
    let ids: Vec<MailId> = first.mails.iter().map(|mail| mail.id.clone()).collect();
    ben.remove(&ids).await.unwrap();
    send(&ann, 600).await;
    let (rest, _) = everything(&ben, Some(first.cursor)).await;
    let mut numbers: Vec<u32> =
        rest.iter().map(|mail| mail.id.0.rsplit('-').next().unwrap().parse().unwrap()).collect();
    numbers.dedup();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers, (501..=601).collect::<Vec<_>>());
}

#[tokio::test]
async fn waiting_ends_with_a_mail_and_survives_a_restart() {
    let server = Server::start().await;
    let (ann, ben) = (transport(&server), transport(&server));
    ann.connect(&login(ANN)).await.unwrap();
    ben.connect(&login(BEN)).await.unwrap();
    ben.changed().await.unwrap();
    let (_, cursor) = everything(&ben, None).await;
    let (changed, ()) = futures::join!(tokio::time::timeout(PATIENCE, ben.changed()), send(&ann, 1));
    changed.expect("in time").unwrap();
    let (mails, _) = everything(&ben, Some(cursor)).await;
    assert_eq!(mails.len(), 1);
    // What was already listed does not wake again.
    match select(pin!(ben.changed()), pin!(WallClock.sleep(300))).await {
        Either::Left((result, _)) => panic!("woken by {result:?}"),
        Either::Right(_) => {}
    }
    server.running.shutdown().await;
    let result = tokio::time::timeout(PATIENCE, ben.changed()).await.expect("ends in time");
    assert!(matches!(result, Err(TransportError::Unreachable(_))), "{result:?}");
}
