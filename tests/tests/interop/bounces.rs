//! Mail that comes back (wire protocol 7.4, RFC 3464).

use crate::world::{self, Pair, bridge};
use estuary_api::{Command, DeliveryState, MessageCommand, MessageId, ProblemKind, Reply};
use estuary_tests::{native::Tab, real_core::state};

fn bounce(message_id: &str, recipient: &str, action: &str) -> Vec<u8> {
    format!(
        "From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: <sender@mx.example>\r\n\
         Date: Thu, 1 Jan 2026 10:00:00 +0000\r\nSubject: Undelivered Mail Returned to Sender\r\n\
         Message-ID: <{}@mx.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nI'm sorry to have to inform you.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 no such mailbox\r\n\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{message_id}>\r\nSubject: [...]\r\n\r\n\r\n--b--\r\n",
        uuid::Uuid::new_v4()
    )
    .into_bytes()
}

fn rfc_id(tab: &Tab, message: MessageId) -> String {
    match tab.ask(Command::Message(MessageCommand::Info(message))) {
        Ok(Reply::MessageInfo(info)) => info.rfc_id,
        other => panic!("Info: {other:?}"),
    }
}

#[test]
fn c95_a_bounce_marks_its_message_as_failed() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Bounce");
    let (own, theirs) = (tab.profile().address, core.address());

    // Otherwise it looks at nothing that is not encrypted, and no bounce is.
    core.set_config("force_encryption", "0");
    let sent = core.send(core_chat, "comes back to the core");
    core.until_state(sent, state::DELIVERED);
    bridge().deliver(&theirs, &bounce(&core.message_id(sent), &own, "failed"));
    core.until_state(sent, state::FAILED);

    let [delayed, failed] = ["is late", "comes back to the tab"].map(|text| {
        let sent = tab.send(tab_chat, text);
        core.until_received(text);
        tab.until_state(tab_chat, sent, &DeliveryState::Delivered);
        sent
    });
    bridge().deliver(&own, &bounce(&rfc_id(&tab, delayed), &theirs, "delayed"));
    bridge().deliver(&own, &bounce(&rfc_id(&tab, failed), &theirs, "failed"));
    let problem = tab.until("the message failed", || match tab.state(tab_chat, failed) {
        Some(DeliveryState::Failed(problem)) => Some(problem),
        _ => None,
    });
    assert_eq!(problem.kind, ProblemKind::MessageRefused);
    assert!(
        problem.detail.contains("no such mailbox") && problem.detail.contains(&theirs),
        "{}",
        problem.detail
    );
    assert_eq!(tab.state(tab_chat, delayed), Some(DeliveryState::Delivered));
}

#[test]
fn c95_a_bounce_does_not_touch_what_others_wrote() {
    let Pair { core, core_chat, tab, .. } = world::pair("Forged bounce");
    let sent = core.send(core_chat, "not yours");
    let (_, row) = tab.until_received("not yours");
    bridge().deliver(&tab.profile().address, &bounce(&core.message_id(sent), &core.address(), "failed"));
    core.send(core_chat, "afterwards");
    let (chat, _) = tab.until_received("afterwards");
    assert_eq!(tab.state(chat, row.id), Some(DeliveryState::Fresh));
}
