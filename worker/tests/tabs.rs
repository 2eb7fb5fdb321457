//! Several tabs: the state machine alone, then with the locks and channels of a real browser.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test ends where it fails"
)]

mod common;
#[path = "tabs/member.rs"]
mod member;
#[path = "tabs/packet.rs"]
mod packet;
#[path = "tabs/tab.rs"]
mod tab;
#[path = "tabs/worker.rs"]
mod worker;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
