use bytes::Bytes;
use estuary_jmap::client::{Head, Http, HttpError, HttpRequest, HttpResponse, Method};
use futures::{
    StreamExt, TryStreamExt,
    stream::{self, LocalBoxStream},
};
use http_body_util::{BodyDataStream, Full};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};
use url::Url;

/// As many redirections as a browser would follow in good faith.
const MAX_REDIRECTS: usize = 5;

/// The HTTP port over sockets; connections are kept, and redirections followed, as `fetch` does.
pub(super) struct Sockets(Client<HttpConnector, Full<Bytes>>);

impl Sockets {
    pub(super) fn new() -> Self {
        Self(Client::builder(TokioExecutor::new()).build_http())
    }

    async fn exchange(
        &self,
        request: &HttpRequest,
        url: &Url,
    ) -> Result<http::Response<hyper::body::Incoming>, HttpError> {
        let method = match request.method {
            Method::Get => http::Method::GET,
            Method::Post => http::Method::POST,
        };
        let head = http::Request::builder().method(method).uri(url.as_str());
        let head = request.headers.iter().fold(head, |head, (name, value)| head.header(*name, value));
        let whole = head.body(Full::from(request.body.clone())).map_err(|e| HttpError(e.to_string()))?;
        self.0.request(whole).await.map_err(|e| HttpError(format!("{e:?}")))
    }

    async fn follow(
        &self,
        request: &HttpRequest,
    ) -> Result<(http::Response<hyper::body::Incoming>, Url), HttpError> {
        let mut url = Url::parse(&request.url).map_err(|e| HttpError(e.to_string()))?;
        for _ in 0..=MAX_REDIRECTS {
            let response = self.exchange(request, &url).await?;
            let location = response.headers().get("location").and_then(|value| value.to_str().ok());
            match location {
                Some(to) if response.status().is_redirection() => {
                    url = url.join(to).map_err(|e| HttpError(e.to_string()))?;
                }
                _ => return Ok((response, url)),
            }
        }
        Err(HttpError("too many redirections".into()))
    }
}

impl Http for Sockets {
    type Body = LocalBoxStream<'static, Result<Vec<u8>, HttpError>>;

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse<Self::Body>, HttpError> {
        let deadline = request.timeout.map(|millis| Instant::now() + Duration::from_millis(millis));
        let (response, url) = tokio::select! {
            answer = self.follow(&request) => answer?,
            timeout = expired(deadline) => return Err(timeout),
        };
        let headers = response.headers().iter();
        let headers =
            headers.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()));
        let head = Head { status: response.status().as_u16(), headers: headers.collect(), url: url.into() };
        let chunks = BodyDataStream::new(response.into_body());
        let chunks = chunks.map_ok(|bytes| bytes.to_vec()).map_err(|e| HttpError(e.to_string()));
        let end = stream::once(async move { Err(expired(deadline).await) });
        // The deadline ends the body; the end of the body ends the wait for the deadline.
        let body = stream::unfold(Some((chunks.boxed_local(), end.boxed_local())), |state| async {
            let (mut chunks, mut end) = state?;
            let next = tokio::select! {
                chunk = chunks.next() => chunk,
                timeout = end.next() => timeout,
            };
            next.map(|item| if item.is_ok() { (item, Some((chunks, end))) } else { (item, None) })
        });
        Ok(HttpResponse { head, body: body.boxed_local() })
    }
}

async fn expired(deadline: Option<Instant>) -> HttpError {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
    HttpError("timed out".into())
}
