//! One process of the real core for all journeys; each journey has a bridge of its own.

use estuary_tests::{
    bridge::Bridge,
    real_core::{CoreAccount, RealCore},
};
use std::sync::OnceLock;

/// A new account in the real core, online.
pub(crate) fn core(bridge: &Bridge, name: &str) -> CoreAccount {
    static CORE: OnceLock<RealCore> = OnceLock::new();
    let transport = bridge.transport_of_core(&bridge.new_address(), "long-enough");
    CORE.get_or_init(RealCore::start).account(name, &transport)
}

/// Texts that came from the other side of a chat in the real core, in their order.
pub(crate) fn arrived(core: &CoreAccount, chat: u64) -> Vec<String> {
    let incoming = core.messages(chat).into_iter().filter(|message| message["fromId"] != 1);
    incoming.map(|message| message["text"].as_str().unwrap().to_owned()).collect()
}
