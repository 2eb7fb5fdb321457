//! Reading rows of one object store, inside a transaction that is already open.

use estuary_core::ports::{KeyRange, Order, Row};
use js_sys::Uint8Array;
use rexie::{Direction, Result, Store};
use wasm_bindgen::JsValue;

/// Whether no key can lie in `range`; IndexedDB refuses such a range as an error.
pub(super) fn is_empty(range: &KeyRange) -> bool {
    range.end.as_ref().is_some_and(|end| *end <= range.start)
}

pub(super) async fn get(store: &Store, key: &[u8]) -> Result<Option<Vec<u8>>> {
    Ok(store.get(js(key)).await?.map(|value| bytes(&value)))
}

pub(super) async fn count(store: &Store, range: &KeyRange) -> Result<u64> {
    Ok(store.count(keys(range)?).await?.into())
}

pub(super) async fn ascending(store: &Store, range: &KeyRange, limit: usize) -> Result<Vec<Row>> {
    // Without a limit rather than with a wrong one, should `limit` not fit.
    let limit = u32::try_from(limit).ok();
    // Both requests are made before either is awaited: one way to the browser and back.
    let (keys, values) =
        futures::try_join!(store.get_all_keys(keys(range)?, limit), store.get_all(keys(range)?, limit))?;
    Ok(keys.iter().zip(&values).map(|(key, value)| (bytes(key), bytes(value))).collect())
}

/// A cursor jumps there, so that nothing before it has to come along.
pub(super) async fn key_at(
    store: &Store,
    range: &KeyRange,
    order: Order,
    place: usize,
) -> Result<Option<Vec<u8>>> {
    let Ok(place) = u32::try_from(place) else { return Ok(None) };
    let direction = match order {
        Order::Ascending => Direction::Next,
        Order::Descending => Direction::Prev,
    };
    // A cursor cannot advance by nothing.
    let skipped = Some(place).filter(|place| *place > 0);
    let found = store.scan(keys(range)?, Some(1), skipped, Some(direction)).await?;
    Ok(found.first().map(|(key, _)| bytes(key)))
}

/// `getAll` only goes upwards and a cursor fetches row by row. So a cursor finds where the page begins, and `getAll` reads
/// it: a few round trips for a page of any length.
pub(super) async fn descending(store: &Store, range: &KeyRange, limit: usize) -> Result<Vec<Row>> {
    let first = key_at(store, range, Order::Descending, limit.saturating_sub(1)).await?;
    // There are fewer rows than asked for.
    let start = first.unwrap_or_else(|| range.start.clone());
    let page = KeyRange { start, end: range.end.clone() };
    let mut rows = ascending(store, &page, usize::MAX).await?;
    rows.reverse();
    Ok(rows)
}

fn keys(range: &KeyRange) -> Result<Option<rexie::KeyRange>> {
    let range = match (range.start.as_slice(), &range.end) {
        ([], None) => return Ok(None),
        (start, None) => rexie::KeyRange::lower_bound(&js(start), Some(false)),
        (start, Some(end)) => rexie::KeyRange::bound(&js(start), &js(end), Some(false), Some(true)),
    };
    Ok(Some(range?))
}

fn js(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// Of a key, which comes back as `ArrayBuffer`, or a value, which comes back as it was stored.
fn bytes(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}
