//! Finding the session, and what is needed of the account for everything else.

use std::cell::Cell;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    Batch, Client, Error,
    batch::read,
    error::from_status,
    http::{Http, HttpRequest, Method},
};
use crate::{
    Id,
    mail::{Identity, Mailbox, Quota},
    method::{GetRequest, GetResponse},
    session::{Session, WELL_KNOWN, capability},
    template::resolve,
};

/// Milliseconds for a login, which may wait for the server's password hash.
const TIMEOUT: u64 = 30_000;
/// Largest session that is read, in bytes.
const MAX_SESSION: usize = 1 << 20;
/// Redirects followed.
const MAX_REDIRECTS: usize = 5;

/// What an account has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Mailbox of arriving mail.
    pub inbox: Id,
    /// Mailbox for mail about to be sent.
    pub drafts: Id,
    /// Identity to send as.
    pub identity: Id,
    /// Bytes used and allowed, where the server tells.
    pub quota: Option<(u64, u64)>,
}

impl<H: Http> Client<H> {
    /// Logs in at `endpoint`: the URL of a session, absolute or relative to the page; empty for the well-known one.
    pub async fn connect(http: H, endpoint: &str, user: &str, password: &str) -> Result<Self, Error> {
        let endpoint = if endpoint.is_empty() { WELL_KNOWN } else { endpoint };
        let authorization = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
        let (base, session) = discover(&http, endpoint, &authorization).await?;
        let account = session
            .primary_accounts
            .get(capability::MAIL)
            .cloned()
            .ok_or_else(|| Error::Protocol("login has no mail account".to_owned()))?;
        let home = Home { inbox: Id::new(), drafts: Id::new(), identity: Id::new(), quota: None };
        let mut client = Self { http, authorization, base, session, account, home, stale: Cell::new(false) };
        client.home = client.read_home(user).await?;
        Ok(client)
    }

    async fn read_home(&self, user: &str) -> Result<Home, Error> {
        let all = GetRequest { account_id: self.account.clone(), ids: None, properties: None };
        let mut batch = Batch::default();
        let mailboxes = batch.call(capability::MAIL, "Mailbox/get", &all)?;
        let identities = batch.call(capability::SUBMISSION, "Identity/get", &all)?;
        let quotas = match self.session.capabilities.quota {
            Some(_) => Some(batch.call(capability::QUOTA, "Quota/get", &all)?),
            None => None,
        };
        let mut answers = self.call(batch).await?;
        let mailboxes = answers.take::<GetResponse<Mailbox>>(mailboxes)?.list;
        let role = |name: &str| {
            mailboxes
                .iter()
                .find(|mailbox| mailbox.role.as_deref() == Some(name))
                .map(|mailbox| mailbox.id.clone())
        };
        let inbox = role("inbox").ok_or_else(|| Error::Protocol("account has no inbox".to_owned()))?;
        let identities = answers.take::<GetResponse<Identity>>(identities)?.list;
        let identity = identities
            .iter()
            .find(|identity| identity.email.eq_ignore_ascii_case(user))
            .or(identities.first());
        let quota = match quotas {
            Some(call) => answers
                .take::<GetResponse<Quota>>(call)?
                .list
                .into_iter()
                .find(|quota| quota.resource_type == "octets"),
            None => None,
        };
        Ok(Home {
            drafts: role("drafts").unwrap_or_else(|| inbox.clone()),
            identity: identity
                .map(|identity| identity.id.clone())
                .ok_or_else(|| Error::Refused("login may not send".to_owned()))?,
            quota: quota.map(|quota| (quota.used, quota.hard_limit)),
            inbox,
        })
    }
}

async fn discover<H: Http>(
    http: &H,
    endpoint: &str,
    authorization: &str,
) -> Result<(String, Session), Error> {
    let mut url = endpoint.to_owned();
    for _ in 0..=MAX_REDIRECTS {
        let request = HttpRequest {
            method: Method::Get,
            url: url.clone(),
            headers: vec![
                ("authorization", authorization.to_owned()),
                ("accept", "application/json".to_owned()),
            ],
            body: Vec::new(),
            timeout: Some(TIMEOUT),
        };
        let response = http.send(request).await?;
        let head = response.head;
        let body = read(response.body, MAX_SESSION, |_| ()).await?;
        match (head.status, head.header("location")) {
            (200..=299, _) => return Ok((head.url, serde_json::from_slice(&body)?)),
            (301 | 302 | 303 | 307 | 308, Some(location)) => {
                let next = resolve(&head.url, location);
                // The next request carries the password.
                if head.url.starts_with("https://") && !next.starts_with("https://") {
                    return Err(Error::Protocol("redirect away from https".to_owned()));
                }
                url = next;
            }
            _ => return Err(from_status(&head, &body)),
        }
    }
    Err(Error::Protocol("too many redirects".to_owned()))
}
