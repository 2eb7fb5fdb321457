//! The web side: pages and JMAP on one port.

mod connection;

use axum::Router;
use tokio::net::TcpListener;

use crate::server::Bridge;

/// Serves until the bridge stops.
pub(crate) async fn serve(listener: TcpListener, bridge: Bridge) {
    connection::serve(listener, router(), &bridge).await;
}

fn router() -> Router {
    Router::new().route("/healthz", axum::routing::get(async || "ok"))
}
