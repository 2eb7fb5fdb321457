//! A whole small mail server in memory, shared by the profiles of a test, with faults on demand.

use super::{Cursor, Envelope, Listing, Login, MailId, MailRef, MailTransport, Session, TransportError};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};

const PAGE: usize = 20;
/// Smaller mails come at once, whatever stalls, in bytes.
const STALLED: usize = 100_000;

/// The server. Clones are the same server.
#[derive(Debug, Clone, Default)]
pub struct MemoryMail {
    server: Rc<RefCell<Server>>,
}

#[derive(Debug, Default)]
struct Server {
    accounts: BTreeMap<String, Account>,
    submitted: Vec<(Envelope, Vec<u8>)>,
    held: Vec<(Envelope, Vec<u8>)>,
    faults: Faults,
    session: Session,
    sequence: u64,
    time: i64,
    sleepers: Vec<Waker>,
}

#[derive(Debug)]
struct Account {
    password: String,
    mails: Vec<(MailRef, Vec<u8>)>,
}

/// What goes wrong at the server.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    /// Nothing answers.
    pub unreachable: bool,
    /// The next submissions fail, first entry first.
    pub submit: Vec<TransportError>,
    /// The next submissions are delivered, but their answers are lost.
    pub lose_answers: usize,
    /// Every mail is delivered twice.
    pub duplicate: bool,
    /// Mails stay in the queue until [`MemoryMail::release`].
    pub hold: bool,
    /// Half of a large mail comes, and then nothing more.
    pub stall: bool,
}

impl MemoryMail {
    /// A server that announces `session`.
    pub fn new(session: Session) -> Self {
        let mail = Self::default();
        mail.server.borrow_mut().session = session;
        mail
    }

    /// The way of one profile to this server.
    pub fn mailbox(&self) -> MemoryMailbox {
        MemoryMailbox { mail: self.clone(), login: RefCell::default(), listed: Cell::default() }
    }

    /// Changes what goes wrong, and wakes everybody who waits.
    pub fn faults(&self, change: impl FnOnce(&mut Faults)) {
        change(&mut self.server.borrow_mut().faults);
        self.wake();
    }

    /// Delivers held mails, rearranged by `reorder`.
    pub fn release(&self, reorder: impl FnOnce(&mut Vec<(Envelope, Vec<u8>)>)) {
        let mut held = std::mem::take(&mut self.server.borrow_mut().held);
        reorder(&mut held);
        for (envelope, mail) in held {
            for recipient in &envelope.to {
                self.deliver(recipient, &mail);
            }
        }
    }

    /// Puts a mail of whatever shape into an existing mailbox.
    pub fn deliver(&self, address: &str, mail: &[u8]) {
        {
            let mut server = self.server.borrow_mut();
            server.sequence += 1;
            let sequence = server.sequence;
            let received_at = server.time;
            let Some(account) = server.accounts.get_mut(address) else { return };
            let id = sequence.to_string();
            let size = mail.len() as u64;
            account
                .mails
                .push((MailRef { id: MailId(id.clone()), blob: id, size, received_at }, mail.to_vec()));
        }
        self.wake();
    }

    /// Announces a mail of `size` bytes that nobody should fetch.
    pub fn deliver_huge(&self, address: &str, size: u64) {
        self.deliver(address, b"too large to be worth its bytes");
        if let Some(account) = self.server.borrow_mut().accounts.get_mut(address)
            && let Some((mail, _)) = account.mails.last_mut()
        {
            mail.size = size;
        }
    }

    /// The server's clock, Unix milliseconds: stamps deliveries.
    pub fn set_time(&self, now: i64) {
        self.server.borrow_mut().time = now;
    }

    /// Changes what the server announces.
    pub fn session(&self, change: impl FnOnce(&mut Session)) {
        change(&mut self.server.borrow_mut().session);
    }

    /// Sets another password.
    pub fn set_password(&self, address: &str, password: &str) {
        if let Some(account) = self.server.borrow_mut().accounts.get_mut(address) {
            password.clone_into(&mut account.password);
        }
    }

    /// Everything handed in and accepted so far.
    pub fn submitted(&self) -> Vec<(Envelope, Vec<u8>)> {
        self.server.borrow().submitted.clone()
    }

    /// The mails that lie in a mailbox.
    pub fn stored(&self, address: &str) -> Vec<Vec<u8>> {
        let server = self.server.borrow();
        server
            .accounts
            .get(address)
            .into_iter()
            .flat_map(|a| a.mails.iter().map(|(_, mail)| mail.clone()))
            .collect()
    }

    /// A mail is removed, as servers do with old ones.
    pub fn expire(&self, address: &str, which: impl Fn(&[u8]) -> bool) {
        if let Some(account) = self.server.borrow_mut().accounts.get_mut(address) {
            account.mails.retain(|(_, mail)| !which(mail));
        }
    }

    fn mails(&self, address: &str) -> Vec<(MailRef, Vec<u8>)> {
        self.server.borrow().accounts.get(address).map(|account| account.mails.clone()).unwrap_or_default()
    }

    fn wake(&self) {
        let sleepers = std::mem::take(&mut self.server.borrow_mut().sleepers);
        sleepers.into_iter().for_each(Waker::wake);
    }

    fn reach(&self) -> Result<(), TransportError> {
        if self.server.borrow().faults.unreachable {
            return Err(TransportError::Unreachable("the test says so".into()));
        }
        Ok(())
    }
}

/// See [`MemoryMail::mailbox`].
#[derive(Debug)]
pub struct MemoryMailbox {
    mail: MemoryMail,
    login: RefCell<Option<Login>>,
    listed: Cell<u64>,
}

impl MemoryMailbox {
    /// The account logged in to; fails when its password changed or the server is away.
    fn address(&self) -> Result<String, TransportError> {
        self.mail.reach()?;
        let login = self.login.borrow().clone().ok_or(TransportError::WrongPassword)?;
        match self.mail.server.borrow().accounts.get(&login.address) {
            Some(account) if account.password == login.password => Ok(login.address),
            _ => Err(TransportError::WrongPassword),
        }
    }
}

impl MailTransport for MemoryMailbox {
    async fn connect(&self, login: &Login) -> Result<Session, TransportError> {
        self.mail.reach()?;
        {
            let mut server = self.mail.server.borrow_mut();
            let account = server.accounts.entry(login.address.clone());
            account.or_insert_with(|| Account { password: login.password.clone(), mails: Vec::new() });
        }
        *self.login.borrow_mut() = Some(login.clone());
        self.address()?;
        Ok(self.mail.server.borrow().session.clone())
    }

    async fn list(&self, since: Option<&Cursor>) -> Result<Listing, TransportError> {
        let address = self.address()?;
        let seen = match since {
            Some(cursor) => cursor.0.parse().map_err(|_| TransportError::Protocol("cursor".into()))?,
            None => 0u64,
        };
        let server = self.mail.server.borrow();
        let sequence = |mail: &MailRef| mail.blob.parse::<u64>().unwrap_or_default();
        let mails = server.accounts.get(&address).map(|account| account.mails.as_slice()).unwrap_or_default();
        let new: Vec<_> =
            mails.iter().map(|(mail, _)| mail).filter(|mail| sequence(mail) > seen).cloned().collect();
        let more = new.len() > PAGE;
        let mails: Vec<_> = new.into_iter().take(PAGE).collect();
        let last = if more { mails.last().map(sequence) } else { None }.unwrap_or(server.sequence);
        self.listed.set(last);
        Ok(Listing { mails, cursor: Cursor(last.to_string()), more })
    }

    async fn fetch(&self, mail: &MailRef, progress: &dyn Fn(usize)) -> Result<Vec<u8>, TransportError> {
        let address = self.address()?;
        let found = self.mail.mails(&address).into_iter().find(|(other, _)| other.id == mail.id);
        let bytes = found.map(|(_, bytes)| bytes).ok_or(TransportError::Gone)?;
        progress(bytes.len() / 2);
        poll_fn(|context| {
            let mut server = self.mail.server.borrow_mut();
            if !server.faults.stall || bytes.len() < STALLED {
                return Poll::Ready(());
            }
            server.sleepers.push(context.waker().clone());
            Poll::Pending
        })
        .await;
        self.address()?;
        progress(bytes.len());
        Ok(bytes)
    }

    async fn second_halves(&self, mails: &[MailId]) -> Result<Vec<(MailId, String)>, TransportError> {
        let stored = self.mail.mails(&self.address()?).into_iter();
        let asked = stored.filter(|(mail, _)| mails.contains(&mail.id));
        Ok(asked.filter_map(|(mail, bytes)| Some((mail.id, second_half(&bytes)?))).collect())
    }

    async fn submit(&self, envelope: &Envelope, mail: &[u8]) -> Result<(), TransportError> {
        let address = self.address()?;
        let faults = {
            let mut server = self.mail.server.borrow_mut();
            if !server.faults.submit.is_empty() {
                return Err(server.faults.submit.remove(0));
            }
            refuse(&server, &address, envelope, mail)?;
            let faults = server.faults.clone();
            server.faults.lose_answers = faults.lose_answers.saturating_sub(1);
            server.submitted.push((envelope.clone(), mail.to_vec()));
            if faults.hold {
                server.held.push((envelope.clone(), mail.to_vec()));
            }
            faults
        };
        for recipient in envelope.to.iter().filter(|_| !faults.hold) {
            self.mail.deliver(recipient, mail);
            if faults.duplicate {
                self.mail.deliver(recipient, mail);
            }
        }
        if faults.lose_answers > 0 {
            return Err(TransportError::Unreachable("the answer was lost".into()));
        }
        Ok(())
    }

    async fn remove(&self, mails: &[MailId]) -> Result<(), TransportError> {
        let address = self.address()?;
        if let Some(account) = self.mail.server.borrow_mut().accounts.get_mut(&address) {
            account.mails.retain(|(mail, _)| !mails.contains(&mail.id));
        }
        Ok(())
    }

    async fn changed(&self) -> Result<(), TransportError> {
        poll_fn(|context| {
            if let Err(error) = self.address() {
                return Poll::Ready(Err(error));
            }
            let mut server = self.mail.server.borrow_mut();
            if server.sequence > self.listed.get() {
                return Poll::Ready(Ok(()));
            }
            server.sleepers.push(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

/// The Message-ID of a mail whose header calls it a second half.
fn second_half(mail: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(mail);
    let head = text.split("\r\n\r\n").next()?;
    let field = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    };
    field("chat-is-post-message")?;
    Some(field("message-id")?.trim_matches(['<', '>']).to_owned())
}

/// The rules of a chatmail server: own sender, known recipients, not too large, encrypted.
fn refuse(server: &Server, address: &str, envelope: &Envelope, mail: &[u8]) -> Result<(), TransportError> {
    if mail.len() as u64 > server.session.max_mail_size {
        return Err(TransportError::TooLarge { limit: server.session.max_mail_size });
    }
    let text = String::from_utf8_lossy(mail).to_lowercase();
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    if envelope.from != address || !head.contains(&format!("from: <{address}>")) {
        return Err(TransportError::Refused("554 5.7.1 From is not the login".into()));
    }
    if !head.contains("multipart/encrypted") && !head.contains("secure-join: vc-request") {
        return Err(TransportError::Refused("523 5.7.1 Encryption Needed".into()));
    }
    if envelope.to.len() > server.session.max_recipients {
        return Err(TransportError::Refused("452 too many recipients".into()));
    }
    match envelope.to.iter().find(|to| !server.accounts.contains_key(*to)) {
        Some(unknown) => Err(TransportError::Refused(format!("550 5.1.1 {unknown}: no such user"))),
        None => Ok(()),
    }
}
