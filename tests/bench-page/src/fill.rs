//! Fills the product's store in the browser.

use estuary_core::{
    plenty::{self, Plenty},
    schema,
};
use estuary_worker::{
    clock::BrowserClock,
    store::{Connection, IndexedDb},
};
use std::rc::Rc;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// See [`plenty::fill`]; no tab of the product may be open.
#[wasm_bindgen]
pub async fn fill(
    database: String,
    chats: u32,
    messages: u32,
    faces: js_sys::Array,
    pictures: js_sys::Array,
    width: u32,
    height: u32,
) -> Result<(), JsError> {
    let bytes = |list: js_sys::Array| list.iter().map(|one| js_sys::Uint8Array::new(&one).to_vec()).collect();
    let now = estuary_core::ports::Clock::now(&BrowserClock);
    let plenty = Plenty {
        chats,
        messages,
        faces: bytes(faces),
        pictures: bytes(pictures),
        dimensions: (width, height),
        now,
    };
    let connection = Connection::open(&database, schema::CURRENT, || {}).await?;
    let connection = Rc::new(connection);
    plenty::fill(&IndexedDb::new(connection.clone()), &plenty).await?;
    connection.close();
    Ok(())
}
