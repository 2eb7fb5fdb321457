//! HTTP by `fetch`.

use crate::scope::{describe, scope};
use estuary_jmap::client::{Head, Http, HttpError, HttpRequest, HttpResponse, Method};
use futures::{
    StreamExt as _,
    stream::{LocalBoxStream, empty, unfold},
};
use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, Headers, ReadableStreamDefaultReader, ReadableStreamReadResult,
    RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response,
};

/// `fetch`, without the browser's cookies and cache. Redirects are followed; the browser takes the password out where
/// one leads to another origin.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserHttp;

/// Bytes as they arrive. Dropping it ends the exchange.
pub type Body = LocalBoxStream<'static, Result<Vec<u8>, HttpError>>;

impl Http for BrowserHttp {
    type Body = Body;

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse<Body>, HttpError> {
        send(request).await.map_err(failure)
    }
}

async fn send(request: HttpRequest) -> Result<HttpResponse<Body>, JsValue> {
    let exchange = Exchange::begin(request.timeout)?;
    let init = init(&request, &exchange.abort.signal())?;
    let response: Response =
        JsFuture::from(scope().fetch_with_str_and_init(&request.url, &init)).await?.dyn_into()?;
    let body = match response.body() {
        Some(stream) => body(ReadableStreamDefaultReader::new(&stream)?, exchange),
        None => empty().boxed_local(),
    };
    Ok(HttpResponse { head: head(&response), body })
}

fn init(request: &HttpRequest, signal: &AbortSignal) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.append(name, value)?;
    }
    let init = RequestInit::new();
    match request.method {
        Method::Get => init.set_method("GET"),
        Method::Post => {
            init.set_method("POST");
            init.set_body_opt_u8_array(Some(&Uint8Array::from(request.body.as_slice())));
        }
    }
    init.set_headers_headers(&headers);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_redirect(RequestRedirect::Follow);
    init.set_signal(Some(signal));
    Ok(init)
}

fn head(response: &Response) -> Head {
    let headers = response.headers().entries().into_iter().flatten().map(|entry| {
        let entry = Array::from(&entry);
        let text = |value: JsValue| value.as_string().unwrap_or_default();
        (text(entry.get(0)), text(entry.get(1)))
    });
    Head { status: response.status(), headers: headers.collect(), url: response.url() }
}

fn body(reader: ReadableStreamDefaultReader, exchange: Exchange) -> Body {
    // The exchange lives as long as the body, and not beyond an error.
    unfold(Some((reader, exchange)), async |state| {
        let (reader, exchange) = state?;
        let read: ReadableStreamReadResult = match JsFuture::from(reader.read()).await {
            Ok(read) => read.unchecked_into(),
            Err(error) => return Some((Err(failure(error)), None)),
        };
        match read.get_done() {
            Some(true) => None,
            _ => Some((Ok(Uint8Array::new(&read.get_value()).to_vec()), Some((reader, exchange)))),
        }
    })
    .boxed_local()
}

/// A request and its answer, ended when dropped or too slow. One that is over does not mind.
struct Exchange {
    abort: AbortController,
    _timeout: Option<Timeout>,
}

impl Exchange {
    fn begin(timeout: Option<u64>) -> Result<Self, JsValue> {
        let abort = AbortController::new()?;
        let timeout = timeout.map(|millis| {
            let abort = abort.clone();
            // What does not fit is longer than anyone waits.
            let millis = u32::try_from(millis).unwrap_or(u32::MAX).min(i32::MAX as u32);
            Timeout::new(millis, move || abort.abort_with_reason(&"No answer in time".into()))
        });
        Ok(Self { abort, _timeout: timeout })
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.abort.abort();
    }
}

/// The browser tells script very little about why a server cannot be reached.
fn failure(error: JsValue) -> HttpError {
    HttpError(error.as_string().unwrap_or_else(|| describe(&error)))
}
