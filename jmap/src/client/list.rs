//! Reading mail, in order of arrival.

use std::collections::{BTreeMap, HashMap};

use super::{
    Batch, Client, Error,
    batch::exchange,
    http::{Http, HttpRequest, Method},
};
use crate::{
    Id,
    date::UtcDate,
    mail::{Email, EmailFilter},
    method::{
        ChangesRequest, ChangesResponse, Comparator, GetRequest, GetResponse, QueryRequest, QueryResponse,
        SetRequest, SetResponse,
    },
    session::capability,
    template::{expand, resolve},
};

/// Most mails of one page.
const MAX_PAGE: u64 = 500;
/// Most mails whose headers are asked for at once; a server reads each of them for that.
const MAX_HEADERS: usize = 50;
/// The field of a mail that brings the file of a message which came before.
const SECOND_HALF: &str = "header:Chat-Is-Post-Message:asText";
/// Milliseconds for the bytes of a mail.
const DOWNLOAD_TIMEOUT: u64 = 300_000;

/// A mail without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Id.
    pub id: Id,
    /// Name of its bytes.
    pub blob: Id,
    /// Bytes.
    pub size: u64,
    /// When it arrived.
    pub received_at: UtcDate,
}

/// Some mails of the inbox, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The mails.
    pub mails: Vec<Mail>,
    /// State of all mail; not older than the mails are.
    pub state: String,
    /// There are more.
    pub more: bool,
}

impl<H: Http> Client<H> {
    /// A page of everything in the inbox that arrived at `after` or later, beginning with the one at `position`.
    pub async fn page(&self, after: Option<UtcDate>, position: i64) -> Result<Page, Error> {
        let limit = self.page_size();
        let query = QueryRequest {
            account_id: self.account.clone(),
            filter: Some(EmailFilter {
                in_mailbox: Some(self.home.inbox.clone()),
                after,
                ..EmailFilter::default()
            }),
            sort: Some(vec![Comparator { property: "receivedAt".to_owned(), is_ascending: true }]),
            position,
            limit: Some(limit),
            ..QueryRequest::default()
        };
        let mut batch = Batch::default();
        // The state is asked for first: what arrives after it is part of its changes, whether the query saw it or not.
        let nothing =
            GetRequest { account_id: self.account.clone(), ids: Some(Vec::new()), properties: None };
        let state = batch.call(capability::MAIL, "Email/get", &nothing)?;
        let query = batch.call(capability::MAIL, "Email/query", &query)?;
        let get = self.get(&mut batch, query, "/ids")?;
        let mut answers = self.call(batch).await?;
        let state = answers.take::<GetResponse<Email>>(state)?.state;
        let query: QueryResponse = answers.take(query)?;
        let mut found = self.mails(answers.take(get)?)?;
        let mails: Vec<Mail> = query.ids.iter().filter_map(|id| found.remove(id)).collect();
        let limit = query.limit.unwrap_or(limit);
        Ok(Page { mails, state, more: limit > 0 && query.ids.len() as u64 >= limit })
    }

    /// What arrived in the inbox since `state`.
    pub async fn changes(&self, state: &str) -> Result<Page, Error> {
        let mut batch = Batch::default();
        let changes = ChangesRequest {
            account_id: self.account.clone(),
            since_state: state.to_owned(),
            max_changes: Some(self.page_size()),
        };
        let changes = batch.call(capability::MAIL, "Email/changes", &changes)?;
        let get = self.get(&mut batch, changes, "/created")?;
        let mut answers = self.call(batch).await?;
        let changes: ChangesResponse = answers.take(changes)?;
        let mut found = self.mails(answers.take(get)?)?;
        let mut mails: Vec<Mail> = changes.created.iter().filter_map(|id| found.remove(id)).collect();
        mails.sort_by_key(|mail| mail.received_at);
        Ok(Page { mails, state: changes.new_state, more: changes.has_more_changes })
    }

    /// The second halves among these mails: of each the ID, and the Message-ID of the message it belongs to, as its
    /// header says for everybody to read.
    pub async fn second_halves(&self, ids: &[Id]) -> Result<Vec<(Id, String)>, Error> {
        let mut found = Vec::new();
        for ids in ids.chunks(MAX_HEADERS) {
            let mut batch = Batch::default();
            let get = GetRequest {
                account_id: self.account.clone(),
                ids: Some(ids.to_vec()),
                properties: Some(["id", "messageId", SECOND_HALF].map(str::to_owned).to_vec()),
            };
            let call = batch.call(capability::MAIL, "Email/get", &get)?;
            let answer: GetResponse<Email> = self.call(batch).await?.take(call)?;
            found.extend(answer.list.into_iter().filter_map(|mut email| {
                email.headers.get(SECOND_HALF)?.as_str()?;
                let ids = email.headers.remove("messageId")?;
                Some((email.id, ids.as_array()?.first()?.as_str()?.to_owned()))
            }));
        }
        Ok(found)
    }

    /// The bytes of a mail; at most `limit`. `progress` hears how many have come.
    pub async fn download(
        &self,
        blob: &str,
        limit: usize,
        progress: impl Fn(usize),
    ) -> Result<Vec<u8>, Error> {
        let values = [
            ("accountId", self.account.as_str()),
            ("blobId", blob),
            ("name", "mail.eml"),
            ("type", "message/rfc822"),
        ];
        let request = HttpRequest {
            method: Method::Get,
            url: resolve(&self.base, &expand(&self.session.download_url, &values)),
            headers: vec![("authorization", self.authorization.clone())],
            body: Vec::new(),
            timeout: Some(DOWNLOAD_TIMEOUT),
        };
        Ok(exchange(&self.http, request, limit, progress).await?.1)
    }

    /// Removes mails; those already gone do not matter.
    pub async fn destroy(&self, ids: &[Id]) -> Result<(), Error> {
        let most =
            usize::try_from(self.session.capabilities.core.max_objects_in_set).unwrap_or(usize::MAX).max(1);
        for ids in ids.chunks(most) {
            let mut batch = Batch::default();
            let set = SetRequest {
                account_id: self.account.clone(),
                destroy: Some(ids.to_vec()),
                ..SetRequest::default()
            };
            let call = batch.call(capability::MAIL, "Email/set", &set)?;
            let answer: SetResponse = self.call(batch).await?.take(call)?;
            for (_, error) in answer.not_destroyed.unwrap_or_default() {
                match Error::from(error) {
                    Error::NotFound => {}
                    error => return Err(error),
                }
            }
        }
        Ok(())
    }

    fn page_size(&self) -> u64 {
        self.session.capabilities.core.max_objects_in_get.clamp(1, MAX_PAGE)
    }

    fn get(&self, batch: &mut Batch, earlier: usize, path: &str) -> Result<usize, Error> {
        let properties = ["id", "blobId", "size", "receivedAt", "mailboxIds"].map(str::to_owned).to_vec();
        let get = GetRequest { account_id: self.account.clone(), ids: None, properties: Some(properties) };
        let call = batch.call(capability::MAIL, "Email/get", &get)?;
        batch.refer("ids", earlier, path)?;
        Ok(call)
    }

    fn mails(&self, answer: GetResponse<Email>) -> Result<HashMap<Id, Mail>, Error> {
        let missing = || Error::Protocol("a mail lacks properties".to_owned());
        let in_inbox = |ids: &BTreeMap<Id, bool>| ids.contains_key(&self.home.inbox);
        let mut mails = HashMap::with_capacity(answer.list.len());
        for email in answer.list {
            if !email.mailbox_ids.as_ref().is_some_and(in_inbox) {
                continue;
            }
            let mail = Mail {
                id: email.id.clone(),
                blob: email.blob_id.ok_or_else(missing)?,
                size: email.size.ok_or_else(missing)?,
                received_at: email.received_at.ok_or_else(missing)?,
            };
            mails.insert(email.id, mail);
        }
        Ok(mails)
    }
}
