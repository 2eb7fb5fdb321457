//! The web side: pages and JMAP on one port.

mod connection;

use axum::{Json, Router, extract::State, http::header, middleware, response::IntoResponse, routing::get};
use serde_json::json;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::{jmap, pages, server::Bridge};

/// Serves until the bridge stops.
pub(crate) async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, bridge: Bridge) {
    connection::serve(listener, tls, router(bridge.clone()), &bridge).await;
}

fn router(bridge: Bridge) -> Router {
    let pages = pages::router(&bridge.config.http.static_dir);
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/config.json", get(config))
        .with_state(bridge.clone())
        .merge(jmap::router(bridge))
        .fallback_service(pages)
        .layer(middleware::map_response(pages::headers::set))
}

/// What the page must know before anybody logs in.
async fn config(State(bridge): State<Bridge>) -> impl IntoResponse {
    let config = json!({"domain": bridge.config.mail.domain, "jmap": estuary_jmap::session::WELL_KNOWN});
    ([(header::CACHE_CONTROL, "no-store")], Json(config))
}
