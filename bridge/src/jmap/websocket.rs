//! JMAP over a WebSocket (RFC 8887).

use std::time::Duration;

use axum::{
    extract::{
        Query, State, WebSocketUpgrade,
        rejection::QueryRejection,
        ws::{Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    http::StatusCode,
    response::Response,
};
use estuary_jmap::{
    error::Problem,
    push::{ClientMessage, ServerMessage},
};
use serde::Deserialize;
use tokio::{sync::watch, time::timeout};

use super::{Jmap, api, gate::Pass, problem::Failure, run, session::MAX_SIZE_REQUEST, states::Types};
use crate::store::{Account, Folder};

/// For a message to leave: a reader that does not read is not there.
const SEND_TIMEOUT: Duration = Duration::from_secs(30);
/// How often the other side shows it is there.
const PING: Duration = Duration::from_secs(60);

/// Variables of the URL.
#[derive(Deserialize)]
pub(super) struct Options {
    ticket: String,
}

/// `GET` that becomes a WebSocket.
pub(super) async fn handle(
    State(jmap): State<Jmap>,
    options: Result<Query<Options>, QueryRejection>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Failure> {
    let upgrade = upgrade.map_err(|error| Failure::plain(StatusCode::BAD_REQUEST, error.to_string()))?;
    let Query(options) = options.map_err(|_| Failure::Unauthorized)?;
    let account = jmap.tickets.take(&options.ticket).ok_or(Failure::Unauthorized)?;
    let pass = jmap.streams.enter(account.id)?;
    let tasks = jmap.bridge.tasks.clone();
    let upgrade =
        upgrade.protocols(["jmap"]).max_message_size(MAX_SIZE_REQUEST).max_frame_size(MAX_SIZE_REQUEST);
    Ok(upgrade.on_upgrade(move |socket| {
        tasks.track_future(async move {
            let watch = jmap.bridge.store.watch(&account);
            Connection { socket, watch, jmap, account, push: None, told: 0, _pass: pass }.serve().await;
        })
    }))
}

struct Connection {
    socket: WebSocket,
    jmap: Jmap,
    account: Account,
    watch: watch::Receiver<u64>,
    push: Option<Types>,
    told: u64,
    _pass: Pass,
}

/// The connection is over.
struct Closed;

impl Connection {
    async fn serve(mut self) {
        let stop = self.jmap.bridge.stop.clone();
        let mut alive = tokio::time::interval(PING);
        let mut heard = true;
        loop {
            let result = tokio::select! {
                () = stop.cancelled() => Err(Closed),
                _ = alive.tick() => if std::mem::replace(&mut heard, false) { self.send(Message::Ping(Vec::new().into())).await } else { Err(Closed) },
                changed = self.watch.changed() => match changed {
                    Ok(()) => self.push().await,
                    Err(_) => Err(Closed),
                },
                message = self.socket.recv() => {
                    heard = true;
                    match message {
                        Some(Ok(Message::Text(text))) => self.receive(text.as_bytes()).await,
                        Some(Ok(Message::Binary(_))) => self.refuse(None, Problem::NOT_REQUEST, "Messages must be text").await,
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
                        Some(Ok(Message::Close(_)) | Err(_)) | None => Err(Closed),
                    }
                }
            };
            if result.is_err() {
                // The other side may be gone already.
                let _ = timeout(SEND_TIMEOUT, self.socket.send(Message::Close(None))).await;
                return;
            }
        }
    }

    async fn receive(&mut self, text: &[u8]) -> Result<(), Closed> {
        let value: serde_json::Value = match serde_json::from_slice(text) {
            Ok(value) => value,
            Err(error) => return self.refuse(None, Problem::NOT_JSON, &error.to_string()).await,
        };
        let request_id = value.get("id").and_then(|id| id.as_str()).map(str::to_owned);
        match serde_json::from_value(value) {
            Ok(ClientMessage::Request { id, request }) => match api::check(&request) {
                Ok(()) => {
                    let response = run::run(&self.jmap, &self.account, request).await;
                    self.tell(&ServerMessage::Response { request_id: id, response }).await
                }
                Err(Failure::Problem(_, problem)) => {
                    self.tell(&ServerMessage::RequestError { request_id: id, problem }).await
                }
                Err(_) => Err(Closed),
            },
            Ok(ClientMessage::WebSocketPushEnable { data_types }) => {
                self.push = Some(
                    data_types.map_or_else(Types::all, |names| Types::read(names.iter().map(String::as_str))),
                );
                self.told = self.modseq().await?;
                Ok(())
            }
            Ok(ClientMessage::WebSocketPushDisable {}) => {
                self.push = None;
                Ok(())
            }
            Err(error) => self.refuse(request_id, Problem::NOT_REQUEST, &error.to_string()).await,
        }
    }

    async fn push(&mut self) -> Result<(), Closed> {
        let modseq = self.modseq().await?;
        if modseq == self.told {
            return Ok(());
        }
        self.told = modseq;
        match self.push.as_ref().and_then(|types| types.change(&self.account, modseq)) {
            Some(change) => self.tell(&change).await,
            None => Ok(()),
        }
    }

    async fn modseq(&mut self) -> Result<u64, Closed> {
        Ok(self.jmap.bridge.store.state(&self.account, Folder::Inbox).await.map_err(|_| Closed)?.modseq)
    }

    async fn refuse(&mut self, request_id: Option<String>, kind: &str, detail: &str) -> Result<(), Closed> {
        let problem = Problem {
            kind: kind.to_owned(),
            status: Some(400),
            detail: Some(detail.to_owned()),
            limit: None,
        };
        self.tell(&ServerMessage::RequestError { request_id, problem }).await
    }

    async fn tell(&mut self, message: &ServerMessage) -> Result<(), Closed> {
        let text = serde_json::to_string(message).map_err(|_| Closed)?;
        self.send(Message::Text(text.into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Closed> {
        match timeout(SEND_TIMEOUT, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Closed),
        }
    }
}
