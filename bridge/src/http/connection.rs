//! HTTP connections, with the time a slow client is given.

use std::time::Duration;

use axum::Router;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};

use crate::server::Bridge;

/// For the head of a request; a connection that is only kept open is closed after it, too.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// Largest head of a request, in bytes.
const HEAD_BYTES: usize = 32 * 1024;
/// For what is under way when the server stops.
const GRACE: Duration = Duration::from_secs(5);
/// Pause after the system refused a connection, mostly for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Takes connections until the bridge stops.
pub(super) async fn serve(listener: TcpListener, router: Router, bridge: &Bridge) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = bridge.stop.cancelled() => return,
        };
        match accepted {
            Ok((stream, _)) => drop(bridge.tasks.spawn(connection(stream, router.clone(), bridge.clone()))),
            Err(error) => {
                tracing::warn!(%error, "Unable to take a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, router: Router, bridge: Bridge) {
    // Small answers leave at once; a failure only makes them slower.
    let _ = stream.set_nodelay(true);
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
            match tokio::time::timeout(GRACE, connection).await {
                Ok(result) => result,
                Err(_) => return,
            }
        }
    };
    if let Err(error) = result {
        tracing::debug!(%error, "Connection ended");
    }
}
