//! What the browser's exceptions mean for the core.

use crate::scope::describe;
use estuary_core::ports::StoreError;
use idb::Error;
use wasm_bindgen::JsCast;
use web_sys::{DomException, IdbRequest};

/// What an exception of an open database means. The names are those of the Indexed Database API 3.0 section 3 and of
/// the Storage Standard.
pub fn store_error(exception: Option<&DomException>) -> StoreError {
    let Some(exception) = exception else {
        return StoreError::Failed("The browser gave no reason".to_owned());
    };
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "InvalidStateError" => StoreError::Closed,
        "SecurityError" | "NotAllowedError" => StoreError::Refused(exception.message()),
        _ => StoreError::Failed(describe(exception)),
    }
}

/// The exception inside an error of `idb`.
pub(super) fn exception(error: &Error) -> Option<DomException> {
    match error {
        Error::DomException(exception) => Some(exception.clone()),
        // A failed request bubbles up to its transaction, where `idb` expects the transaction itself.
        Error::UnexpectedJsType(_, value) => value.dyn_ref::<IdbRequest>()?.error().ok().flatten(),
        Error::IndexedDbNotFound(value)
        | Error::IndexedDbOpenFailed(value)
        | Error::TransactionOpenFailed(value)
        | Error::TransactionCommitError(value)
        | Error::ObjectStoreNotFound(value)
        | Error::KeyRangeCreateFailed(value)
        | Error::GetFailed(value)
        | Error::GetAllFailed(value)
        | Error::GetAllKeysFailed(value)
        | Error::CountFailed(value)
        | Error::OpenCursorFailed(value)
        | Error::CursorAdvanceFailed(value)
        | Error::CursorKeyNotFound(value)
        | Error::AddFailed(value)
        | Error::UpdateFailed(value)
        | Error::DeleteFailed(value) => value.dyn_ref().cloned(),
        _ => None,
    }
}
