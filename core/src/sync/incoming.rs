//! From the mailbox into the receive river, and back: what is done with is removed from the server.

use crate::{
    Engine,
    identity::Identity,
    model::{Inbox, Parked, inbox},
    ports::{MailRef, MailTransport, Platform, TransportError},
    receive::RawMail,
};
use estuary_api::{ConnectionState, Event, Problem, ProblemKind};
use futures::StreamExt;

/// Mails fetched at the same time.
const PARALLEL: usize = 4;
/// Mails removed with one call.
const REMOVE: usize = 100;
/// Larger mails stay on the server: decrypting needs several times their size in memory. Chatmail servers take
/// 30 MiB.
const LARGEST: u64 = 32 << 20;

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
                self.park(&found, Parked::TooLarge(found.size)).await?;
                continue;
            }
            wanted.push(found);
        }
        let mut fetched = futures::stream::iter(wanted)
            .map(|found| async move {
                let bytes = mail.fetch(&found).await;
                (found, bytes)
            })
            .buffered(PARALLEL);
        while let Some((found, bytes)) = fetched.next().await {
            match bytes {
                Ok(bytes) => self.receive(identity, RawMail { mail: found, bytes }).await?,
                Err(TransportError::Gone) => {}
                Err(error) => return Err(error.into()),
            }
        }
        drop(fetched);
        if since.as_ref() != Some(&listing.cursor) {
            let mut work = self.db.begin(store).await;
            Inbox { cursor: listing.cursor }.keep(&mut work)?;
            self.commit(work).await?;
        }
        Ok(listing.more)
    }

    /// Leaves a mail on the server for good, and tells.
    pub(crate) async fn park(&self, mail: &MailRef, why: Parked) -> Result<(), Problem> {
        let problem = match &why {
            Parked::TooLarge(size) => Problem::new(ProblemKind::TooLarge, format!("a mail of {size} bytes")),
            Parked::Unreadable(reason) => {
                Problem::new(ProblemKind::MessageUnreadable, format!("a message could not be read: {reason}"))
            }
        };
        let mut work = self.db.begin(self.platform.store()).await;
        work.save(mail.id.0.as_str(), &why)?;
        work.tell(Event::Problem(problem));
        self.commit(work).await
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
