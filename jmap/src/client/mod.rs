//! A client for one mailbox: reads in order of arrival, sends, and hears of changes.
//!
//! It holds no timer and retries nothing: every failure is told apart in [`Error`], and waiting is the caller's.

mod batch;
mod connect;
mod error;
mod events;
mod http;
mod list;
#[cfg(test)]
mod memory;
mod submit;

pub use batch::{Answers, Batch};
pub use connect::Home;
pub use error::Error;
pub use events::{Event, Events, PING_SECONDS};
pub use http::{Head, Http, HttpError, HttpRequest, HttpResponse, Method};
pub use list::{Mail, Page};

use std::cell::Cell;

use crate::{Id, session::Session};

/// A login at a server.
pub struct Client<H> {
    http: H,
    authorization: String,
    /// URL of the session; other URLs are relative to it.
    base: String,
    session: Session,
    account: Id,
    home: Home,
    stale: Cell<bool>,
}

impl<H: Http> Client<H> {
    /// What the server can do.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The account's mailboxes, identity and quota at login.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The server's session has changed since; connect again soon.
    pub fn is_stale(&self) -> bool {
        self.stale.get()
    }
}

#[cfg(test)]
mod tests;
