//! From the mailbox into the receive river, and back: what is done with is removed from the server.

use crate::{
    Engine,
    identity::Identity,
    model::{DownloadLimit, Inbox, Parked, Postponed, Trace, inbox},
    ports::{MailId, MailRef, MailTransport, Platform, TransportError},
    receive::{Fate, RawMail, is_handled},
};
use estuary_api::{ConnectionState, Problem};
use futures::{StreamExt, future::join};
use std::collections::HashMap;

/// Mails fetched at the same time: browsers open six connections to a server, and push needs one.
const PARALLEL: usize = 5;
/// Mails handled with one commit, so that others need not wait long for their turn.
const BATCH: usize = 32;
/// Bytes of mails handled with one commit, unless one alone is larger.
const BATCH_BYTES: u64 = 4 << 20;
/// Mails removed with one call.
const REMOVE: usize = 100;
/// Larger mails stay on the server: decrypting needs several times their size in memory. Chatmail servers take
/// 30 MiB.
const LARGEST: u64 = 32 << 20;

/// Mails that were fetched, and what ended that.
#[derive(Default)]
struct Fetched {
    mails: Vec<RawMail>,
    problem: Option<Problem>,
}

/// Divides mails into batches, in their order.
fn batches(mails: Vec<MailRef>) -> Vec<Vec<MailRef>> {
    let mut batches: Vec<Vec<MailRef>> = Vec::new();
    let mut bytes = 0;
    for mail in mails {
        bytes += mail.size;
        match batches.last_mut() {
            Some(batch) if batch.len() < BATCH && bytes <= BATCH_BYTES => batch.push(mail),
            _ => {
                bytes = mail.size;
                batches.push(vec![mail]);
            }
        }
    }
    batches
}

impl<P: Platform> Engine<P> {
    /// Fetches and handles one page of the mailbox; `true` if there is more.
    pub(super) async fn fetch_page(&self, identity: &Identity) -> Result<bool, Problem> {
        let mail = self.platform.mail();
        let store = self.platform.store();
        let since = Inbox::find(&self.db.read(store)).await?.map(|inbox| inbox.cursor);
        let listing = mail.list(since.as_ref()).await?;
        if !listing.mails.is_empty() {
            self.set_state(ConnectionState::Working, None).await;
        }
        let mut wanted = Vec::new();
        for found in listing.mails {
            if inbox::done_with(&self.db.read(store), &found.id).await? {
                continue;
            }
            if found.size > LARGEST {
                let mut work = self.db.begin(store).await;
                Parked::TooLarge(found.size).keep(&mut work, &found)?;
                self.commit(work).await?;
                continue;
            }
            wanted.push(found);
        }
        let halves = self.second_halves(&wanted).await?;
        let (large, small) = wanted.into_iter().partition(|mail: &MailRef| halves.contains_key(&mail.id));
        self.take(identity, small).await?;
        // Those whose message was not announced are messages by themselves.
        let unannounced = self.postpone(large, &halves).await?;
        self.take(identity, unannounced).await?;
        if since.as_ref() != Some(&listing.cursor) {
            let mut work = self.db.begin(store).await;
            Inbox { cursor: listing.cursor }.keep(&mut work)?;
            self.commit(work).await?;
        }
        Ok(listing.more)
    }

    /// The mails that bring large files and are larger than what is fetched without asking, with the Message-IDs of their
    /// messages.
    async fn second_halves(&self, mails: &[MailRef]) -> Result<HashMap<MailId, String>, Problem> {
        let limit = DownloadLimit::find(&self.db.read(self.platform.store())).await?.unwrap_or_default();
        let Some(limit) = limit.bytes else { return Ok(HashMap::new()) };
        let large = mails.iter().filter(|mail| mail.size > limit).map(|mail| mail.id.clone());
        let large: Vec<_> = large.collect();
        if large.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(self.platform.mail().second_halves(&large).await?.into_iter().collect())
    }

    /// Leaves the files of known messages on the server until they are asked for. The other mails.
    async fn postpone(
        &self,
        mails: Vec<MailRef>,
        halves: &HashMap<MailId, String>,
    ) -> Result<Vec<MailRef>, Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let mut others = Vec::new();
        for mail in mails {
            let Some(rfc_id) = halves.get(&mail.id) else { continue };
            let is_chatmail = self.is_to_remove(Fate::Done);
            if is_handled(&work, rfc_id).await? {
                if is_chatmail {
                    inbox::removal(&mut work, &mail.id);
                }
            } else if let Some(Trace::Message(_)) = Trace::of(&work, rfc_id).await? {
                Postponed::keep(&mut work, rfc_id, &mail, is_chatmail).await?;
            } else {
                others.push(mail);
            }
        }
        self.commit(work).await?;
        Ok(others)
    }

    /// Fetches mails and handles them, in their order.
    async fn take(&self, identity: &Identity, mails: Vec<MailRef>) -> Result<(), Problem> {
        let mut batches = batches(mails).into_iter();
        let mut fetched = self.fetch(batches.next()).await;
        loop {
            let Fetched { mails, problem } = fetched;
            if mails.is_empty() && problem.is_none() && batches.len() == 0 {
                return Ok(());
            }
            // The next ones come while these are read.
            let next = batches.next().filter(|_| problem.is_none());
            let (received, following) = join(self.receive(identity, mails), self.fetch(next)).await;
            received?;
            if let Some(problem) = problem {
                return Err(problem);
            }
            fetched = following;
        }
    }

    /// Fetches mails, as far as it goes without a problem.
    async fn fetch(&self, batch: Option<Vec<MailRef>>) -> Fetched {
        let mail = self.platform.mail();
        let mut fetching = futures::stream::iter(batch.unwrap_or_default())
            .map(|found| async move {
                let bytes = mail.fetch(&found, &|_| ()).await;
                (found, bytes)
            })
            .buffered(PARALLEL);
        let mut fetched = Fetched::default();
        while let Some((found, bytes)) = fetching.next().await {
            match bytes {
                Ok(bytes) => fetched.mails.push(RawMail { mail: found, bytes }),
                Err(TransportError::Gone) => {}
                Err(error) => {
                    fetched.problem = Some(error.into());
                    break;
                }
            }
        }
        fetched
    }

    /// Removes from the server what is done with.
    pub(super) async fn clean_up(&self) -> Result<(), Problem> {
        loop {
            let store = self.platform.store();
            let done = inbox::removals(&self.db.read(store), REMOVE).await?;
            if done.is_empty() {
                return Ok(());
            }
            self.platform.mail().remove(&done).await?;
            let mut work = self.db.begin(store).await;
            inbox::removed(&mut work, &done);
            self.commit(work).await?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::MailId;

    #[test]
    fn batches_are_bounded_in_number_and_in_bytes() {
        let mail = |size| MailRef { id: MailId(String::new()), blob: String::new(), size, received_at: 0 };
        let sizes = |sizes: &[u64]| {
            let batches = batches(sizes.iter().map(|size| mail(*size)).collect());
            batches.iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(sizes(&[]), [0; 0]);
        assert_eq!(sizes(&[1; 70]), [32, 32, 6]);
        assert_eq!(sizes(&[9 << 20, 1, 3 << 20, 1 << 20, 1]), [1, 2, 2]);
    }
}
