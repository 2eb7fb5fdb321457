//! Realtime channels of mini apps: a worker of its own, loaded when the first app joins one. Bytes run between the
//! app's `MessagePort` and the relay, past the page and past the core.
//!
//! From the page, as a `Request`: joining with the app's port, further peers, leaving, and that there is a network again,
//! of which browsers tell no worker. To the page: `true` once it may ask, and `{channel, node, connected, dropped,
//! error}` whenever one of them changes.

#[cfg(any(target_arch = "wasm32", test))]
mod frame;
#[cfg(any(target_arch = "wasm32", test))]
mod queue;

#[cfg(target_arch = "wasm32")]
mod channel;
#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
mod network;
#[cfg(target_arch = "wasm32")]
mod page;

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        clock::start_long_ago();
        page::serve();
    }
}
