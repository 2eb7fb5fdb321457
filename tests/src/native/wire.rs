use estuary_core::ports::{
    Cursor, Envelope, Listing, Login, MailId, MailRef, MailTransport, Session, TransportError,
};
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

/// A mail that left, and to whom.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Sender and recipients towards the server.
    pub envelope: Envelope,
    /// Its bytes.
    pub mail: Vec<u8>,
    /// What the server answered.
    pub outcome: Result<(), TransportError>,
}

/// What passes between one profile and its server, and a switch to cut it.
pub struct Wire {
    submissions: Mutex<Vec<Submission>>,
    fetched: Mutex<Vec<Vec<u8>>>,
    logins: Mutex<Vec<Login>>,
    cut: watch::Sender<bool>,
}

impl Wire {
    pub(super) fn new() -> Arc<Self> {
        let cut = watch::Sender::new(false);
        Arc::new(Self {
            submissions: Mutex::default(),
            fetched: Mutex::default(),
            logins: Mutex::default(),
            cut,
        })
    }

    /// Everything handed to the server so far, refusals included.
    pub fn submissions(&self) -> Vec<Submission> {
        self.submissions.lock().unwrap().clone()
    }

    /// Mails handed to the server that it accepted.
    pub fn sent(&self) -> Vec<Vec<u8>> {
        let accepted = self.submissions().into_iter().filter(|submission| submission.outcome.is_ok());
        accepted.map(|submission| submission.mail).collect()
    }

    /// Mails fetched so far, in their order.
    pub fn fetched(&self) -> Vec<Vec<u8>> {
        self.fetched.lock().unwrap().clone()
    }

    /// The credentials last used.
    pub fn login(&self) -> Option<Login> {
        self.logins.lock().unwrap().last().cloned()
    }

    /// Cuts the wire, or joins it again.
    pub fn cut(&self, cut: bool) {
        self.cut.send_replace(cut);
    }

    fn whole(&self) -> Result<(), TransportError> {
        if *self.cut.borrow() {
            Err(TransportError::Unreachable("the test cut the wire".into()))
        } else {
            Ok(())
        }
    }

    async fn until_cut(&self) -> TransportError {
        // The sender lives as long as `self`, so waiting ends only by a cut.
        drop(self.cut.subscribe().wait_for(|cut| *cut).await);
        TransportError::Unreachable("the test cut the wire".into())
    }
}

/// A transport with a [`Wire`] around it.
pub(super) struct Tapped<T> {
    pub(super) inner: T,
    pub(super) wire: Arc<Wire>,
}

impl<T: MailTransport> MailTransport for Tapped<T> {
    async fn connect(&self, login: &Login) -> Result<Session, TransportError> {
        self.wire.whole()?;
        self.wire.logins.lock().unwrap().push(login.clone());
        self.inner.connect(login).await
    }

    async fn list(&self, since: Option<&Cursor>) -> Result<Listing, TransportError> {
        self.wire.whole()?;
        self.inner.list(since).await
    }

    async fn fetch(&self, mail: &MailRef, progress: &dyn Fn(usize)) -> Result<Vec<u8>, TransportError> {
        self.wire.whole()?;
        let bytes = self.inner.fetch(mail, progress).await?;
        self.wire.fetched.lock().unwrap().push(bytes.clone());
        Ok(bytes)
    }

    async fn second_halves(&self, mails: &[MailId]) -> Result<Vec<(MailId, String)>, TransportError> {
        self.wire.whole()?;
        self.inner.second_halves(mails).await
    }

    async fn submit(&self, envelope: &Envelope, mail: &[u8]) -> Result<(), TransportError> {
        self.wire.whole()?;
        let outcome = self.inner.submit(envelope, mail).await;
        let submission =
            Submission { envelope: envelope.clone(), mail: mail.to_vec(), outcome: outcome.clone() };
        self.wire.submissions.lock().unwrap().push(submission);
        outcome
    }

    async fn remove(&self, mails: &[MailId]) -> Result<(), TransportError> {
        self.wire.whole()?;
        self.inner.remove(mails).await
    }

    async fn changed(&self) -> Result<(), TransportError> {
        tokio::select! {
            changed = self.inner.changed() => changed,
            cut = self.wire.until_cut() => Err(cut),
        }
    }
}
