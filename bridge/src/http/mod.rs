//! The web side: pages, JMAP, the origins of mini apps and the relay between them on one port.

mod connection;

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Request, State},
    http::header,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use estuary_xdc_sandbox::{Opaque, Site};
use serde_json::json;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::{
    jmap,
    pages::{self, Origins, headers::Strict},
    relay,
    server::Bridge,
};

/// Serves until the bridge stops.
pub(crate) async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, bridge: Bridge) {
    let port = listener.local_addr().map_or(bridge.config.http.listen.port(), |address| address.port());
    let origins = Origins::new(&bridge.config.http, port);
    connection::serve(listener, tls, router(bridge.clone(), origins), &bridge).await;
}

fn router(bridge: Bridge, origins: Origins) -> Router {
    let pages = pages::router(&bridge.config.http.static_dir);
    Router::new()
        .route(pages::headers::HEALTH, get(async || "ok"))
        .route("/config.json", get(config))
        .with_state((bridge.clone(), origins.clone()))
        .merge(jmap::router(bridge.clone()))
        .merge(relay::router(bridge))
        .fallback_service(pages)
        .layer(middleware::from_fn_with_state(Arc::new(Front::new(origins)), front))
}

/// What stands before everything: which origin is asked, and its headers.
struct Front {
    strict: Strict,
    site: Site,
    opaque: Opaque,
    origins: Origins,
}

impl Front {
    fn new(origins: Origins) -> Self {
        let page = &origins.page;
        Self { strict: Strict::new(&origins), site: Site::new(page), opaque: Opaque::new(page), origins }
    }
}

async fn front(State(front): State<Arc<Front>>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    // A request may name its host in the target instead (RFC 9112 section 3.2.2), and that counts.
    let host = request.uri().authority().map(|authority| authority.as_str()).or(host);
    if let Some(label) = host.and_then(|host| front.origins.label(host)) {
        return pages::apps::answer(&front.site, label, &request);
    }
    if let Some(page) = pages::apps::answer_opaque(&front.opaque, &request) {
        return page;
    }
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    front.strict.set(&path, &mut response);
    response
}

/// What the page must know before anybody logs in.
async fn config(State((bridge, origins)): State<(Bridge, Origins)>) -> impl IntoResponse {
    let config = json!({
        "domain": bridge.config.mail.domain,
        "jmap": estuary_jmap::session::WELL_KNOWN,
        "sandbox": origins.sandbox,
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(config))
}
