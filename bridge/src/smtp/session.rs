//! What a client may say when, and what it means.

use std::{borrow::Cow, mem};

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use smtp_proto::{AUTH_LOGIN, AUTH_PLAIN, Error, MAIL_BODY_BINARYMIME, MailFrom, Request};

use super::{reply::Reply, wire::TooLong};
use crate::{
    address::Address,
    config::Limits,
    sasl::Credentials,
    server::Bridge,
    store::Account,
    submission::{Envelope, SubmissionError},
};

/// Mistakes a client may make before it is sent away.
const MISTAKES: u32 = 20;

/// What comes after the reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Another line.
    Line,
    /// A mail.
    Data,
    /// Nothing.
    Close,
}

/// A conversation. It reads and writes nothing itself.
pub(super) struct Session<'a> {
    bridge: &'a Bridge,
    expects: Expects,
    greeted: bool,
    account: Option<Account>,
    mail: Option<Mail>,
    mistakes: u32,
}

/// What the next line is.
#[derive(Default)]
enum Expects {
    #[default]
    Command,
    Plain,
    LoginName,
    LoginPassword(Vec<u8>),
}

/// A mail that is being submitted.
struct Mail {
    envelope: Envelope,
    declared_size: u64,
}

impl<'a> Session<'a> {
    pub(super) fn new(bridge: &'a Bridge) -> Self {
        Self { bridge, expects: Expects::Command, greeted: false, account: None, mail: None, mistakes: 0 }
    }

    pub(super) fn greeting(&self) -> Reply {
        Reply::new(220, format!("{} ESMTP Estuary", self.bridge.config.mail.domain))
    }

    fn limits(&self) -> &'a Limits {
        &self.bridge.config.limits
    }

    /// Answers a line.
    pub(super) async fn line(&mut self, line: Result<Vec<u8>, TooLong>) -> (Reply, Next) {
        let Ok(line) = line else {
            self.expects = Expects::Command;
            return self.weigh(Reply::new(500, "5.5.6 Line is too long"), Next::Line);
        };
        let (reply, next) = match mem::take(&mut self.expects) {
            Expects::Command => match Request::parse(&mut line.iter()) {
                Ok(request) => self.command(request).await,
                Err(error) => (not_understood(error), Next::Line),
            },
            Expects::Plain => (self.plain(&line).await, Next::Line),
            Expects::LoginName => (self.login_name(&line), Next::Line),
            Expects::LoginPassword(name) => (self.login_password(&name, &line).await, Next::Line),
        };
        self.weigh(reply, next)
    }

    fn weigh(&mut self, reply: Reply, next: Next) -> (Reply, Next) {
        self.mistakes += u32::from(reply.is_permanent_error());
        if self.mistakes > MISTAKES {
            return (Reply::new(421, "4.7.0 Too many errors"), Next::Close);
        }
        (reply, next)
    }

    async fn command(&mut self, request: Request<Cow<'_, str>>) -> (Reply, Next) {
        let reply = match request {
            Request::Ehlo { .. } => self.ehlo(),
            Request::Helo { .. } => self.hello(Reply::new(250, self.bridge.config.mail.domain.clone())),
            Request::Auth { mechanism, initial_response } => self.auth(mechanism, &initial_response).await,
            Request::Mail { from } => self.mail(&from).unwrap_or_else(|refused| refused),
            Request::Rcpt { to } => self.recipient(&to.address).await.unwrap_or_else(|refused| refused),
            Request::Data => return self.ask_for_data(),
            Request::Rset => {
                self.mail = None;
                Reply::ok()
            }
            Request::Noop { .. } => Reply::ok(),
            // RFC 5321 section 3.5.3: whether an address exists is told to nobody.
            Request::Vrfy { .. } => Reply::new(252, "2.5.0 Send mail and see"),
            Request::Quit => return (Reply::new(221, "2.0.0 Bye"), Next::Close),
            other => Reply::new(502, format!("5.5.1 {} is not offered", other.name())),
        };
        (reply, Next::Line)
    }

    fn ehlo(&mut self) -> Reply {
        let (domain, size) = (&self.bridge.config.mail.domain, self.limits().mail_bytes);
        self.hello(Reply::new(
            250,
            format!("{domain}\nSIZE {size}\nAUTH PLAIN LOGIN\n8BITMIME\nPIPELINING\nENHANCEDSTATUSCODES"),
        ))
    }

    fn hello(&mut self, reply: Reply) -> Reply {
        (self.greeted, self.mail) = (true, None);
        reply
    }

    async fn auth(&mut self, mechanism: u64, initial: &str) -> Reply {
        if !self.greeted {
            return Reply::out_of_order("Say EHLO first");
        }
        if self.account.is_some() {
            return Reply::out_of_order("You are logged in already");
        }
        match (mechanism, initial) {
            (AUTH_PLAIN, "") => self.ask(Expects::Plain, ""),
            (AUTH_PLAIN, initial) => self.plain(initial.as_bytes()).await,
            (AUTH_LOGIN, "") => self.ask(Expects::LoginName, "Username:"),
            (AUTH_LOGIN, initial) => self.login_name(initial.as_bytes()),
            _ => Reply::new(504, "5.5.4 Use AUTH PLAIN or AUTH LOGIN"),
        }
    }

    fn ask(&mut self, expects: Expects, question: &str) -> Reply {
        self.expects = expects;
        Reply::new(334, BASE64_STANDARD.encode(question))
    }

    async fn plain(&mut self, line: &[u8]) -> Reply {
        match decode(line) {
            Ok(message) => self.log_in(Credentials::plain(&message)).await,
            Err(reply) => reply,
        }
    }

    fn login_name(&mut self, line: &[u8]) -> Reply {
        match decode(line) {
            Ok(name) => self.ask(Expects::LoginPassword(name), "Password:"),
            Err(reply) => reply,
        }
    }

    async fn login_password(&mut self, name: &[u8], line: &[u8]) -> Reply {
        match decode(line) {
            Ok(password) => self.log_in(Credentials::new(name, &password)).await,
            Err(reply) => reply,
        }
    }

    async fn log_in(&mut self, credentials: Option<Credentials>) -> Reply {
        let Some(Credentials { address, password }) = credentials else {
            return Reply::new(535, "5.7.8 The login must be a mail address and a password");
        };
        match self.bridge.store.login(&address, &password).await {
            Ok(account) => {
                self.account = Some(account);
                Reply::new(235, "2.7.0 Welcome")
            }
            Err(error) => error.into(),
        }
    }

    fn mail(&mut self, from: &MailFrom<Cow<'_, str>>) -> Result<Reply, Reply> {
        let account = self.account.as_ref().ok_or_else(|| Reply::new(530, "5.7.0 Log in first"))?;
        if self.mail.is_some() {
            return Err(Reply::out_of_order("Finish the other mail first, or say RSET"));
        }
        if from.flags & MAIL_BODY_BINARYMIME != 0 {
            return Err(Reply::new(555, "5.5.4 BINARYMIME is not offered"));
        }
        let address = Address::parse(&from.address).ok().filter(|address| *address == account.address);
        let address = address.ok_or(SubmissionError::ForbiddenFrom)?;
        if from.size > self.limits().mail_bytes {
            return Err(SubmissionError::TooLarge(self.limits().mail_bytes).into());
        }
        self.bridge.submissions.admit(account)?;
        let envelope = Envelope { from: address, to: Vec::new() };
        self.mail = Some(Mail { envelope, declared_size: from.size as u64 });
        Ok(Reply::new(250, "2.1.0 OK"))
    }

    async fn recipient(&mut self, address: &str) -> Result<Reply, Reply> {
        let most = self.limits().recipients;
        let mail = self.mail.as_mut().ok_or_else(|| Reply::out_of_order("Say MAIL FROM first"))?;
        if mail.envelope.to.len() >= most {
            return Err(SubmissionError::TooManyRecipients(most).into());
        }
        let address = Address::parse(address).map_err(|error| Reply::new(553, format!("5.1.3 {error}")))?;
        self.bridge.store.check_recipient(&address, mail.declared_size).await?;
        mail.envelope.to.push(address);
        Ok(Reply::new(250, "2.1.5 OK"))
    }

    fn ask_for_data(&self) -> (Reply, Next) {
        match &self.mail {
            None => (Reply::out_of_order("Say MAIL FROM first"), Next::Line),
            Some(mail) if mail.envelope.to.is_empty() => (SubmissionError::NoRecipient.into(), Next::Line),
            Some(_) => (Reply::new(354, "End the mail with a line that is a dot"), Next::Data),
        }
    }

    /// Answers the mail that was asked for. A positive answer means that it is on disk.
    pub(super) async fn data(&mut self, data: Result<Vec<u8>, TooLong>) -> Reply {
        let (Some(account), Some(mail)) = (&self.account, self.mail.take()) else {
            return Reply::out_of_order("Say MAIL FROM first");
        };
        let Ok(data) = data else { return SubmissionError::TooLarge(self.limits().mail_bytes).into() };
        match self.bridge.submissions.accept(account, mail.envelope, Bytes::from(data)).await {
            Ok(()) => Reply::new(250, "2.0.0 Delivered"),
            Err(error) => error.into(),
        }
    }
}

fn not_understood(error: Error) -> Reply {
    match error {
        Error::SyntaxError { syntax } => Reply::new(501, format!("5.5.4 Syntax: {syntax}")),
        Error::InvalidParameter { param } => Reply::new(501, format!("5.5.4 Not a value of {param}")),
        Error::UnsupportedParameter { param } => Reply::new(555, format!("5.5.4 {param} is not offered")),
        Error::InvalidSenderAddress => Reply::new(553, "5.1.7 Not a mail address"),
        Error::InvalidRecipientAddress => Reply::new(553, "5.1.3 Not a mail address"),
        _ => Reply::new(500, "5.5.2 Command is not known"),
    }
}

/// A line of an authentication. `=` stands for an empty one (RFC 4954 section 4).
fn decode(line: &[u8]) -> Result<Vec<u8>, Reply> {
    match line.trim_ascii() {
        b"*" => Err(Reply::new(501, "5.7.0 Login given up")),
        b"=" => Ok(Vec::new()),
        text => BASE64_STANDARD.decode(text).map_err(|_| Reply::new(501, "5.5.2 Not base64")),
    }
}
