//! The client against the server, as the page uses both.

use estuary_jmap::client::{Client, Error, Event};

use crate::{
    fetch::Fetch,
    server::{PASSWORD, Server, join_request},
};

const ANN: &str = "annbee123@estuary.localhost";
const BEN: &str = "benbee123@estuary.localhost";

async fn connect(server: &Server, address: &str, password: &str) -> Result<Client<Fetch>, Error> {
    Client::connect(Fetch { http: server.http.clone(), page: server.url("") }, "", address, password).await
}

#[tokio::test]
async fn a_mail_goes_from_one_to_the_other_and_is_told_at_once() {
    let server = Server::start().await;
    let (ann, ben) =
        (connect(&server, ANN, PASSWORD).await.unwrap(), connect(&server, BEN, PASSWORD).await.unwrap());
    let start = ben.page(None, 0).await.unwrap();
    assert!(start.mails.is_empty() && !start.more);
    let mut events = ben.events().await.unwrap();
    assert_eq!(events.next().await, Ok(Some(Event::Alive)));

    let mail = join_request(ANN, 1);
    ann.submit(ANN, &[BEN.to_owned()], mail.clone().into_bytes()).await.unwrap();
    let Ok(Some(Event::Change(change))) = events.next().await else { panic!("no change") };
    let changes = ben.changes(&start.state).await.unwrap();
    assert_eq!(ben.mail_state(&change), Some(changes.state.as_str()));
    let [arrived] = changes.mails.as_slice() else { panic!("{changes:?}") };
    let bytes = ben.download(&arrived.blob, 10_000, &|_| ()).await.unwrap();
    assert_eq!(bytes.len() as u64, arrived.size);
    assert!(String::from_utf8(bytes).unwrap().contains("secure-join: vc-request"));
    assert!(ann.page(None, 0).await.unwrap().mails.is_empty(), "no copy stays with the sender");

    ben.destroy(std::slice::from_ref(&arrived.id)).await.unwrap();
    ben.destroy(std::slice::from_ref(&arrived.id)).await.unwrap();
    assert_eq!(ben.download(&arrived.blob, 10_000, &|_| ()).await, Err(Error::NotFound));
}

#[tokio::test]
async fn everything_is_listed_in_the_order_it_came_in_whatever_it_says() {
    let server = Server::with(|config| config.limits.mail_burst = 100).await;
    let (ann, ben) =
        (connect(&server, ANN, PASSWORD).await.unwrap(), connect(&server, BEN, PASSWORD).await.unwrap());
    for number in 0..5 {
        let mail =
            format!("Date: Thu, 1 Jan 20{} 00:00:00 +0000\r\n{}", 30 - number, join_request(ANN, number));
        ann.submit(ANN, &[BEN.to_owned()], mail.into_bytes()).await.unwrap();
    }
    let page = ben.page(None, 0).await.unwrap();
    let mut numbers = Vec::new();
    for mail in &page.mails {
        let text = String::from_utf8(ben.download(&mail.blob, 10_000, &|_| ()).await.unwrap()).unwrap();
        numbers.push(text.split("<").nth(1).and_then(|rest| rest.chars().next()).unwrap());
    }
    assert_eq!(numbers, ['0', '1', '2', '3', '4']);
    let later = ben.page(Some(page.mails[0].received_at), 3).await.unwrap();
    assert_eq!(later.mails.last(), page.mails.last());
}

#[tokio::test]
async fn failures_are_told_apart() {
    let server = Server::with(|config| {
        config.limits.mail_burst = 3;
        config.limits.mail_bytes = 4000;
        config.limits.mails_per_minute = 1;
    })
    .await;
    let ann = connect(&server, ANN, PASSWORD).await.unwrap();
    assert_eq!(connect(&server, ANN, "not the password").await.err(), Some(Error::Unauthorized));
    assert!(matches!(connect(&server, "x@estuary.localhost", PASSWORD).await, Err(Error::AccountRefused(_))));
    let send = async |to: &str, mail: String| ann.submit(ANN, &[to.to_owned()], mail.into_bytes()).await;
    let Err(Error::Refused(reason)) = send(BEN, join_request(ANN, 1)).await else { panic!() };
    assert!(reason.contains(BEN), "names who is unknown: {reason}");
    let Err(Error::Refused(reason)) = send(ANN, format!("From: {ANN}\r\n\r\nhello\r\n")).await else {
        panic!()
    };
    assert!(reason.contains("Encryption Needed"), "{reason}");
    let Err(Error::Refused(_)) = send(ANN, join_request(BEN, 1)).await else { panic!() };
    assert!(matches!(
        send(ANN, join_request(ANN, 1)).await,
        Err(Error::RateLimit { retry_after: Some(1..=60), .. })
    ));
    assert_eq!(send(ANN, "x".repeat(4001)).await, Err(Error::TooLarge(Some(4000))));
    assert!(matches!(ann.changes("1.2").await, Err(Error::CannotCalculateChanges)));
    let page = ann.page(None, 0).await.unwrap();
    assert!(ann.changes(&page.state).await.unwrap().mails.is_empty());
    server.running.shutdown().await;
    assert!(matches!(ann.page(None, 0).await, Err(Error::Unreachable(_))));
}
