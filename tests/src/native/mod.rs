//! An Estuary profile without a browser: the core over memory ports, with a mailbox on the real bridge.

mod http;
mod platform;
mod tab;
mod wire;

pub use tab::Tab;
pub use wire::{Submission, Wire};

use estuary_core::transport::JmapTransport;
use platform::SkewedClock;

/// Mail over JMAP, as in a browser.
type Mail = JmapTransport<http::Sockets, SkewedClock>;

fn mail(clock: SkewedClock) -> Mail {
    JmapTransport::new(http::Sockets::new(), clock)
}
