//! Reading rows of one object store, inside a transaction that is already open.

use estuary_core::ports::{KeyRange, Row};
use idb::{CursorDirection, Error, ObjectStore, Query};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

/// Whether no key can lie in `range`; IndexedDB refuses such a range as an error.
pub(super) fn is_empty(range: &KeyRange) -> bool {
    range.end.as_ref().is_some_and(|end| *end <= range.start)
}

pub(super) async fn get(store: &ObjectStore, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    Ok(store.get(Query::Key(js(key)))?.await?.map(|value| bytes(&value)))
}

pub(super) async fn count(store: &ObjectStore, range: &KeyRange) -> Result<u64, Error> {
    Ok(store.count(query(range)?)?.await?.into())
}

pub(super) async fn ascending(
    store: &ObjectStore,
    range: &KeyRange,
    limit: usize,
) -> Result<Vec<Row>, Error> {
    // Without a limit rather than with a wrong one, should `limit` not fit.
    let limit = u32::try_from(limit).ok();
    // Both requests are made before either is awaited: one way to the browser and back.
    let (keys, values) = (store.get_all_keys(query(range)?, limit)?, store.get_all(query(range)?, limit)?);
    let (keys, values) = futures::try_join!(keys.into_future(), values.into_future())?;
    Ok(keys.iter().zip(&values).map(|(key, value)| (bytes(key), bytes(value))).collect())
}

/// `getAll` only goes upwards and a cursor fetches row by row. So a cursor over the keys jumps from the end to where
/// the page begins, and `getAll` reads it: three round trips for a page of any length.
pub(super) async fn descending(
    store: &ObjectStore,
    range: &KeyRange,
    limit: usize,
) -> Result<Vec<Row>, Error> {
    let Some(last) = store.open_key_cursor(query(range)?, Some(CursorDirection::Prev))?.await? else {
        return Ok(Vec::new());
    };
    let first = match u32::try_from(limit) {
        Ok(0 | 1) => Some(last),
        Ok(limit) => last.advance(limit - 1)?.await?,
        Err(_) => None,
    };
    let start = match first {
        Some(cursor) => bytes(&cursor.key()?),
        None => range.start.clone(),
    };
    let page = KeyRange { start, end: range.end.clone() };
    let mut rows = ascending(store, &page, usize::MAX).await?;
    rows.reverse();
    Ok(rows)
}

fn query(range: &KeyRange) -> Result<Option<Query>, Error> {
    let range = match (range.start.as_slice(), &range.end) {
        ([], None) => return Ok(None),
        (start, None) => idb::KeyRange::lower_bound(&js(start), Some(false)),
        (start, Some(end)) => idb::KeyRange::bound(&js(start), &js(end), Some(false), Some(true)),
    };
    Ok(Some(range?.into()))
}

fn js(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// Of a key, which comes back as `ArrayBuffer`, or a value, which comes back as it was stored.
fn bytes(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}
