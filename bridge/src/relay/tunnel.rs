//! From a connection of the web side to the relay's port.
//!
//! The relay leaves Nagle's algorithm on: each second small packet waits until the first is acknowledged, and TCP puts
//! acknowledgements off by 40 ms. Acknowledging at once whatever the relay writes takes that delay away without
//! changing the relay.

use std::{io, net::SocketAddr};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use http_body_util::Empty;
use hyper::{
    body::Bytes,
    client::conn::http1,
    upgrade::{OnUpgrade, Upgraded},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

/// A relayed packet is at most 64 KiB.
const BUFFER: usize = 64 * 1024;

/// What of an answer passes on. The relay adds policies for a whole site, which this one has itself.
const KEPT: [HeaderName; 6] = [
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
    header::CONNECTION,
    header::CONTENT_TYPE,
    header::SEC_WEBSOCKET_ACCEPT,
    header::UPGRADE,
    HeaderName::from_static("x-tailscale-response"),
];

/// Two ends that both agreed to leave HTTP.
pub(super) struct Tunnel {
    client: OnUpgrade,
    relay: OnUpgrade,
}

/// Why nothing can be passed on.
#[derive(Debug, thiserror::Error)]
pub(super) enum TunnelError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Http(#[from] hyper::Error),
    #[error("The relay's connection is of another kind")]
    Kind,
}

/// Asks the relay what the client asked, and returns its answer; with the tunnel to keep running, if both now leave
/// HTTP.
pub(super) async fn open(
    relay: SocketAddr,
    mut request: Request,
) -> Result<(Response, Option<Tunnel>), TunnelError> {
    let stream = TcpStream::connect(relay).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection.with_upgrades());
    let client = hyper::upgrade::on(&mut request);
    let mut asked = Request::new(Empty::<Bytes>::new());
    *asked.uri_mut() = request.uri().clone();
    *asked.headers_mut() = std::mem::take(request.headers_mut());
    let mut answer = sender.send_request(asked).await?;
    let headers = kept(answer.headers());
    if answer.status() == StatusCode::SWITCHING_PROTOCOLS {
        let tunnel = Tunnel { client, relay: hyper::upgrade::on(&mut answer) };
        return Ok(((answer.status(), headers).into_response(), Some(tunnel)));
    }
    Ok(((answer.status(), headers, Body::new(answer.into_body())).into_response(), None))
}

fn kept(headers: &HeaderMap) -> HeaderMap {
    KEPT.into_iter()
        .filter_map(|name| headers.get(&name).map(|value| (name.clone(), value.clone())))
        .collect()
}

impl Tunnel {
    /// Carries bytes both ways until either end closes.
    pub(super) async fn run(self) -> Result<(), TunnelError> {
        let (client, relay) = tokio::try_join!(self.client, self.relay)?;
        let relay = relay.downcast::<TokioIo<TcpStream>>().map_err(|_: Upgraded| TunnelError::Kind)?;
        let (from_relay, to_relay) = relay.io.into_inner().into_split();
        let (from_client, mut to_client) = split(TokioIo::new(client));
        to_client.write_all(&relay.read_buf).await?;
        tokio::select! {
            ended = up(from_client, to_relay) => ended?,
            ended = down(from_relay, to_client) => ended?,
        }
        Ok(())
    }
}

async fn up(mut from: impl AsyncRead + Unpin, mut to: OwnedWriteHalf) -> io::Result<()> {
    let mut buffer = vec![0; BUFFER];
    while let Some(bytes) = read(&mut from, &mut buffer).await? {
        to.write_all(bytes).await?;
    }
    Ok(())
}

async fn down(mut from: OwnedReadHalf, mut to: impl AsyncWrite + Unpin) -> io::Result<()> {
    let mut buffer = vec![0; BUFFER];
    acknowledge_at_once(&from);
    while let Some(bytes) = read(&mut from, &mut buffer).await? {
        to.write_all(bytes).await?;
        to.flush().await?;
        acknowledge_at_once(&from);
    }
    Ok(())
}

async fn read<'b>(from: &mut (impl AsyncRead + Unpin), buffer: &'b mut [u8]) -> io::Result<Option<&'b [u8]>> {
    let length = from.read(buffer).await?;
    Ok(buffer.get(..length).filter(|bytes| !bytes.is_empty()))
}

/// Linux takes this back by itself, so it is said again after each read. A failure only makes packets slower.
fn acknowledge_at_once(stream: &OwnedReadHalf) {
    #[cfg(target_os = "linux")]
    let _ = stream.as_ref().set_quickack(true);
    #[cfg(not(target_os = "linux"))]
    let _ = stream;
}
