//! Starting and stopping.

use std::{net::SocketAddr, sync::Arc};

use serde::Serialize;
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    config::Config,
    http,
    store::{Store, StoreError},
    submission::Submissions,
};

/// What all endpoints share; clones are handles of the same.
#[derive(Clone)]
pub struct Bridge {
    /// Settings.
    pub config: Arc<Config>,
    /// Mail store.
    pub store: Store,
    /// Way into the store for outgoing mail.
    pub submissions: Submissions,
    /// Cancelled when the server stops: connections that wait end then.
    pub stop: CancellationToken,
    /// Every connection is tracked, so that stopping can wait for the last answer.
    pub tasks: TaskTracker,
}

/// Where the server listens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addresses {
    /// The pages and JMAP.
    pub http: SocketAddr,
}

/// A server that runs. Dropping it lets it run on.
pub struct Running {
    /// Where it listens; with the ports that were taken for port 0.
    pub addresses: Addresses,
    bridge: Bridge,
}

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store does not open.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An address cannot be listened on.
    #[error("Unable to listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
}

/// Opens the store and serves until [`Running::shutdown`].
pub async fn run(config: Config) -> Result<Running, StartError> {
    let store = Store::open(&config).await?;
    let submissions = Submissions::new(store.clone(), &config.limits);
    let bridge = Bridge {
        config: Arc::new(config),
        store,
        submissions,
        stop: CancellationToken::new(),
        tasks: TaskTracker::new(),
    };
    let (http, http_address) = listen(bridge.config.http.listen).await?;
    bridge.tasks.spawn(http::serve(http, bridge.clone()));
    tracing::info!(http = %http_address, "Listening");
    Ok(Running { addresses: Addresses { http: http_address }, bridge })
}

impl Running {
    /// Ends waiting connections, lets answers under way finish, and stops.
    pub async fn shutdown(self) {
        self.bridge.stop.cancel();
        self.bridge.tasks.close();
        self.bridge.tasks.wait().await;
    }
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}
