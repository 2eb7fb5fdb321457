//! Bytes up and down (RFC 8620 section 6).

use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use estuary_jmap::mail::Upload;

use super::{Jmap, auth::Login, body, id, problem::Failure};
use crate::store::{Account, StoreError};

/// `POST` of bytes.
pub(super) async fn upload(
    State(jmap): State<Jmap>,
    Login(account): Login,
    Path(account_id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Upload>), Failure> {
    own(&account, &account_id)?;
    let _pass = jmap.uploading.enter(account.id)?;
    let bytes =
        body::read(body, jmap.bridge.config.limits.mail_bytes, || Failure::limit("maxSizeUpload")).await?;
    let size = bytes.len() as u64;
    let full = || Failure::plain(StatusCode::SERVICE_UNAVAILABLE, "No room for uploads; try again later");
    let blob_id = jmap.uploads.keep(account.id, bytes)?.ok_or_else(full)?;
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("application/octet-stream");
    Ok((StatusCode::CREATED, Json(Upload { account_id, blob_id, media_type: media_type.to_owned(), size })))
}

/// `GET` of the bytes of a mail or an upload.
pub(super) async fn download(
    State(jmap): State<Jmap>,
    Login(account): Login,
    Path((account_id, blob, _name)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    own(&account, &account_id)?;
    let bytes = find(&jmap, &account, &blob)
        .await?
        .ok_or_else(|| Failure::plain(StatusCode::NOT_FOUND, "There is no such blob"))?;
    // Whatever the asker would like it to be: a type a browser shows would make mail a page of this origin.
    let headers =
        [(header::CONTENT_TYPE, "application/octet-stream"), (header::CONTENT_DISPOSITION, "attachment")];
    Ok((headers, bytes).into_response())
}

/// The bytes a blob id names.
pub(super) async fn find(
    jmap: &Jmap,
    account: &Account,
    blob: &str,
) -> Result<Option<bytes::Bytes>, StoreError> {
    match id::parse_email(account, blob) {
        Some((folder, uid)) => jmap.bridge.store.raw(account, folder, uid).await,
        None => Ok(jmap.uploads.get(account.id, blob)),
    }
}

fn own(account: &Account, account_id: &str) -> Result<(), Failure> {
    if account_id == id::account(account) {
        Ok(())
    } else {
        Err(Failure::plain(StatusCode::NOT_FOUND, "There is no such account"))
    }
}
