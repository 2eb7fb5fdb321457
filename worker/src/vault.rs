//! Wrapping secrets with an AES-GCM key that script cannot export.

use crate::{
    scope::{crypto, describe},
    store::{Connection, VAULT, beneath},
};
use estuary_core::ports::{Durability, StoreError, Vault, VaultError};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, SubtleCrypto};

/// Under which the key lies.
const ROW: &str = "aes-gcm-256";
/// Bytes of the nonce before the wrapped secret (NIST SP 800-38D section 8.2.2: random, 96 bits).
const NONCE: usize = 12;

/// A vault whose key lies in the database beside the data.
#[derive(Debug)]
pub struct CryptoVault {
    subtle: SubtleCrypto,
    key: CryptoKey,
}

/// Why there is no vault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key or the cryptography failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl CryptoVault {
    /// Loads the key, or makes one where there never was any. A key that is there but unusable is left as it is.
    pub async fn open(connection: &Connection) -> Result<Self, OpenError> {
        let subtle = subtle().map_err(unavailable)?;
        let key = match stored(connection).await? {
            Some(value) => value
                .dyn_into::<CryptoKey>()
                .map_err(|other| VaultError::Unreadable(format!("the stored key, {}", describe(&other))))?,
            None => {
                let key = generate(&subtle).await.map_err(unavailable)?;
                keep(connection, &key).await?;
                key
            }
        };
        Ok(Self { subtle, key })
    }
}

impl Vault for CryptoVault {
    async fn wrap(&self, label: &str, secret: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0; NONCE];
        crypto().and_then(|c| c.get_random_values_with_u8_array(&mut nonce)).map_err(unavailable)?;
        let sealed = self.subtle.encrypt_with_object_and_u8_array(&params(&nonce, label), &self.key, secret);
        let sealed = settle(sealed).await.map_err(unavailable)?;
        Ok([nonce.as_slice(), &Uint8Array::new(&sealed).to_vec()].concat())
    }

    async fn unwrap(&self, label: &str, wrapped: &[u8]) -> Result<Vec<u8>, VaultError> {
        let unreadable = |reason: String| VaultError::Unreadable(format!("{label}: {reason}"));
        let (nonce, sealed) =
            wrapped.split_at_checked(NONCE).ok_or_else(|| unreadable("too short".to_owned()))?;
        let secret = self.subtle.decrypt_with_object_and_u8_array(&params(nonce, label), &self.key, sealed);
        let secret = settle(secret).await.map_err(|e| unreadable(describe(&e)))?;
        Ok(Uint8Array::new(&secret).to_vec())
    }
}

fn params(nonce: &[u8], label: &str) -> AesGcmParams {
    let params = AesGcmParams::new_with_u8_array("AES-GCM", &Uint8Array::from(nonce));
    params.set_additional_data_u8_array(&Uint8Array::from(label.as_bytes()));
    params
}

/// Missing outside of secure contexts, although the binding does not say so.
fn subtle() -> Result<SubtleCrypto, JsValue> {
    let subtle: JsValue = crypto()?.subtle().into();
    subtle
        .dyn_into()
        .map_err(|_| JsValue::from_str("Only pages from https or localhost may use cryptography"))
}

async fn generate(subtle: &SubtleCrypto) -> Result<CryptoKey, JsValue> {
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let extractable = false;
    let key = subtle.generate_key_with_object(&AesKeyGenParams::new("AES-GCM", 256), extractable, &uses);
    settle(key).await?.dyn_into()
}

async fn stored(connection: &Connection) -> Result<Option<JsValue>, StoreError> {
    let store = connection.read(VAULT)?;
    store.get(ROW.into()).await.map_err(|e| connection.error(beneath(e)))
}

/// Adds rather than puts: a key that is there is never replaced.
async fn keep(connection: &Connection, key: &CryptoKey) -> Result<(), StoreError> {
    let transaction = connection.write(&[VAULT], Durability::Strict)?;
    let added = transaction.object_store(VAULT).and_then(|s| s.add(key, Some(&ROW.into()))).map(drop);
    connection.finish(transaction, added).await
}

async fn settle(promise: Result<Promise, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(promise?).await
}

fn unavailable(error: JsValue) -> VaultError {
    VaultError::Unavailable(describe(&error))
}
