//! A message in one line.

use super::notice::info_text;
use crate::i18n::t;
use estuary_api::{FileKind, MessageBody, MessageRow, SummaryBody};

/// What the line of a chat says.
pub(in super::super) fn summary_text(body: &SummaryBody) -> String {
    match body {
        SummaryBody::Text(text) => text.clone(),
        SummaryBody::File { kind, name } => file_text(*kind, name),
        SummaryBody::Info(info) => info_text(info),
    }
}

/// Who wrote a message, and what.
pub(in super::super) fn summary_of(row: &MessageRow) -> (String, String) {
    match &row.body {
        MessageBody::Info(info) => (String::new(), info_text(info)),
        MessageBody::Content { from, text, attachment, .. } => {
            let from = from.as_ref().map_or_else(|| t("you"), |from| from.name.clone());
            let file =
                || attachment.as_ref().map(|file| file_text(file.kind, &file.name)).unwrap_or_default();
            (from, if text.is_empty() { file() } else { text.clone() })
        }
    }
}

fn file_text(kind: FileKind, name: &str) -> String {
    match kind {
        FileKind::Image => t("kind-picture"),
        FileKind::Gif => "GIF".to_owned(),
        FileKind::Sticker => t("kind-sticker"),
        FileKind::Video => t("kind-video"),
        FileKind::Voice => t("voice-message"),
        FileKind::Card => t("kind-card"),
        FileKind::Audio | FileKind::App | FileKind::File => name.to_owned(),
    }
}
