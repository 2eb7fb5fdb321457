//! The origins of mini apps: fixed files and a policy, nothing of any app.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use estuary_xdc_sandbox::{File, Opaque, Policy, Site};

/// Answers a request to a label's origin. Whatever it is, the answer carries the policy.
pub fn answer(site: &Site, label: &str, request: &Request<Body>) -> Response {
    let mut response = match found(site, label, request) {
        Ok(file) => serve(file, request.method()),
        Err(status) => (status, [(header::CACHE_CONTROL, "no-store")]).into_response(),
    };
    if Site::is_worker(request.uri().path()) {
        response.headers_mut().insert("service-worker-allowed", HeaderValue::from_static("/"));
    }
    stamp(response.headers_mut(), &site.policy(label));
    response
}

/// Answers a request for the page of an app on an opaque origin; `None` if it is for something else.
pub fn answer_opaque(pages: &Opaque, request: &Request<Body>) -> Option<Response> {
    let (file, policy) = pages.page(request.uri().path())?;
    let mut response = match *request.method() {
        Method::GET | Method::HEAD => serve(file, request.method()),
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    };
    stamp(response.headers_mut(), policy);
    Some(response)
}

fn serve(file: File, method: &Method) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    let content = if method == Method::HEAD { Body::empty() } else { Body::from(file.content.into_owned()) };
    // Asked for each time: the files are small, and a worker must not lag behind the page.
    ([kind, (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))], content).into_response()
}

fn found(site: &Site, label: &str, request: &Request<Body>) -> Result<File, StatusCode> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    let path = request.uri().path();
    // An app that registers a worker of its own asks past ours, with this header.
    if request.headers().contains_key("service-worker") && !Site::is_worker(path) {
        return Err(StatusCode::NOT_FOUND);
    }
    site.file(label, path).filter(|_| request.uri().query().is_none()).ok_or(StatusCode::NOT_FOUND)
}

fn stamp(headers: &mut HeaderMap, policy: &Policy) {
    for (name, value) in &policy.headers {
        // The settings were checked for what a header can carry.
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}
