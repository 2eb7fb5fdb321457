//! The browser host of the core: it lends it IndexedDB, WebCrypto and `fetch`, and sees to it that of all tabs one
//! leads.

pub mod clock;
pub mod entropy;
mod scope;
pub mod store;
pub mod tabs;
pub mod vault;
