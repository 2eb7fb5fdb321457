//! The iroh relay: packets between devices whose mini apps talk in realtime. It sees who sends how much to whom, and
//! ciphertext.
//!
//! It is the library Delta Chat's own relays run, generation 0.35; its server insists on a port, so it gets one on
//! loopback, and the origin of the pages leads there.

mod guests;
mod tunnel;

pub(crate) use guests::Guests;

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    sync::Arc,
};

use axum::{
    Extension, Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use iroh_relay::http::{RELAY_PATH, RELAY_PROBE_PATH};
use iroh_relay::server::{AccessConfig, ClientRateLimit, Limits, RelayConfig, Server, ServerConfig};

use crate::{
    config::{Metadata, Relay as Settings},
    connections::{Connections, Slot},
    server::Bridge,
};

/// Keys of clients the library remembers as checked; its own default is made for a million.
const KEY_CACHE: usize = 4096;

/// A relay that runs. Dropping it stops it.
pub struct Relay {
    server: Server,
    address: SocketAddr,
    connections: Arc<Connections>,
    only_own_users: bool,
}

/// Why there is no relay.
#[derive(Debug, thiserror::Error)]
#[error("Unable to start the relay for mini apps: {0}")]
pub struct RelayError(String);

/// The other end of an HTTP connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl Relay {
    /// Starts it, unless the settings say otherwise.
    pub(crate) async fn start(settings: &Settings) -> Result<Option<Self>, RelayError> {
        if !settings.enabled {
            return Ok(None);
        }
        let rate = NonZeroU32::new(settings.bytes_per_second);
        let config = ServerConfig::<(), ()> {
            relay: Some(RelayConfig {
                http_bind_addr: (Ipv4Addr::LOCALHOST, 0).into(),
                tls: None,
                limits: Limits {
                    client_rx: rate
                        .map(|rate| ClientRateLimit { bytes_per_second: rate, max_burst_bytes: Some(rate) }),
                    ..Limits::default()
                },
                key_cache_capacity: Some(KEY_CACHE),
                access: AccessConfig::Everyone,
            }),
            stun: None,
            quic: None,
            metrics_addr: None,
        };
        let server = Server::spawn(config).await.map_err(|error| RelayError(format!("{error:#}")))?;
        let address = server.http_addr().ok_or_else(|| RelayError("it listens nowhere".into()))?;
        let connections = Connections::new(settings.connections_per_address);
        Ok(Some(Self { server, address, connections, only_own_users: settings.only_own_users }))
    }

    /// Bytes it passed on so far.
    #[must_use]
    pub fn passed_on(&self) -> u64 {
        self.server.metrics().server.bytes_sent.get()
    }

    /// Ends all its connections.
    pub(crate) async fn stop(self) {
        if let Err(error) = self.server.shutdown().await {
            tracing::debug!(%error, "The relay ended badly");
        }
    }

    fn admit(&self, peer: Peer) -> Option<Slot> {
        self.connections.admit(peer.0)
    }
}

impl Metadata {
    /// With this server's relay, unless the operator named another.
    pub(crate) fn name_relay(&mut self, origin: &str) {
        self.iroh_relay.get_or_insert_with(|| origin.to_owned());
    }
}

/// The three addresses at which clients look for a relay.
pub(crate) fn router(bridge: Bridge) -> Router {
    if bridge.relay.is_none() {
        return Router::new();
    }
    Router::new()
        .route(RELAY_PATH, get(pass))
        .route(RELAY_PROBE_PATH, get(pass))
        .route("/generate_204", get(pass))
        .with_state(bridge)
}

async fn pass(State(bridge): State<Bridge>, Extension(peer): Extension<Peer>, request: Request) -> Response {
    let Some(relay) = bridge.relay.as_deref() else { return StatusCode::NOT_FOUND.into_response() };
    let relays = request.uri().path() == RELAY_PATH;
    if relays && relay.only_own_users && !bridge.guests.knows(peer.0) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Some(slot) = relay.admit(peer) else { return StatusCode::TOO_MANY_REQUESTS.into_response() };
    match tunnel::open(relay.address, request).await {
        Ok((answer, tunnel)) => {
            if let Some(tunnel) = tunnel {
                let stop = bridge.stop.clone();
                bridge.tasks.spawn(async move {
                    let _slot = slot;
                    if let Some(Err(error)) = stop.run_until_cancelled(tunnel.run()).await {
                        tracing::debug!(%error, "A relayed connection ended");
                    }
                });
            }
            answer
        }
        Err(error) => {
            tracing::warn!(%error, "The relay does not answer");
            StatusCode::BAD_GATEWAY.into_response()
        }
    }
}
