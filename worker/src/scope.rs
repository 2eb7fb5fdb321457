//! The global scope of the worker, and what of it `web-sys` offers only behind its unstable switch.

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{Crypto, DedicatedWorkerGlobalScope, DomException, IdbTransaction, WorkerNavigator};

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase` with the third argument of `transaction` (Indexed Database API 3.0 section 4.4).
    #[wasm_bindgen(js_name = IDBDatabase)]
    pub(crate) type DurableDatabase;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn transaction(
        this: &DurableDatabase,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;

    /// A navigator that has Web Locks.
    #[wasm_bindgen(extends = WorkerNavigator, js_name = WorkerNavigator)]
    pub(crate) type LockNavigator;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn locks(this: &LockNavigator) -> Option<LockManager>;

    /// Web Locks API section 3.2.
    pub(crate) type LockManager;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn request(this: &LockManager, name: &str, granted: &Function) -> Result<Promise, JsValue>;
}

/// The scope this code runs in.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// WebCrypto. `subtle` is missing where the page is no secure context.
pub(crate) fn crypto() -> Result<Crypto, JsValue> {
    scope().crypto()
}

/// What an exception says, for the detail of an error.
pub(crate) fn describe(error: &JsValue) -> String {
    match error.dyn_ref::<DomException>() {
        Some(exception) => format!("{}: {}", exception.name(), exception.message()),
        None => format!("{error:?}"),
    }
}
