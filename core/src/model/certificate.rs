//! Certificates of others.

use crate::{
    db::{Reader, Transaction},
    pgp::Certificate,
    ports::{Store, StoreError},
    table::Table,
};

/// The certificate of a fingerprint in upper-case hex.
pub(crate) async fn certificate<S: Store>(
    db: &Reader<'_, S>,
    fingerprint: &str,
) -> Result<Option<Certificate>, StoreError> {
    let Some(bytes) = db.bytes(Table::Certificates, fingerprint.as_bytes()).await? else { return Ok(None) };
    Certificate::parse(&bytes).map(Some).map_err(unreadable)
}

/// Stores what is known after `seen` was seen, and returns it.
pub(crate) async fn learn<S: Store>(
    db: &mut Transaction<'_, S>,
    seen: &Certificate,
) -> Result<Certificate, StoreError> {
    let fingerprint = seen.fingerprint().to_string();
    let known = certificate(db, &fingerprint).await?;
    let merged = match &known {
        Some(known) => known.merge(seen).map_err(unreadable)?,
        None => seen.clone(),
    };
    if known.as_ref() != Some(&merged) {
        let bytes = merged.to_bytes().map_err(unreadable)?;
        db.put(Table::Certificates, fingerprint.into_bytes(), bytes);
    }
    Ok(merged)
}

fn unreadable(error: impl ToString) -> StoreError {
    StoreError::Unreadable { table: Table::Certificates.name(), reason: error.to_string() }
}
