//! Push: a stream of `text/event-stream` (RFC 8620 section 7.3).
//!
//! Read by the client itself, since the `EventSource` of browsers cannot authenticate.

use futures::StreamExt;

use super::{
    Client, Error,
    batch::read,
    error::from_status,
    http::{Http, HttpError, HttpRequest, Method},
};
use crate::{
    push::StateChange,
    template::{expand, resolve},
};

/// How often the server is asked to show that the stream is alive; a stream silent for more than twice as long is
/// dead.
pub const PING_SECONDS: u64 = 30;
/// Longest line read, in bytes.
const MAX_LINE: usize = 256 * 1024;

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Something changed.
    Change(StateChange),
    /// The stream is alive, or said something of no concern.
    Alive,
}

/// A stream of events. Dropping it ends it.
pub struct Events<B> {
    body: B,
    buffer: Vec<u8>,
    event: String,
    data: String,
}

impl<H: Http> Client<H> {
    /// Opens the stream of changes to mail. [`Error::NoPush`] where the server has none.
    pub async fn events(&self) -> Result<Events<H::Body>, Error> {
        let template = self.session.event_source_url.as_deref().ok_or(Error::NoPush)?;
        let values = [("types", "Email"), ("closeafter", "no"), ("ping", &PING_SECONDS.to_string())];
        let request = HttpRequest {
            method: Method::Get,
            url: resolve(&self.base, &expand(template, &values)),
            headers: vec![
                ("authorization", self.authorization.clone()),
                ("accept", "text/event-stream".to_owned()),
            ],
            body: Vec::new(),
            timeout: None,
        };
        let response = self.http.send(request).await?;
        let streams =
            response.head.header("content-type").is_some_and(|kind| kind.starts_with("text/event-stream"));
        match response.head.status {
            200 if streams => Ok(Events {
                body: response.body,
                buffer: Vec::new(),
                event: String::new(),
                data: String::new(),
            }),
            200 | 404 | 405 | 501 => Err(Error::NoPush),
            _ => Err(from_status(&response.head, &read(response.body, MAX_LINE, |_| ()).await?)),
        }
    }

    /// The state of this account's mail within a change.
    pub fn mail_state<'a>(&self, change: &'a StateChange) -> Option<&'a str> {
        change.changed.get(&self.account)?.get("Email").map(String::as_str)
    }
}

impl<B: futures::Stream<Item = Result<Vec<u8>, HttpError>> + Unpin> Events<B> {
    /// The next event; `None` at the end of the stream. A dropped future loses nothing.
    pub async fn next(&mut self) -> Result<Option<Event>, Error> {
        loop {
            while let Some(line) = self.line() {
                if let Some(event) = self.feed(&line)? {
                    return Ok(Some(event));
                }
            }
            if self.buffer.len() > MAX_LINE {
                return Err(Error::Protocol("event is too long".to_owned()));
            }
            match self.body.next().await {
                Some(chunk) => self.buffer.extend(chunk?),
                None => return Ok(None),
            }
        }
    }

    fn line(&mut self) -> Option<String> {
        let end = self.buffer.iter().position(|byte| *byte == b'\n')?;
        let line: Vec<u8> = self.buffer.drain(..=end).collect();
        let line = String::from_utf8_lossy(&line);
        Some(line.trim_end_matches(['\n', '\r']).to_owned())
    }

    fn feed(&mut self, line: &str) -> Result<Option<Event>, Error> {
        if line.is_empty() {
            let (event, data) = (std::mem::take(&mut self.event), std::mem::take(&mut self.data));
            return match event.as_str() {
                "state" => Ok(Some(Event::Change(serde_json::from_str(&data)?))),
                _ => Ok(Some(Event::Alive)),
            };
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" if self.data.len() + value.len() > MAX_LINE => {
                return Err(Error::Protocol("event is too long".to_owned()));
            }
            "data" => {
                if !self.data.is_empty() {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            // Comments keep a stream alive; ids and retry times are of no use here.
            _ => {}
        }
        Ok(None)
    }
}
