//! Bodies of requests.

use std::time::Duration;

use axum::{body::Body, http::StatusCode};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;

use super::problem::Failure;

/// Between two pieces of a body.
const IDLE: Duration = Duration::from_secs(30);
/// For all of it: 30 MB at 400 kbit/s.
const WHOLE: Duration = Duration::from_secs(600);

/// Reads a body of at most `limit` bytes; beyond it fails with `too_large`.
pub(super) async fn read(
    body: Body,
    limit: usize,
    too_large: impl Fn() -> Failure,
) -> Result<Bytes, Failure> {
    let slow = |_| Failure::plain(StatusCode::REQUEST_TIMEOUT, "The request came too slowly");
    tokio::time::timeout(WHOLE, collect(body, limit, too_large)).await.map_err(slow)?
}

async fn collect(mut body: Body, limit: usize, too_large: impl Fn() -> Failure) -> Result<Bytes, Failure> {
    let slow = |_| Failure::plain(StatusCode::REQUEST_TIMEOUT, "The request came too slowly");
    let mut bytes = BytesMut::new();
    while let Some(frame) = tokio::time::timeout(IDLE, body.frame()).await.map_err(slow)? {
        let frame = frame.map_err(|_| Failure::plain(StatusCode::BAD_REQUEST, "The request broke off"))?;
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len().saturating_add(data.len()) > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes.freeze())
}
