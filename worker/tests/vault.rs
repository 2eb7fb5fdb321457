//! The vault with the WebCrypto of a real browser, and the other small ports.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test ends where it fails")]

mod common;

use common::fresh_name;
use estuary_core::ports::{Clock, Vault, VaultError, suite};
use estuary_worker::{
    clock::BrowserClock,
    entropy::BrowserEntropy,
    store::Connection,
    vault::{CryptoVault, OpenError},
};
use idb::{Factory, Query, TransactionMode};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;
use web_sys::{CryptoKey, DomException, WorkerGlobalScope};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Where the key lies, seen from outside.
const STORE: &str = "vault";
const ROW: &str = "aes-gcm-256";

async fn open(name: &str) -> Result<CryptoVault, OpenError> {
    CryptoVault::open(&Connection::open(name, 1, || ()).await.unwrap()).await
}

async fn stored(name: &str) -> Option<JsValue> {
    let database = Factory::new().unwrap().open(name, None).unwrap().await.unwrap();
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly).unwrap();
    let value = transaction.object_store(STORE).unwrap().get(Query::Key(ROW.into())).unwrap().await.unwrap();
    database.close();
    value
}

async fn replace(name: &str, value: &JsValue) {
    let database = Factory::new().unwrap().open(name, None).unwrap().await.unwrap();
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite).unwrap();
    transaction.object_store(STORE).unwrap().put(value, Some(&ROW.into())).unwrap();
    transaction.commit().unwrap().await.unwrap();
    database.close();
}

#[wasm_bindgen_test]
async fn passes_the_suite_of_vaults() {
    suite::vault(&open(&fresh_name("suite")).await.unwrap()).await;
}

#[wasm_bindgen_test]
async fn every_bit_is_authenticated() {
    let vault = open(&fresh_name("bits")).await.unwrap();
    let wrapped = vault.wrap("key", b"s").await.unwrap();
    for bit in 0..wrapped.len() * 8 {
        let mut flipped = wrapped.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let refused = vault.unwrap("key", &flipped).await;
        assert!(matches!(refused, Err(VaultError::Unreadable(_))), "bit {bit}");
    }
    for length in 0..wrapped.len() {
        assert!(vault.unwrap("key", &wrapped[..length]).await.is_err(), "{length} bytes of it");
    }
}

#[wasm_bindgen_test]
async fn a_secret_survives_reopening() {
    let name = fresh_name("reopen");
    let wrapped = open(&name).await.unwrap().wrap("key", b"secret").await.unwrap();
    let reopened = open(&name).await.unwrap();
    assert_eq!(reopened.unwrap("key", &wrapped).await.as_deref(), Ok(b"secret".as_slice()));
    let another = open(&fresh_name("another")).await.unwrap();
    assert!(matches!(another.unwrap("key", &wrapped).await, Err(VaultError::Unreadable(_))));
}

#[wasm_bindgen_test]
async fn the_key_cannot_be_exported() {
    let name = fresh_name("export");
    open(&name).await.unwrap();
    let key: CryptoKey = stored(&name).await.unwrap().dyn_into().unwrap();
    assert!(!key.extractable());
    let subtle = js_sys::global().unchecked_into::<WorkerGlobalScope>().crypto().unwrap().subtle();
    for format in ["raw", "jwk"] {
        let refused = JsFuture::from(subtle.export_key(format, &key).unwrap()).await.unwrap_err();
        assert_eq!(refused.dyn_into::<DomException>().unwrap().name(), "InvalidAccessError");
    }
}

#[wasm_bindgen_test]
async fn a_key_that_is_no_key_is_reported_and_left_alone() {
    let name = fresh_name("broken");
    open(&name).await.unwrap();
    replace(&name, &"no key".into()).await;
    let refused = open(&name).await.unwrap_err();
    assert!(matches!(refused, OpenError::Vault(VaultError::Unreadable(_))), "{refused}");
    assert_eq!(stored(&name).await, Some("no key".into()));
}

#[wasm_bindgen_test]
fn entropy_passes_its_suite() {
    suite::entropy(&BrowserEntropy);
}

#[wasm_bindgen_test]
async fn the_clock_sleeps_at_least_as_long_as_asked() {
    let before = BrowserClock.now();
    BrowserClock.sleep(20).await;
    // The browser may round both readings by a millisecond.
    assert!(BrowserClock.now() - before >= 18);
    BrowserClock.sleep(0).await;
}
