//! How packets travel between two peers.
//!
//! All of them go through relays, and to those by TCP, which finds out how much a network takes. QUIC would do that once
//! more, and pace what it sends by timers, which browsers round up to 4 ms; so here it sends at once, up to a fixed amount.

use iroh::endpoint::{AckFrequencyConfig, Controller, ControllerFactory, TransportConfig, VarInt};
use n0_future::time::{Duration, Instant};
use std::{any::Any, sync::Arc};

/// Bytes that may be on their way from or to one peer. iroh keeps no more than 512 packets that a relay brought; what
/// does not fit is lost, and costs more time than waiting for room.
const ON_THE_WAY: u32 = 256 * 1024;
/// Largest packet real cores accept. Relays carry any, so there is nothing to find out.
const PACKET: u16 = 1472;
/// Packets that are acknowledged together, where peers let us ask for that: an acknowledgement is a message of its own.
const ACKNOWLEDGED_TOGETHER: u32 = 10;
/// As in iroh's own settings, which these replace.
const KEEP_ALIVE: Duration = Duration::from_secs(1);
/// After this long without a sign of life a peer is gone. The lower one of both peers counts; iroh's own is 30 seconds.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// For all connections.
pub(super) fn settings() -> TransportConfig {
    let mut acknowledgements = AckFrequencyConfig::default();
    acknowledgements.ack_eliciting_threshold(VarInt::from_u32(ACKNOWLEDGED_TOGETHER));
    let mut settings = TransportConfig::default();
    settings
        .keep_alive_interval(Some(KEEP_ALIVE))
        .max_idle_timeout(PATIENCE.try_into().ok())
        .stream_receive_window(VarInt::from_u32(ON_THE_WAY))
        .send_window(ON_THE_WAY.into())
        .initial_mtu(PACKET)
        .ack_frequency_config(Some(acknowledgements))
        .congestion_controller_factory(Arc::new(AtOnce));
    settings
}

/// Holds nothing back: the windows above do.
#[derive(Debug, Clone, Copy)]
struct AtOnce;

impl ControllerFactory for AtOnce {
    fn build(self: Arc<Self>, _: Instant, _: u16) -> Box<dyn Controller> {
        Box::new(Self)
    }
}

impl Controller for AtOnce {
    fn on_congestion_event(&mut self, _: Instant, _: Instant, _: bool, _: u64) {}

    fn on_mtu_update(&mut self, _: u16) {}

    /// Beyond what 32 bits hold, there is no pacing.
    fn window(&self) -> u64 {
        u64::MAX
    }

    fn clone_box(&self) -> Box<dyn Controller> {
        Box::new(Self)
    }

    fn initial_window(&self) -> u64 {
        self.window()
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
