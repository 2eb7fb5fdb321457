//! IMAP4rev1 over implicit TLS (RFC 3501, RFC 8314): what Delta Chat reads its mail through.
//!
//! There is one folder, INBOX. Left out is what no chat program asks for: the structure of mails taken apart by the
//! server, folders of one's own, appending.

mod answer;
mod capability;
mod fetch;
mod flags;
mod inbox;
mod metadata;
mod quota;
mod ranges;
mod search;
mod section;
mod session;
#[cfg(test)]
mod tests;
mod view;
mod wire;

use std::{io, net::IpAddr, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

use crate::{endpoint, server::Bridge};
use session::{Next, Session};
use wire::Wire;

/// How long a client may be silent (RFC 3501 section 5.4). It must end and repeat IDLE before that (RFC 2177).
const SILENCE: Duration = Duration::from_secs(30 * 60);

/// How long one that has not logged in may be.
const SILENCE_OF_STRANGERS: Duration = Duration::from_secs(60);

/// Serves IMAPS on `listener` until the bridge stops.
pub(crate) async fn serve(listener: TcpListener, tls: TlsAcceptor, bridge: Bridge) {
    endpoint::serve(listener, tls, bridge, |stream, bridge| async move {
        let peer = stream.get_ref().0.peer_addr()?.ip();
        converse(stream, &bridge, peer).await
    })
    .await;
}

/// One connection from its greeting to its end.
async fn converse<S>(stream: S, bridge: &Bridge, peer: IpAddr) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let mut wire = Wire::new(stream);
    let mut session = Session::new(bridge, peer);
    wire.greet().await?;
    loop {
        let silence = if session.is_logged_in() { SILENCE } else { SILENCE_OF_STRANGERS };
        let Ok(received) = timeout(silence, wire.receive()).await else {
            return wire.bye("Nothing was said for too long").await;
        };
        if !received? {
            return Ok(());
        }
        match session.run(&mut wire).await? {
            Next::Command => {}
            Next::Close => return wire.close().await,
        }
    }
}
