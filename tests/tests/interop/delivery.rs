//! Servers that say no, networks that go away (wire protocol 7.4, 7.6).

use crate::world::{self, Pair, bridge, person};
use estuary_api::{Command, DeliveryState, ProblemKind, Reply};
use estuary_core::ports::TransportError;
use estuary_tests::{bridge::Bridge, real_core::CoreAccount};

/// Texts of a chat in the real core in their order, those that came from the other side.
fn arrived(core: &CoreAccount, chat: u64) -> Vec<String> {
    let incoming = core.messages(chat).into_iter().filter(|message| message["fromId"] != 1);
    incoming.map(|message| message["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn c35_a_server_that_says_later_is_asked_later() {
    let strict = Bridge::with_limits(60, 3);
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair_on(&strict, "Hasty");
    let texts: Vec<String> = (1..=8).map(|n| format!("message {n}")).collect();
    let sent: Vec<_> = texts.iter().map(|text| tab.send(tab_chat, text)).collect();
    for message in sent {
        tab.until_state(tab_chat, message, &DeliveryState::Delivered);
    }
    core.until_received("message 8");
    assert_eq!(arrived(&core, core_chat), texts);
    let refused = |outcome: &Result<(), TransportError>| {
        matches!(outcome, Err(TransportError::Later { rate_limit: true, .. }))
    };
    assert!(tab.wire().submissions().iter().any(|submission| refused(&submission.outcome)));
}

#[test]
fn c35_never_more_than_sixty_messages_a_minute() {
    let Pair { tab, tab_chat, core, .. } = world::pair("Measured");
    let sent: Vec<_> = (0..15).map(|n| tab.send(tab_chat, &format!("in a row {n}"))).collect();
    for message in sent {
        tab.until_state(tab_chat, message, &DeliveryState::Delivered);
    }
    core.until_received("in a row 14");
    // The bridge counts as a chatmail server does: a burst of 10, then one a second.
    assert!(tab.wire().submissions().iter().all(|submission| submission.outcome.is_ok()));
}

#[test]
fn c35_a_refusal_fails_the_message_and_retry_sends_it() {
    let tab = world::tab("Refused");
    let (address, certificate) = (tab.profile().address, tab.secret_key().to_public_key());
    let mut gone = person(true);
    gone.address = bridge().new_address();
    bridge().deliver(&address, &gone.letter(&address, &certificate, "write back soon").mail());
    let (chat, _) = tab.until_received("write back soon");
    assert_eq!(tab.ask(Command::AcceptChat(chat)), Ok(Reply::Done));
    let message = tab.send(chat, "too late");
    let problem = tab.until("the message fails", || match tab.state(chat, message) {
        Some(DeliveryState::Failed(problem)) => Some(problem),
        _ => None,
    });
    assert_eq!(problem.kind, ProblemKind::MessageRefused);
    let tries = tab.wire().submissions().len();

    bridge().create_mailbox(&gone.address);
    assert_eq!(tab.ask(Command::Retry(message)), Ok(Reply::Done));
    tab.until_state(chat, message, &DeliveryState::Delivered);
    assert_eq!(tab.wire().submissions().len(), tries + 1);
    assert_eq!(bridge().mailbox(&gone.address).len(), 1);
}

#[test]
fn messages_written_offline_leave_later_in_order_and_once() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Traveller");
    tab.offline(true);
    let texts: Vec<String> = (1..=5).map(|n| format!("from the tunnel {n}")).collect();
    let sent: Vec<_> = texts.iter().map(|text| tab.send(tab_chat, text)).collect();
    for message in &sent {
        assert_eq!(tab.state(tab_chat, *message), Some(DeliveryState::Pending));
    }
    tab.reload();
    core.send(core_chat, "into the tunnel");
    tab.offline(false);
    tab.until_received("into the tunnel");
    for message in &sent {
        tab.until_state(tab_chat, *message, &DeliveryState::Delivered);
    }
    core.until_received("from the tunnel 5");
    assert_eq!(arrived(&core, core_chat), texts);
}

#[test]
fn a_bridge_that_restarts_loses_and_doubles_nothing() {
    let mut bridge = Bridge::start();
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair_on(&bridge, "Survivor");
    tab.send(tab_chat, "before");
    core.until_received("before");
    bridge.stop();
    let waiting = tab.send(tab_chat, "while nobody listens");
    core.send(core_chat, "nor here");
    bridge.start_again();
    tab.until_state(tab_chat, waiting, &DeliveryState::Delivered);
    core.until_received("while nobody listens");
    tab.until_received("nor here");
    assert_eq!(arrived(&core, core_chat), ["before", "while nobody listens"]);
    assert_eq!(tab.received("nor here").len(), 1);
}
