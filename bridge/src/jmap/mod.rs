//! JMAP in front of the store.

mod account;
mod api;
mod auth;
mod blob;
mod body;
mod event_source;
mod gate;
mod id;
mod method;
mod problem;
mod reference;
mod run;
mod session;
mod states;
mod ticket;
mod uploads;
mod websocket;

use std::sync::Arc;

use axum::{
    Router,
    http::{HeaderValue, header},
    middleware,
    response::Response,
    routing::{get, post},
};

use crate::{rate::RateLimiter, server::Bridge};
use {gate::Gate, ticket::Tickets, uploads::Uploads};

/// Accounts made per minute by [`account::make`], for all who ask.
const NEW_ACCOUNTS_PER_MINUTE: u32 = 60;

/// What the handlers share; clones are handles of the same.
#[derive(Clone)]
pub(crate) struct Jmap {
    bridge: Bridge,
    uploads: Arc<Uploads>,
    tickets: Arc<Tickets>,
    requests: Gate,
    uploading: Gate,
    streams: Gate,
    new_accounts: Arc<RateLimiter<()>>,
}

impl Jmap {
    fn new(bridge: Bridge) -> Self {
        Self {
            bridge,
            uploads: Arc::default(),
            tickets: Arc::default(),
            requests: Gate::new(session::MAX_CONCURRENT_REQUESTS, "maxConcurrentRequests"),
            uploading: Gate::new(session::MAX_CONCURRENT_UPLOAD, "maxConcurrentUpload"),
            streams: Gate::new(session::MAX_STREAMS, "maxConcurrentRequests"),
            new_accounts: Arc::new(RateLimiter::new(NEW_ACCOUNTS_PER_MINUTE, NEW_ACCOUNTS_PER_MINUTE)),
        }
    }
}

/// All addresses of JMAP, and making an account.
pub(crate) fn router(bridge: Bridge) -> Router {
    Router::new()
        .route(estuary_jmap::session::WELL_KNOWN, get(session::handle))
        .route("/jmap/session", get(session::handle))
        .route("/jmap/api", post(api::handle))
        .route("/jmap/upload/{account}", post(blob::upload))
        .route("/jmap/download/{account}/{blob}/{name}", get(blob::download))
        .route("/jmap/events", get(event_source::handle))
        .route("/jmap/ws", get(websocket::handle))
        .route("/jmap/ws/ticket", post(ticket::handle))
        .route("/new", post(account::make))
        .layer(middleware::map_response(uncached))
        .with_state(Jmap::new(bridge))
}

/// Answers are about one person at one moment.
async fn uncached(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
