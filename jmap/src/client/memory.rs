//! A server of prepared answers.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use futures::stream::{self, Iter};

use super::http::{Head, Http, HttpError, HttpRequest, HttpResponse};

type Chunks = Vec<Result<Vec<u8>, HttpError>>;

/// Clones are the same server.
#[derive(Clone, Default)]
pub(super) struct MemoryHttp(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    answers: VecDeque<Result<(Head, Chunks), HttpError>>,
    requests: Vec<HttpRequest>,
}

impl MemoryHttp {
    /// The next request is answered like this.
    pub(super) fn answer(&self, status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> &Self {
        self.stream(status, headers, vec![Ok(body.into())])
    }

    /// The next request is answered like this, in pieces.
    pub(super) fn stream(&self, status: u16, headers: &[(&str, &str)], chunks: Chunks) -> &Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let head = Head { status, headers, url: String::new() };
        self.0.borrow_mut().answers.push_back(Ok((head, chunks)));
        self
    }

    /// The next request finds nobody.
    pub(super) fn vanish(&self) -> &Self {
        self.0.borrow_mut().answers.push_back(Err(HttpError("connection refused".to_owned())));
        self
    }

    /// What was asked so far.
    pub(super) fn requests(&self) -> Vec<HttpRequest> {
        self.0.borrow().requests.clone()
    }
}

impl Http for MemoryHttp {
    type Body = Iter<std::vec::IntoIter<Result<Vec<u8>, HttpError>>>;

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse<Self::Body>, HttpError> {
        let mut inner = self.0.borrow_mut();
        let url = request.url.clone();
        inner.requests.push(request);
        let (head, chunks) =
            inner.answers.pop_front().unwrap_or_else(|| Err(HttpError("no answer prepared".to_owned())))?;
        Ok(HttpResponse { head: Head { url, ..head }, body: stream::iter(chunks) })
    }
}
