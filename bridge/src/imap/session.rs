//! What a client may ask when, and who answers it.

use std::{io, net::IpAddr};

use imap_codec::{
    AuthenticateDataCodec, IdleDoneCodec,
    imap_types::{
        auth::{AuthMechanism, AuthenticateData},
        command::{Command, CommandBody},
        core::{IString, NString},
        mailbox::Mailbox,
        response::{Code, Data},
        secret::Secret,
    },
};
use tokio::sync::watch;

use super::{
    answer::{Answer, Failure},
    capability::capabilities,
    fetch, inbox, metadata, quota, search,
    view::View,
    wire::Wire,
};
use crate::{sasl::Credentials, server::Bridge, store::Account};

/// Mistakes a client may make before it is sent away.
const MISTAKES: u32 = 20;

/// What comes after the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Another command.
    Command,
    /// Nothing.
    Close,
}

/// A conversation.
pub(super) struct Session<'a> {
    bridge: &'a Bridge,
    /// The other end.
    peer: IpAddr,
    user: Option<User>,
    mistakes: u32,
}

/// Somebody who logged in.
pub(super) struct User {
    pub(super) account: Account,
    /// The folder that was selected.
    pub(super) view: Option<View>,
    changes: watch::Receiver<u64>,
}

impl User {
    /// The selected folder, or word that there is none.
    pub(super) fn selected(&mut self) -> Result<(&Account, &mut View), Failure> {
        match &mut self.view {
            Some(view) => Ok((&self.account, view)),
            None => Err(Answer::bad("Select INBOX first").into()),
        }
    }

    /// The same, if it may be changed.
    pub(super) fn writable(&mut self) -> Result<(&Account, &mut View), Failure> {
        let (account, view) = self.selected()?;
        if view.read_only {
            return Err(Answer::no("INBOX was opened by EXAMINE, so it cannot be changed").into());
        }
        Ok((account, view))
    }
}

impl<'a> Session<'a> {
    pub(super) fn new(bridge: &'a Bridge, peer: IpAddr) -> Self {
        Self { bridge, peer, user: None, mistakes: 0 }
    }

    pub(super) fn is_logged_in(&self) -> bool {
        self.user.is_some()
    }

    /// Carries out the command that was received.
    pub(super) async fn run(&mut self, wire: &mut Wire) -> io::Result<Next> {
        let Command { tag, body } = match wire.command() {
            Ok(command) => command,
            Err(tag) => {
                wire.answer(tag, Answer::bad("Command is not known, or not as it must be")).await?;
                return self.weigh(wire).await;
            }
        };
        if body == CommandBody::Logout {
            wire.bye("Logging out").await?;
            return Ok(Next::Close);
        }
        // RFC 3501 section 7.4.1: numbers must not change while a client works with them. And what SELECT says is of
        // one moment: a count that is newer than its UIDNEXT hides a mail from clients that compare UIDNEXT.
        let keeps_news = matches!(
            body,
            CommandBody::Select { .. }
                | CommandBody::Examine { .. }
                | CommandBody::Fetch { uid: false, .. }
                | CommandBody::Store { uid: false, .. }
                | CommandBody::Search { uid: false, .. }
        );
        let result = match self.execute(body, wire).await {
            Ok(answer) if keeps_news => Ok(answer),
            Ok(answer) => self.report(wire).await.map(|()| answer),
            Err(failure) => Err(failure),
        };
        match result {
            Ok(answer) => wire.answer(Some(tag), answer).await.map(|()| Next::Command),
            Err(Failure::Refused(answer)) => {
                wire.answer(Some(tag), answer).await?;
                self.weigh(wire).await
            }
            Err(Failure::Lost(error)) => Err(error),
        }
    }

    async fn weigh(&mut self, wire: &mut Wire) -> io::Result<Next> {
        self.mistakes += 1;
        if self.mistakes <= MISTAKES {
            return Ok(Next::Command);
        }
        wire.bye("Too many errors").await?;
        Ok(Next::Close)
    }

    async fn execute(&mut self, body: CommandBody<'static>, wire: &mut Wire) -> Result<Answer, Failure> {
        match body {
            CommandBody::Capability => wire.data(Data::Capability(capabilities())).await?,
            CommandBody::Noop => {}
            CommandBody::Id { .. } => wire.data(identity()).await?,
            CommandBody::Login { username, password } => {
                return self
                    .log_in(Credentials::new(username.as_ref(), password.declassify().as_ref()))
                    .await;
            }
            CommandBody::Authenticate { mechanism: AuthMechanism::Plain, initial_response } => {
                return self
                    .authenticate(initial_response.as_ref().map(Secret::declassify).map(AsRef::as_ref), wire)
                    .await;
            }
            CommandBody::Authenticate { .. } => {
                return Err(Answer::no("Use LOGIN or AUTHENTICATE PLAIN").into());
            }
            other => return self.execute_for_user(other, wire).await,
        }
        Ok(Answer::ok("Done"))
    }

    async fn execute_for_user(
        &mut self,
        body: CommandBody<'static>,
        wire: &mut Wire,
    ) -> Result<Answer, Failure> {
        let Self { bridge, user, .. } = self;
        let store = &bridge.store;
        let user = user.as_mut().ok_or_else(|| Answer::bad("Log in first"))?;
        match body {
            CommandBody::Enable { .. } => wire.data(Data::Enabled { capabilities: Vec::new() }).await?,
            CommandBody::Namespace => wire.data(inbox::namespace()).await?,
            CommandBody::List { mailbox_wildcard, .. } => inbox::list(&mailbox_wildcard, false, wire).await?,
            CommandBody::Lsub { mailbox_wildcard, .. } => inbox::list(&mailbox_wildcard, true, wire).await?,
            CommandBody::Subscribe { mailbox: Mailbox::Inbox } | CommandBody::Check => {}
            CommandBody::Status { mailbox, item_names } => {
                inbox::status(store, &user.account, &mailbox, &item_names, wire).await?;
            }
            CommandBody::Select { mailbox } => {
                return inbox::select(store, user, &mailbox, false, wire).await;
            }
            CommandBody::Examine { mailbox } => {
                return inbox::select(store, user, &mailbox, true, wire).await;
            }
            CommandBody::Unselect => {
                user.selected()?;
                user.view = None;
            }
            CommandBody::Close => inbox::close(store, user).await?,
            CommandBody::Expunge => inbox::expunge(store, user, None).await?,
            CommandBody::ExpungeUid { sequence_set } => {
                inbox::expunge(store, user, Some(&sequence_set)).await?
            }
            CommandBody::Fetch { sequence_set, macro_or_item_names, uid } => {
                fetch::fetch(store, user, &sequence_set, &macro_or_item_names, uid, wire).await?;
            }
            CommandBody::Store { sequence_set, kind, response, flags, uid } => {
                let change = inbox::Change { kind, response, flags: &flags };
                inbox::store(store, user, &sequence_set, change, uid, wire).await?;
            }
            CommandBody::Search { criteria, uid, .. } => search::search(user, &criteria, uid, wire).await?,
            CommandBody::GetQuota { root } => quota::get(store, &user.account, &root, wire).await?,
            CommandBody::GetQuotaRoot { mailbox } => {
                quota::root(store, &user.account, &mailbox, wire).await?
            }
            CommandBody::GetMetadata { options, mailbox, entries } => {
                return metadata::get(&bridge.config, &mailbox, &options, entries.as_ref(), wire).await;
            }
            CommandBody::SetMetadata { mailbox, entry_values } => {
                metadata::set(&mailbox, entry_values.as_ref())?
            }
            CommandBody::Idle => return self.idle(wire).await,
            CommandBody::Copy { .. } | CommandBody::Move { .. } | CommandBody::Append { .. } => {
                return Err(Answer::no("Mail comes here by SMTP only, and INBOX is the only folder")
                    .because("CANNOT")
                    .into());
            }
            other => {
                return Err(Answer::no(format!("{} is not offered", other.name())).because("CANNOT").into());
            }
        }
        Ok(Answer::ok("Done"))
    }

    async fn authenticate(&mut self, initial: Option<&[u8]>, wire: &mut Wire) -> Result<Answer, Failure> {
        if let Some(message) = initial {
            return self.log_in(Credentials::plain(message)).await;
        }
        wire.challenge().await?;
        if !wire.receive().await? {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        let credentials = match wire.decode(&AuthenticateDataCodec::default()) {
            Some(AuthenticateData::Continue(message)) => Credentials::plain(message.declassify()),
            Some(AuthenticateData::Cancel) => return Err(Answer::bad("Login given up").into()),
            None => return Err(Answer::bad("Not base64").into()),
        };
        self.log_in(credentials).await
    }

    async fn log_in(&mut self, credentials: Option<Credentials>) -> Result<Answer, Failure> {
        if self.user.is_some() {
            return Err(Answer::bad("You are logged in already").into());
        }
        let Some(Credentials { address, password }) = credentials else {
            let answer = Answer::no("The login must be a mail address and a password");
            return Err(answer.because("AUTHENTICATIONFAILED").into());
        };
        let account = self.bridge.store.login(&address, &password).await?;
        self.bridge.guests.note(self.peer);
        let changes = self.bridge.store.watch(&account);
        self.user = Some(User { account, view: None, changes });
        Ok(Answer::ok("Welcome").with(Code::Capability(capabilities())))
    }

    /// Tells what changed in the selected folder since the client was last told, if anything did.
    async fn report(&mut self, wire: &mut Wire) -> Result<(), Failure> {
        match &self.user {
            Some(user) if user.changes.has_changed().unwrap_or(true) => self.catch_up(wire).await,
            _ => Ok(()),
        }
    }

    async fn catch_up(&mut self, wire: &mut Wire) -> Result<(), Failure> {
        let Some(User { account, view: Some(view), changes }) = &mut self.user else { return Ok(()) };
        // Marked first: what changes while the store is read is found the next time.
        changes.mark_unchanged();
        for news in view.refresh(&self.bridge.store, account).await? {
            wire.data(news).await?;
        }
        Ok(())
    }

    /// Tells changes as they come, until the client has something to say (RFC 2177).
    async fn idle(&mut self, wire: &mut Wire) -> Result<Answer, Failure> {
        wire.ask("Waiting for mail").await?;
        self.report(wire).await?;
        loop {
            let Some(user) = &mut self.user else { return Err(Answer::bad("Log in first").into()) };
            tokio::select! {
                received = wire.receive() => {
                    if !received? {
                        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
                    }
                    return match wire.decode(&IdleDoneCodec::default()) {
                        Some(_) => Ok(Answer::ok("Done")),
                        None => Err(Answer::bad("Say DONE").into()),
                    };
                }
                _ = user.changes.changed() => {}
            }
            self.catch_up(wire).await?;
        }
    }
}

/// Who this is (RFC 2971).
fn identity() -> Data<'static> {
    let pair = |name, value| Some((IString::try_from(name).ok()?, NString::try_from(value).ok()?));
    let parameters = [pair("name", "Estuary"), pair("version", env!("CARGO_PKG_VERSION"))];
    Data::Id { parameters: Some(parameters.into_iter().flatten().collect()) }
}
