//! HTTP connections, with the time a slow client is given.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Extension, Router};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

use crate::{relay::Peer, server::Bridge};

/// For a TLS handshake and for the head of a request; a connection that is only kept open is closed after it, too.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// Connections at once, each with a file descriptor; further ones wait to be taken. Not counted by address: behind a
/// reverse proxy all have the same.
const MAX_CONNECTIONS: usize = 4096;
/// Largest head of a request, in bytes.
const HEAD_BYTES: usize = 32 * 1024;
/// For what is under way when the server stops.
const GRACE: Duration = Duration::from_secs(5);
/// Pause after the system refused a connection, mostly for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Takes connections until the bridge stops.
pub(super) async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, router: Router, bridge: &Bridge) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = bridge.stop.cancelled() => return,
        };
        match accepted {
            Ok((stream, peer, place)) => {
                let router = router.clone().layer(Extension(Peer(peer.ip())));
                let (tls, connected) = (tls.clone(), bridge.clone());
                bridge.tasks.spawn(async move {
                    let _place = place;
                    // Small answers leave at once; a failure only makes them slower.
                    let _ = stream.set_nodelay(true);
                    match tls {
                        None => converse(stream, router, connected).await,
                        Some(tls) => match timeout(HEAD_TIMEOUT, tls.accept(stream)).await {
                            Ok(Ok(stream)) => converse(stream, router, connected).await,
                            // Port scanners, and browsers that do not trust the certificate.
                            Ok(Err(error)) => tracing::debug!(%error, "TLS handshake failed"),
                            Err(_) => {}
                        },
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "Unable to take a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, place))
}

async fn converse<S>(stream: S, router: Router, bridge: Bridge)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = TowerToHyperService::new(router);
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(connection);
    let result = tokio::select! {
        result = connection.as_mut() => result,
        () = bridge.stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            match timeout(GRACE, connection).await {
                Ok(result) => result,
                Err(_) => return,
            }
        }
    };
    if let Err(error) = result {
        tracing::debug!(%error, "Connection ended");
    }
}
