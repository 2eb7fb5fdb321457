//! Submission over implicit TLS (RFC 6409, RFC 8314): what a mail program sends its mail through.

mod data;
mod reply;
mod session;
#[cfg(test)]
mod tests;
mod wire;

use std::{io, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

use crate::{endpoint, server::Bridge};
use session::{Next, Session};
use wire::Wire;

/// How long a client may be silent (RFC 5321 section 4.5.3.2.7).
const SILENCE: Duration = Duration::from_secs(300);

/// Serves SMTPS on `listener` until the bridge stops.
pub(crate) async fn serve(listener: TcpListener, tls: TlsAcceptor, bridge: Bridge) {
    endpoint::serve(listener, tls, bridge, |stream, bridge| async move { converse(stream, &bridge).await })
        .await;
}

/// One connection from its greeting to its end.
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(stream: S, bridge: &Bridge) -> io::Result<()> {
    let mut wire = Wire::new(stream);
    let mut session = Session::new(bridge);
    wire.send(&session.greeting()).await?;
    loop {
        let Some(line) = timeout(SILENCE, wire.line()).await?? else { return Ok(()) };
        let (reply, next) = session.line(line).await;
        wire.send(&reply).await?;
        match next {
            Next::Line => {}
            Next::Data => {
                let data = wire.data(bridge.config.limits.mail_bytes, SILENCE).await?;
                wire.send(&session.data(data).await).await?;
            }
            Next::Close => return wire.close().await,
        }
    }
}
