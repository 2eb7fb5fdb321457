//! What the bot is told.

use crate::Rpc;
use serde::Deserialize;
use serde_json::json;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// This contact came by an invite link.
    Joined(u64),
    /// Members of a chat, or something else of it, may be others now.
    ChatChanged(u64),
    /// An app's channel brought this.
    Heard {
        /// The message with the app.
        instance: u64,
        /// What came.
        data: Vec<u8>,
    },
    /// Somebody wants the bot to end.
    Stop,
    /// There is no core any more, for this reason.
    CoreEnded(String),
}

/// Waits for the next events of an account; of those the bot does not know there is nothing to tell.
pub(crate) fn next(rpc: &Rpc, of: u64) -> Result<Vec<Event>, String> {
    let batch: Vec<Occurrence> = rpc.call("get_next_event_batch", &json!([]))?;
    let own = batch.into_iter().filter(|occurrence| occurrence.account == of);
    let known = |occurrence: Occurrence| match occurrence.event {
        Told::ChatModified { chat } => Some(Event::ChatChanged(chat)),
        Told::SecurejoinInviterProgress { contact } => Some(Event::Joined(contact)),
        Told::WebxdcRealtimeData { instance, data } => Some(Event::Heard { instance, data }),
        Told::Other => None,
    };
    Ok(own.filter_map(known).collect())
}

#[derive(Deserialize)]
struct Occurrence {
    #[serde(rename = "contextId")]
    account: u64,
    event: Told,
}

/// As the core says it.
#[derive(Deserialize)]
#[serde(tag = "kind")]
enum Told {
    ChatModified {
        #[serde(rename = "chatId")]
        chat: u64,
    },
    /// Told once, at the end.
    SecurejoinInviterProgress {
        #[serde(rename = "contactId")]
        contact: u64,
    },
    WebxdcRealtimeData {
        #[serde(rename = "msgId")]
        instance: u64,
        data: Vec<u8>,
    },
    #[serde(other)]
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_understood_and_others_passed_over() {
        let batch = json!([
            {"contextId": 1, "event": {"kind": "ChatModified", "chatId": 12}},
            {"contextId": 1, "event": {"kind": "SecurejoinInviterProgress", "contactId": 10, "progress": 1000}},
            {"contextId": 1, "event": {"kind": "WebxdcRealtimeData", "msgId": 7, "data": [1, 255]}},
            {"contextId": 1, "event": {"kind": "SomethingNew", "with": {"more": []}}},
        ]);
        let batch: Vec<Occurrence> = serde_json::from_value(batch).unwrap();
        let [chat, joined, data, other] = batch.try_into().unwrap_or_else(|_| panic!("four"));
        assert!(matches!(chat.event, Told::ChatModified { chat: 12 }));
        assert!(matches!(joined.event, Told::SecurejoinInviterProgress { contact: 10 }));
        assert!(matches!(data.event, Told::WebxdcRealtimeData { instance: 7, data } if data == [1, 255]));
        assert!(matches!(other.event, Told::Other));
    }
}
