//! The port: HTTP as `fetch` offers it.
#![allow(async_fn_in_trait, reason = "one thread; no caller needs to name or bound these futures")]

use std::rc::Rc;

use futures::Stream;

/// Sends requests. Dropping a future or a body aborts the exchange. Whether redirects are followed is the twin's
/// choice; `url` of the answer says where it came from. Answers are not to be cached.
pub trait Http {
    /// The body of an answer, as it arrives.
    type Body: Stream<Item = Result<Vec<u8>, HttpError>> + Unpin;

    /// Sends a request and returns as soon as the head of the answer is there. A URL without a scheme is relative to
    /// the page.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse<Self::Body>, HttpError>;
}

impl<H: Http> Http for Rc<H> {
    type Body = H::Body;

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse<Self::Body>, HttpError> {
        (**self).send(request).await
    }
}

/// What the client needs of HTTP's methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
}

/// A request.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// Method.
    pub method: Method,
    /// Absolute, or relative to the page.
    pub url: String,
    /// Names in lower case. One of them holds the password.
    pub headers: Vec<(&'static str, String)>,
    /// Body of a `POST`.
    pub body: Vec<u8>,
    /// Milliseconds until the whole exchange, body included, fails; `None` for a stream without end.
    pub timeout: Option<u64>,
}

/// Only what is no secret.
impl std::fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {} ({} bytes)", self.method, self.url, self.body.len())
    }
}

/// What comes before the body of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// Where the answer came from, after redirects.
    pub url: String,
}

impl Head {
    /// First value of a header; `name` in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// An answer.
pub struct HttpResponse<B> {
    /// Status and headers.
    pub head: Head,
    /// Body.
    pub body: B,
}

/// No answer, or not all of it: offline, refused, timed out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct HttpError(pub String);
