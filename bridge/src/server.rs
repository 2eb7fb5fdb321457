//! Starting and stopping.

use std::{net::SocketAddr, sync::Arc};

use serde::Serialize;
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    config::Config,
    http, imap,
    pages::Origins,
    relay::{Guests, Relay, RelayError},
    smtp,
    store::{Store, StoreError},
    submission::Submissions,
    tls::{self, TlsError},
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
    /// Relay for mini apps, where this server is one.
    pub relay: Option<Arc<Relay>>,
    /// Where its users are.
    pub(crate) guests: Arc<Guests>,
    /// Cancelled when the server stops: connections that wait end then.
    pub stop: CancellationToken,
    /// Every connection is tracked, so that stopping can wait for the last answer.
    pub tasks: TaskTracker,
}

impl Bridge {
    /// Opens the store; nothing listens yet.
    pub async fn open(config: Config) -> Result<Self, StoreError> {
        let store = Store::open(&config).await?;
        let submissions = Submissions::new(store.clone(), &config.limits);
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        Ok(Self {
            config: Arc::new(config),
            store,
            submissions,
            relay: None,
            guests: Arc::default(),
            stop,
            tasks,
        })
    }
}

/// Where the server listens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addresses {
    /// The pages and JMAP.
    pub http: SocketAddr,
    /// IMAPS.
    pub imap: SocketAddr,
    /// SMTPS.
    pub smtp: SocketAddr,
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
    /// There is no certificate for the mail endpoints.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The relay does not start.
    #[error(transparent)]
    Relay(#[from] RelayError),
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
pub async fn run(mut config: Config) -> Result<Running, StartError> {
    let (http, http_address) = listen(config.http.listen).await?;
    let relay = Relay::start(&config.relay).await?;
    if relay.is_some() {
        config.metadata.name_relay(&Origins::new(&config.http, http_address.port()).page);
    }
    let bridge = Bridge { relay: relay.map(Arc::new), ..Bridge::open(config).await? };
    let tls = tls::acceptor(&bridge.config)?;
    let (imap, imap_address) = listen(bridge.config.imap.listen).await?;
    let (smtp, smtp_address) = listen(bridge.config.smtp.listen).await?;
    let https = bridge.config.http.tls.then(|| tls.clone());
    bridge.tasks.spawn(http::serve(http, https, bridge.clone()));
    bridge.tasks.spawn(imap::serve(imap, tls.clone(), bridge.clone()));
    bridge.tasks.spawn(smtp::serve(smtp, tls, bridge.clone()));
    let addresses = Addresses { http: http_address, imap: imap_address, smtp: smtp_address };
    tracing::info!(http = %addresses.http, imap = %addresses.imap, smtp = %addresses.smtp, "Listening");
    Ok(Running { addresses, bridge })
}

impl Running {
    /// The mail store behind all endpoints.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.bridge.store
    }

    /// The relay for mini apps, where this server is one.
    #[must_use]
    pub fn relay(&self) -> Option<&Relay> {
        self.bridge.relay.as_deref()
    }

    /// Ends waiting connections, lets answers under way finish, and stops.
    pub async fn shutdown(self) {
        self.bridge.stop.cancel();
        self.bridge.tasks.close();
        self.bridge.tasks.wait().await;
        if let Some(relay) = self.bridge.relay.and_then(Arc::into_inner) {
            relay.stop().await;
        }
    }
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}
