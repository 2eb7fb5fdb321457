//! What every form of a port must do. Each twin's tests call these; they panic where one falls short.
#![expect(clippy::expect_used, reason = "a suite of tests")]

use super::{Batch, Change, Durability, Entropy, KeyRange, Order, Row, Store, Vault};
use crate::table::Table;

const A: Table = Table::Meta;
const B: Table = Table::Blobs;

fn put(table: Table, key: &[u8], value: &[u8]) -> Change {
    Change { table, key: key.to_vec(), value: Some(value.to_vec()) }
}

fn remove(table: Table, key: &[u8]) -> Change {
    Change { table, key: key.to_vec(), value: None }
}

fn row(key: &[u8], value: &[u8]) -> Row {
    (key.to_vec(), value.to_vec())
}

async fn commit(store: &impl Store, changes: Vec<Change>, durability: Durability) {
    store.commit(Batch { changes }, durability).await.expect("commit");
}

async fn scan(store: &impl Store, range: KeyRange, order: Order, limit: usize) -> Vec<Row> {
    store.scan(A, range, order, limit).await.expect("scan")
}

/// Reading, ordering, ranges and batches. The store must be empty.
pub async fn store(store: &impl Store) {
    assert_eq!(store.get(A, b"a").await, Ok(None), "an empty store holds nothing");
    assert_eq!(store.count(A, KeyRange::all()).await, Ok(0));

    let rows: [(&[u8], &[u8]); 6] = [
        (&[0xff], b"last"),
        (b"a", b""),
        (b"ab", b"2"),
        (b"b", b"3"),
        (&[0], b"first"),
        (&[0xff, 0xff], b"tail"),
    ];
    commit(store, rows.map(|(k, v)| put(A, k, v)).to_vec(), Durability::Strict).await;
    assert_eq!(store.get(A, b"a").await, Ok(Some(Vec::new())), "an empty value is a value");
    assert_eq!(store.get(B, b"a").await, Ok(None), "tables are apart");

    let all = scan(store, KeyRange::all(), Order::Ascending, 99).await;
    let sorted = [
        row(&[0], b"first"),
        row(b"a", b""),
        row(b"ab", b"2"),
        row(b"b", b"3"),
        row(&[0xff], b"last"),
        row(&[0xff, 0xff], b"tail"),
    ];
    assert_eq!(all, sorted, "bytewise order");
    let mut reversed = sorted.to_vec();
    reversed.reverse();
    assert_eq!(scan(store, KeyRange::all(), Order::Descending, 99).await, reversed);

    assert_eq!(
        scan(store, KeyRange::prefix(b"a"), Order::Ascending, 99).await,
        [row(b"a", b""), row(b"ab", b"2")]
    );
    assert_eq!(scan(store, KeyRange::prefix(b"a"), Order::Descending, 1).await, [row(b"ab", b"2")]);
    assert_eq!(
        scan(store, KeyRange::prefix(&[0xff]), Order::Ascending, 99).await,
        [row(&[0xff], b"last"), row(&[0xff, 0xff], b"tail")],
        "a prefix without successor"
    );
    let open = KeyRange { start: b"ab".to_vec(), end: Some(b"b".to_vec()) };
    assert_eq!(
        scan(store, open.clone(), Order::Ascending, 99).await,
        [row(b"ab", b"2")],
        "the end is excluded"
    );
    assert_eq!(store.count(A, open).await, Ok(1));
    let empty = KeyRange { start: b"b".to_vec(), end: Some(b"b".to_vec()) };
    assert_eq!(scan(store, empty.clone(), Order::Ascending, 99).await, [], "an empty range is no error");
    assert_eq!(store.count(A, empty).await, Ok(0));
    assert_eq!(scan(store, KeyRange::all(), Order::Ascending, 0).await, []);
    let key_at = async |range, order, place| store.key_at(A, range, order, place).await.expect("key_at");
    for (place, (key, _)) in sorted.iter().enumerate() {
        assert_eq!(key_at(KeyRange::all(), Order::Ascending, place).await.as_ref(), Some(key));
        assert_eq!(key_at(KeyRange::all(), Order::Descending, 5 - place).await.as_ref(), Some(key));
    }
    assert_eq!(key_at(KeyRange::all(), Order::Descending, 6).await, None, "there are six");
    assert_eq!(key_at(KeyRange::prefix(b"a"), Order::Descending, 1).await, Some(b"a".to_vec()));
    assert_eq!(key_at(KeyRange::prefix(b"x"), Order::Ascending, 0).await, None);
    let empty = KeyRange { start: b"b".to_vec(), end: Some(b"a".to_vec()) };
    assert_eq!(key_at(empty, Order::Ascending, 0).await, None);

    let changes = vec![
        remove(A, b"a"),
        put(A, b"b", b"4"),
        put(B, b"b", b"5"),
        put(A, b"c", b"6"),
        remove(A, b"c"),
        remove(A, b"?"),
    ];
    commit(store, changes, Durability::Relaxed).await;
    assert_eq!(store.get(A, b"a").await, Ok(None));
    assert_eq!(store.get(A, b"b").await, Ok(Some(b"4".to_vec())));
    assert_eq!(store.get(B, b"b").await, Ok(Some(b"5".to_vec())));
    assert_eq!(store.get(A, b"c").await, Ok(None), "changes apply in their order");
    commit(store, Vec::new(), Durability::Strict).await;

    let large = vec![7; 3 << 20];
    commit(store, vec![put(B, b"large", &large)], Durability::Strict).await;
    assert_eq!(store.get(B, b"large").await.expect("get").map(|v| v.len()), Some(large.len()));
}

/// A batch that finds no room changes nothing, reading goes on, and room heals it.
pub async fn full_store(store: &impl Store, fill: impl FnOnce(), free: impl FnOnce()) {
    commit(store, vec![put(A, b"kept", b"1")], Durability::Strict).await;
    fill();
    let batch = Batch { changes: vec![put(A, b"kept", b"2"), put(A, b"new", b"3")] };
    assert_eq!(store.commit(batch.clone(), Durability::Strict).await, Err(super::StoreError::Full));
    assert_eq!(store.get(A, b"kept").await, Ok(Some(b"1".to_vec())));
    assert_eq!(store.get(A, b"new").await, Ok(None));
    free();
    assert_eq!(store.commit(batch, Durability::Strict).await, Ok(()));
    assert_eq!(store.get(A, b"new").await, Ok(Some(b"3".to_vec())));
}

/// Wrapping hides, unwrapping needs the label and untouched bytes.
pub async fn vault(vault: &impl Vault) {
    let secret = b"a secret long enough to be recognised";
    let wrapped = vault.wrap("key", secret).await.expect("wrap");
    assert!(!wrapped.windows(secret.len()).any(|part| part == secret), "wrapped bytes hide the secret");
    assert_eq!(vault.unwrap("key", &wrapped).await.as_deref(), Ok(secret.as_slice()));
    assert_ne!(vault.wrap("key", secret).await.expect("wrap"), wrapped, "a nonce is used once");
    assert!(vault.unwrap("password", &wrapped).await.is_err(), "labels are bound");
    let mut changed = wrapped.clone();
    if let Some(last) = changed.last_mut() {
        *last ^= 1;
    }
    assert!(vault.unwrap("key", &changed).await.is_err(), "changes are noticed");
    assert!(vault.unwrap("key", &[]).await.is_err());
    let empty = vault.wrap("key", b"").await.expect("wrap");
    assert_eq!(vault.unwrap("key", &empty).await.as_deref(), Ok([].as_slice()));
}

/// Two draws differ, and every byte is filled.
pub fn entropy(entropy: &impl Entropy) {
    let (mut one, mut two) = ([0; 64], [0; 64]);
    entropy.fill(&mut one);
    entropy.fill(&mut two);
    assert_ne!(one, two);
    assert!(one.iter().filter(|byte| **byte == 0).count() < 16, "the whole buffer is filled");
}
