//! HTTP by `fetch`, with a body that is read as it arrives.

use crate::scope::scope;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, ReadableStreamReadResult, RequestCache,
    RequestCredentials, RequestInit, RequestRedirect, Response,
};

/// An answer whose body is still coming. Dropping it ends the request.
pub(crate) struct Fetched {
    response: Response,
    body: Option<ReadableStreamDefaultReader>,
    _abort: AbortOnDrop,
}

/// Ends the request when dropped; one that is over does not mind.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends a request. Never with cookies or other credentials of the browser, never from or into its cache, and following
/// redirects. Dropping the future ends the request.
pub(crate) async fn fetch(
    method: &str,
    url: &str,
    headers: impl IntoIterator<Item = (&str, &str)>,
    body: Option<&[u8]>,
) -> Result<Fetched, JsValue> {
    let fields = Headers::new()?;
    for (name, value) in headers {
        fields.append(name, value)?;
    }
    let abort = AbortOnDrop(AbortController::new()?);
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers_headers(&fields);
    init.set_body_opt_u8_array(body.map(Uint8Array::from).as_ref());
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_redirect(RequestRedirect::Follow);
    init.set_signal(Some(&abort.0.signal()));
    let response: Response = JsFuture::from(scope().fetch_with_str_and_init(url, &init)).await?.dyn_into()?;
    let body = match response.body() {
        Some(stream) => Some(ReadableStreamDefaultReader::new(&stream)?),
        None => None,
    };
    Ok(Fetched { response, body, _abort: abort })
}

impl Fetched {
    /// The status code.
    pub(crate) fn status(&self) -> u16 {
        self.response.status()
    }

    /// Where the answer came from, after redirects.
    pub(crate) fn url(&self) -> String {
        self.response.url()
    }

    /// A header, where the server sent it and the browser shows it.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name).ok().flatten()
    }

    /// The next bytes of the body; `None` at its end.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Vec<u8>>, JsValue> {
        let Some(body) = &self.body else { return Ok(None) };
        let read: ReadableStreamReadResult = JsFuture::from(body.read()).await?.unchecked_into();
        if read.get_done() == Some(true) {
            return Ok(None);
        }
        Ok(Some(Uint8Array::new(&read.get_value()).to_vec()))
    }
}
