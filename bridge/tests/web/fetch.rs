//! The client's HTTP port over a real connection.

use std::pin::Pin;

use estuary_jmap::client::{Head, Http, HttpError, HttpRequest, HttpResponse, Method};
use futures::{Stream, StreamExt};

pub(crate) struct Fetch {
    pub(crate) http: reqwest::Client,
    /// What relative URLs are relative to, as a page has it.
    pub(crate) page: String,
}

impl Http for Fetch {
    type Body = Pin<Box<dyn Stream<Item = Result<Vec<u8>, HttpError>>>>;

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse<Self::Body>, HttpError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let url =
            if request.url.contains("://") { request.url } else { format!("{}{}", self.page, request.url) };
        let mut builder = self.http.request(method, url).body(request.body);
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        if let Some(millis) = request.timeout {
            builder = builder.timeout(std::time::Duration::from_millis(millis));
        }
        let failed = |error: reqwest::Error| HttpError(error.to_string());
        let response = builder.send().await.map_err(failed)?;
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
            .collect();
        let head = Head { status: response.status().as_u16(), headers, url: response.url().to_string() };
        let body =
            response.bytes_stream().map(move |chunk| chunk.map(|chunk| chunk.to_vec()).map_err(failed));
        Ok(HttpResponse { head, body: Box::pin(body) })
    }
}
