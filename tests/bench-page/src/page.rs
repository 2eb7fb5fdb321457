//! The same for JavaScript.

use crate::{BenchError, Subject};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// See [`crate::generate_key`].
#[wasm_bindgen(js_name = generateKey)]
pub fn generate_key() -> Result<Vec<u8>, JsError> {
    crate::generate_key().map_err(error)
}

/// See [`Subject`].
#[wasm_bindgen]
pub struct Estuary(Subject);

#[wasm_bindgen]
impl Estuary {
    /// See [`Subject::new`].
    #[wasm_bindgen(constructor)]
    pub fn new(key: &[u8]) -> Result<Self, JsError> {
        Subject::new(key).map(Self).map_err(error)
    }

    /// See [`Subject::encrypt_sign`].
    #[wasm_bindgen(js_name = encryptSign)]
    pub fn encrypt_sign(&self, payload: Vec<u8>) -> Result<String, JsError> {
        self.0.encrypt_sign(payload).map_err(error)
    }

    /// See [`Subject::decrypt_verify`].
    #[wasm_bindgen(js_name = decryptVerify)]
    pub fn decrypt_verify(&self, armored: &str) -> Result<Vec<u8>, JsError> {
        self.0.decrypt_verify(armored).map_err(error)
    }

    /// See [`Subject::stranger`].
    pub fn stranger(&mut self, key: &[u8], payload: Vec<u8>) -> Result<String, JsError> {
        self.0.stranger(key, payload).map_err(error)
    }

    /// See [`Subject::decrypt_verify_stranger`].
    #[wasm_bindgen(js_name = decryptVerifyStranger)]
    pub fn decrypt_verify_stranger(&self, armored: &str, stranger: usize) -> Result<Vec<u8>, JsError> {
        self.0.decrypt_verify_stranger(armored, stranger).map_err(error)
    }
}

fn error(error: BenchError) -> JsError {
    JsError::new(&format!("{error:?}"))
}
