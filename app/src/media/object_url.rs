//! A URL for bytes in memory.

use crate::browser;
use js_sys::{Array, Uint8Array};
use std::{
    cell::RefCell,
    collections::HashMap,
    sync::{Arc, Weak},
};
use web_sys::{Blob, BlobPropertyBag, Url};

/// Good as long as somebody holds it; the browser keeps the bytes until then.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ObjectUrl(String);

thread_local! {
    static SHARED: RefCell<HashMap<Vec<u8>, Weak<ObjectUrl>>> = RefCell::default();
}

impl ObjectUrl {
    /// The one URL for a picture that is shown many times, as faces are: the browser decodes it once.
    pub(crate) fn shared(picture: &[u8]) -> Option<Arc<Self>> {
        SHARED.with_borrow_mut(|shared| {
            if let Some(url) = shared.get(picture).and_then(Weak::upgrade) {
                return Some(url);
            }
            let url = Self::of_bytes(picture, "image/jpeg")?;
            shared.retain(|_, url| url.strong_count() > 0);
            shared.insert(picture.to_vec(), Arc::downgrade(&url));
            Some(url)
        })
    }

    /// A URL for these bytes.
    pub(crate) fn of_bytes(bytes: &[u8], media_type: &str) -> Option<Arc<Self>> {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        Self::of_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?)
    }

    /// A URL for a file or another blob.
    pub(crate) fn of_blob(blob: &Blob) -> Option<Arc<Self>> {
        browser::window()?;
        Url::create_object_url_with_blob(blob).ok().map(|url| Arc::new(Self(url)))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        Url::revoke_object_url(&self.0).ok();
    }
}
