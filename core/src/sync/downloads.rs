//! Large files leave the server when somebody asks for them: one after the other, beside everything else.

use crate::{
    Engine,
    identity::Identity,
    model::{Hitch, Postponed, Stage, inbox},
    ports::{MailRef, MailTransport, Platform, TransportError},
    receive::RawMail,
};
use estuary_api::{Event, MessageId, Problem, ProblemKind};
use futures::{FutureExt, pin_mut, select_biased};
use std::{cell::Cell, convert::Infallible};

/// A file is told of anew after so many thousandths.
const STEP: u16 = 10;

impl<P: Platform> Engine<P> {
    /// Fetches what is wanted for as long as it is polled. What is wanted stays so until it is here, it failed, or the
    /// person does not want it any more.
    pub(super) async fn serve_downloads(&self, identity: &Identity) -> Result<Infallible, Problem> {
        loop {
            match Postponed::wanted(&self.db.read(self.platform.store())).await? {
                Some((message, hash, mail)) => self.download(identity, message, hash, mail).await?,
                None => self.downloads.wait().await,
            }
        }
    }

    async fn download(
        &self,
        identity: &Identity,
        message: MessageId,
        hash: [u8; 32],
        mail: MailRef,
    ) -> Result<(), Problem> {
        let key = (hash, mail.id.0.clone());
        let told = Cell::new(0);
        let progress = |bytes: usize| {
            let permille = permille(bytes, mail.size);
            if permille >= told.get() + STEP {
                told.set(permille);
                self.tell(Event::Download { message, permille });
            }
        };
        let bytes = {
            let fetch = self.platform.mail().fetch(&mail, &progress).fuse();
            pin_mut!(fetch);
            loop {
                let changed = self.downloads.wait().fuse();
                pin_mut!(changed);
                select_biased! {
                    bytes = fetch => break bytes,
                    () = changed => {
                        let row: Option<Postponed> = self.db.read(self.platform.store()).load(&key).await?;
                        if row.is_none_or(|row| row.stage != Stage::Wanted) {
                            return Ok(());
                        }
                    }
                }
            }
        };
        let stage = match bytes {
            Ok(bytes) => self.take_file(identity, mail, bytes).await?,
            Err(TransportError::Gone) => {
                Some(Stage::Failed(Hitch::Gone, "the mail is not on the server any more".to_owned()))
            }
            Err(error @ TransportError::Unreachable(_)) => {
                Some(Stage::Failed(Hitch::Unreachable, error.to_string()))
            }
            Err(error @ (TransportError::WrongPassword | TransportError::AccountRefused(_))) => {
                return Err(error.into());
            }
            Err(error) => Some(Stage::Failed(Hitch::Server, error.to_string())),
        };
        let mut work = self.db.begin(self.platform.store()).await;
        Postponed::settle(&mut work, &key, stage).await?;
        self.commit(work).await
    }

    /// Completes the message. What is left of the request: nothing, even where the mail turned out to be somebody
    /// else's, or why it cannot be used.
    async fn take_file(
        &self,
        identity: &Identity,
        mail: MailRef,
        bytes: Vec<u8>,
    ) -> Result<Option<Stage>, Problem> {
        let id = mail.id.clone();
        match self.receive(identity, vec![RawMail { mail, bytes }]).await {
            Ok(()) => {}
            Err(Problem { kind: ProblemKind::StorageFull, detail }) => {
                return Ok(Some(Stage::Failed(Hitch::NoRoom, detail)));
            }
            Err(problem) => return Err(problem),
        }
        // The other loop removes it from the server.
        self.wake.set();
        let parked = inbox::is_parked(&self.db.read(self.platform.store()), &id).await?;
        Ok(parked.then(|| Stage::Failed(Hitch::Unreadable, "its mail cannot be read".to_owned())))
    }
}

/// How much of it is there; a server may be wrong about the whole.
fn permille(bytes: usize, whole: u64) -> u16 {
    let thousandths = (bytes as u64).saturating_mul(1000) / whole.max(1);
    u16::try_from(thousandths.min(1000)).unwrap_or(1000)
}
