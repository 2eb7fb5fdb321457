//! What chats are called.

use crate::i18n::t;
use estuary_api::{ChatKind, ChatRow};

/// The name of a chat; those that everybody has are called in the person's language.
pub(crate) fn chat_name(row: &ChatRow) -> String {
    match row.kind {
        ChatKind::Saved => t("saved-messages"),
        ChatKind::Device => t("device-messages"),
        ChatKind::Single | ChatKind::Group | ChatKind::Channel | ChatKind::OwnChannel => row.name.clone(),
    }
}
