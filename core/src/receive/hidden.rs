//! Mail that is recognised and kept out of the chats, because this version has nothing to show for it.

use crate::{
    db::Reader,
    mail::Message,
    model::Trace,
    ports::{Store, StoreError},
};

/// Values of `Chat-Content` that are not for people.
const CONTENTS: [&str; 2] = ["call-accepted", "call-ended"];
/// Values of `Chat-Content` that tell of a change.
const NOTICES: [&str; 6] = [
    "call",
    "ephemeral-timer-changed",
    "group-avatar-changed",
    "location-streaming-enabled",
    "protection-disabled",
    "protection-enabled",
];
/// Reports between devices and mini apps.
const REPORTS: [&str; 2] = ["multi-device-sync", "status-update"];

/// Positions in channels of mini apps, their updates, messages between own devices, steps of calls,
/// and positions on a map.
pub(super) fn is_hidden(message: &Message) -> bool {
    let headers = &message.headers;
    let is_report = || {
        let kind = headers.get("content-type").unwrap_or_default().to_ascii_lowercase();
        kind.starts_with("multipart/report") && REPORTS.iter().any(|report| kind.contains(report))
    };
    let is_location = || {
        headers.has("auto-submitted")
            && !message.attachments.is_empty()
            && message.attachments.iter().all(|file| is_track(&file.name))
    };
    headers.has("iroh-node-addr")
        || headers.has("chat-broadcast-states")
        || headers.get("chat-content").is_some_and(|content| CONTENTS.contains(&content.as_str()))
        || is_report()
        || is_location()
}

/// Whether it invites to the realtime channel of a mini app that is not known yet: once the app is here, the mail shall
/// count as one never seen.
pub(super) async fn is_early_advertisement<S: Store>(
    db: &Reader<'_, S>,
    message: &Message,
) -> Result<bool, StoreError> {
    if !message.headers.has("iroh-node-addr") {
        return Ok(false);
    }
    let Some(app) = &message.in_reply_to else { return Ok(false) };
    Ok(!matches!(Trace::of(db, app).await?, Some(Trace::Message(_) | Trace::Gone)))
}

/// Whether a file is where somebody was, not something they sent.
pub(super) fn is_track(name: &str) -> bool {
    name.starts_with("location") && name.ends_with(".kml")
        || name.starts_with("message") && name.ends_with(".kml")
}

/// Whether it tells of a change rather than something a person wrote: members, names, pictures, timers, calls.
pub(super) fn is_notice(message: &Message) -> bool {
    const FIELDS: [&str; 4] = [
        "chat-group-member-added",
        "chat-group-member-removed",
        "chat-group-name-changed",
        "chat-group-description-changed",
    ];
    // What later versions call something else is a message like any other.
    let content = message.headers.get("chat-content");
    content.is_some_and(|content| NOTICES.contains(&content.as_str()))
        || FIELDS.iter().any(|field| message.headers.has(field))
}
