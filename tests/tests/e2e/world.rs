//! What journeys look at on the other side.

use estuary_tests::real_core::CoreAccount;
pub(crate) use estuary_tests::real_core::account as core;

/// Texts that came from the other side of a chat in the real core, in their order.
pub(crate) fn arrived(core: &CoreAccount, chat: u64) -> Vec<String> {
    let incoming = core.messages(chat).into_iter().filter(|message| message["fromId"] != 1);
    incoming.map(|message| message["text"].as_str().unwrap().to_owned()).collect()
}
