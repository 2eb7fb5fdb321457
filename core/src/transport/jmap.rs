//! Mail over JMAP.

use std::{cell::RefCell, pin::pin, rc::Rc};

use estuary_jmap::{
    client::{Client, Error, Event, Events, Http, Mail, PING_SECONDS, Page},
    date::UtcDate,
};
use futures::{
    future::{Either, select},
    lock::Mutex,
};
use serde::{Deserialize, Serialize};

use crate::ports::{
    Clock, Cursor, Envelope, Listing, Login, MailId, MailRef, MailTransport, Session, TransportError,
};

/// Milliseconds between two looks where the server has no push.
const POLL: u64 = 15_000;
/// Milliseconds before a stream that ended is opened again, so that a server that ends each at once is not hammered.
const REOPEN: u64 = 1_000;
/// A stream silent for so many milliseconds is dead.
const SILENCE: u64 = PING_SECONDS * 2_500;
/// Bytes a mail may have beyond what the server said it has.
const SLACK: u64 = 64 * 1024;

/// [`MailTransport`] over JMAP: everything there is by `Email/query` in order of arrival, then by `Email/changes`.
pub struct JmapTransport<H: Http, C> {
    http: Rc<H>,
    clock: C,
    connected: RefCell<Option<Connected<H>>>,
    /// State of the newest listing: what push tells of it is no news.
    listed: RefCell<String>,
    push: Mutex<Push<H>>,
}

struct Connected<H> {
    login: Login,
    client: Rc<Client<Rc<H>>>,
}

/// The stream of events.
enum Push<H: Http> {
    Closed,
    /// With the client it was opened by: a stream of another login says nothing of this one.
    Open(Rc<Client<Rc<H>>>, Events<H::Body>),
    /// It ended; the next is to wait a little.
    Ended,
}

/// What a [`Cursor`] says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    /// Changes since this state are still to be read.
    state: String,
    /// The last mail read of everything there is, while that is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<(i64, String)>,
}

impl<H: Http, C: Clock> JmapTransport<H, C> {
    /// Not connected yet.
    pub fn new(http: H, clock: C) -> Self {
        Self {
            http: Rc::new(http),
            clock,
            connected: RefCell::new(None),
            listed: RefCell::default(),
            push: Mutex::new(Push::Closed),
        }
    }

    async fn client(&self) -> Result<Rc<Client<Rc<H>>>, TransportError> {
        let (login, client) = match &*self.connected.borrow() {
            Some(connected) => (connected.login.clone(), connected.client.clone()),
            None => return Err(TransportError::Unreachable("not logged in yet".to_owned())),
        };
        if !client.is_stale() {
            return Ok(client);
        }
        self.login(&login).await
    }

    async fn login(&self, login: &Login) -> Result<Rc<Client<Rc<H>>>, TransportError> {
        let client = Client::connect(self.http.clone(), &login.endpoint, &login.address, &login.password)
            .await
            .map_err(failure)?;
        let client = Rc::new(client);
        self.connected.replace(Some(Connected { login: login.clone(), client: client.clone() }));
        Ok(client)
    }

    /// A page of everything; mails that arrived in the same millisecond as the last one may come twice.
    async fn everything(
        &self,
        client: &Client<Rc<H>>,
        from: Option<Position>,
    ) -> Result<Listing, TransportError> {
        let (first_state, last) = from.map_or((None, None), |from| (Some(from.state), from.last));
        let after = last.as_ref().map(|(at, _)| UtcDate(*at));
        let mut position = 0;
        let (page, mails) = loop {
            let mut page = client.page(after, position).await.map_err(failure)?;
            let mails = std::mem::take(&mut page.mails);
            let read = mails.len();
            let seen = last.as_ref().and_then(|(_, id)| mails.iter().position(|mail| &mail.id == id));
            let new: Vec<Mail> = mails.into_iter().skip(seen.map_or(0, |seen| seen + 1)).collect();
            if !new.is_empty() || !page.more || read == 0 {
                break (page, new);
            }
            position += i64::try_from(read).unwrap_or(i64::MAX);
        };
        let Page { state, more, .. } = page;
        let state = first_state.unwrap_or(state);
        let last = mails.last().map(|mail| (mail.received_at.0, mail.id.clone())).filter(|_| more);
        self.listing(mails, &Position { state, last }, more)
    }

    fn listing(&self, mails: Vec<Mail>, position: &Position, more: bool) -> Result<Listing, TransportError> {
        let cursor =
            serde_json::to_string(position).map_err(|error| TransportError::Protocol(error.to_string()))?;
        self.listed.replace(position.state.clone());
        Ok(Listing { mails: mails.into_iter().map(reference).collect(), cursor: Cursor(cursor), more })
    }
}

impl<H: Http, C: Clock> MailTransport for JmapTransport<H, C> {
    async fn connect(&self, login: &Login) -> Result<Session, TransportError> {
        let client = self.login(login).await?;
        let session = client.session();
        let core = &session.capabilities.core;
        let chatmail = session.capabilities.chatmail.clone();
        let told = chatmail.is_some();
        let facts = chatmail.unwrap_or_default();
        Ok(Session {
            max_mail_size: if facts.max_mail_size > 0 { facts.max_mail_size } else { core.max_size_upload },
            max_recipients: if facts.max_recipients > 0 {
                usize::try_from(facts.max_recipients).unwrap_or(usize::MAX)
            } else {
                50
            },
            server_time: told.then_some(facts.server_time),
            chatmail: facts.is_chatmail,
            iroh_relay: facts.iroh_relay,
            quota: client.home().quota,
        })
    }

    async fn list(&self, since: Option<&Cursor>) -> Result<Listing, TransportError> {
        let client = self.client().await?;
        // A cursor that cannot be read is as good as none: everything is listed, and known mails are known.
        let position = since.and_then(|cursor| serde_json::from_str::<Position>(&cursor.0).ok());
        match position {
            Some(Position { state, last: None }) => match client.changes(&state).await {
                Ok(page) => self.listing(page.mails, &Position { state: page.state, last: None }, page.more),
                Err(Error::CannotCalculateChanges) => self.everything(&client, None).await,
                Err(error) => Err(failure(error)),
            },
            position => self.everything(&client, position).await,
        }
    }

    async fn fetch(&self, mail: &MailRef, progress: &dyn Fn(usize)) -> Result<Vec<u8>, TransportError> {
        let limit = usize::try_from(mail.size.saturating_add(SLACK)).unwrap_or(usize::MAX);
        self.client().await?.download(&mail.blob, limit, progress).await.map_err(failure)
    }

    async fn second_halves(&self, mails: &[MailId]) -> Result<Vec<(MailId, String)>, TransportError> {
        let ids: Vec<String> = mails.iter().map(|mail| mail.0.clone()).collect();
        let found = self.client().await?.second_halves(&ids).await.map_err(failure)?;
        Ok(found.into_iter().map(|(id, rfc_id)| (MailId(id), rfc_id)).collect())
    }

    async fn submit(&self, envelope: &Envelope, mail: &[u8]) -> Result<(), TransportError> {
        self.client().await?.submit(&envelope.from, &envelope.to, mail.to_vec()).await.map_err(failure)
    }

    async fn remove(&self, mails: &[MailId]) -> Result<(), TransportError> {
        let ids: Vec<String> = mails.iter().map(|mail| mail.0.clone()).collect();
        self.client().await?.destroy(&ids).await.map_err(failure)
    }

    async fn changed(&self) -> Result<(), TransportError> {
        let client = self.client().await?;
        let mut push = self.push.lock().await;
        loop {
            match &mut *push {
                Push::Open(opener, _) if !Rc::ptr_eq(opener, &client) => *push = Push::Closed,
                Push::Open(_, events) => {
                    let event = {
                        let next = pin!(events.next());
                        let silence = pin!(self.clock.sleep(SILENCE));
                        match select(next, silence).await {
                            Either::Left((Ok(event), _)) => event,
                            Either::Left((Err(_), _)) | Either::Right(_) => None,
                        }
                    };
                    let Some(event) = event else {
                        *push = Push::Ended;
                        continue;
                    };
                    if let Event::Change(change) = event
                        && let Some(state) = client.mail_state(&change)
                        && *self.listed.borrow() != state
                    {
                        return Ok(());
                    }
                }
                Push::Ended => {
                    self.clock.sleep(REOPEN).await;
                    *push = Push::Closed;
                }
                Push::Closed => match client.events().await {
                    Ok(events) => {
                        *push = Push::Open(client, events);
                        // Whatever came before the stream was open will not come through it.
                        return Ok(());
                    }
                    Err(Error::NoPush) => {
                        self.clock.sleep(POLL).await;
                        return Ok(());
                    }
                    Err(error) => return Err(failure(error)),
                },
            }
        }
    }
}

fn reference(mail: Mail) -> MailRef {
    MailRef { id: MailId(mail.id), blob: mail.blob, size: mail.size, received_at: mail.received_at.0 }
}

fn failure(error: Error) -> TransportError {
    let later = |reason, retry_after: Option<u64>, rate_limit| TransportError::Later {
        reason,
        after: retry_after.map(|seconds| seconds.saturating_mul(1000)),
        rate_limit,
    };
    match error {
        Error::Unreachable(reason) => TransportError::Unreachable(reason),
        Error::Unauthorized => TransportError::WrongPassword,
        Error::AccountRefused(reason) => TransportError::AccountRefused(reason),
        Error::RateLimit { reason, retry_after } => later(reason, retry_after, true),
        Error::Unavailable { reason, retry_after } => later(reason, retry_after, false),
        Error::TooLarge(limit) => TransportError::TooLarge { limit: limit.unwrap_or(0) },
        Error::OverQuota => TransportError::OverQuota,
        Error::Refused(reason) => TransportError::Refused(reason),
        Error::NotFound => TransportError::Gone,
        Error::CannotCalculateChanges | Error::NoPush | Error::Protocol(_) => {
            TransportError::Protocol(error.to_string())
        }
    }
}
