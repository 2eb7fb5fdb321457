//! What the mail endpoints have in common: accept, count, do the TLS handshake, converse.

use std::{future::Future, io, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::{connections::Connections, server::Bridge};

/// As chatmail servers allow; a household or an office behind one address stays below.
const CONNECTIONS_PER_ADDRESS: usize = 200;
/// Who has not finished the handshake by then is no mail program.
const HANDSHAKE: Duration = Duration::from_secs(30);
/// Pause after a failed accept: it fails while there are no file descriptors, and that ends by itself.
const AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(100);

/// Serves TLS connections from `listener` until the bridge stops; then none is accepted any more and those open are
/// dropped.
///
/// Dropping loses nothing: what was acknowledged is on disk, and clients repeat what was not.
pub(crate) async fn serve<F, C>(listener: TcpListener, tls: TlsAcceptor, bridge: Bridge, converse: C)
where
    F: Future<Output = io::Result<()>> + Send,
    C: Fn(TlsStream<TcpStream>, Bridge) -> F + Send + Sync + 'static,
{
    let connections = Connections::new(CONNECTIONS_PER_ADDRESS);
    let converse = Arc::new(converse);
    while let Some(accepted) = bridge.stop.run_until_cancelled(listener.accept()).await {
        let Ok((stream, peer)) = accepted else {
            sleep(AFTER_FAILED_ACCEPT).await;
            continue;
        };
        let Some(slot) = connections.admit(peer.ip()) else { continue };
        let (tls, stop, converse) = (tls.clone(), bridge.stop.clone(), Arc::clone(&converse));
        let conversation = {
            let bridge = bridge.clone();
            async move {
                // Answers are short and waited for.
                stream.set_nodelay(true)?;
                let stream = timeout(HANDSHAKE, tls.accept(stream)).await??;
                converse(stream, bridge).await
            }
        };
        bridge.tasks.spawn(async move {
            let _slot = slot;
            match stop.run_until_cancelled(conversation).await {
                // Many programs just hang up.
                Some(Err(error)) if error.kind() != io::ErrorKind::UnexpectedEof => {
                    tracing::debug!(%error, "A mail connection failed");
                }
                _ => {}
            }
        });
    }
}
