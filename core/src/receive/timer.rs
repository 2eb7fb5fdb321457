//! After which time messages disappear, as others say it (wire protocol §2.14).

use super::Parsed;
use crate::{
    db::Transaction,
    model::{Chat, Info, Marks, Message, Timer},
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, ContactId};

/// What a message says about its own time and the chat's.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Seconds after which it disappears; 0: it stays.
    pub(super) seconds: u32,
    /// It is about the change and nothing else.
    pub(super) notice: Option<Info>,
}

/// Adopts the timer of a message that belongs to its chat. `time`: Unix milliseconds.
pub(super) async fn hear<S: Store>(
    db: &mut Transaction<'_, S>,
    parsed: &Parsed,
    (from, time): (ContactId, i64),
    (chat_id, chat): (ChatId, &mut Chat),
    belongs: bool,
) -> Result<Heard, StoreError> {
    let headers = &parsed.message.headers;
    let seconds = headers.get("ephemeral-timer").and_then(|value| value.parse().ok()).unwrap_or(0);
    let changed = Info::TimerChanged { by: Some(from), seconds };
    // The notice itself stays.
    let is_notice = headers.get("chat-content").is_some_and(|content| content == "ephemeral-timer-changed");
    let heard = if is_notice {
        Heard { seconds: 0, notice: Some(changed.clone()) }
    } else {
        Heard { seconds, notice: None }
    };
    let known = Timer::of(db, chat_id).await?;
    // Headers count in seconds.
    let is_newer = time.div_euclid(1000) >= known.changed.div_euclid(1000);
    if known.seconds == seconds
        || !belongs
        || !is_newer
        || (!is_notice && is_rollback(db, parsed, seconds).await?)
    {
        return Ok(heard);
    }
    db.save(&chat_id, &Timer { seconds, changed: time })?;
    if !is_notice {
        Message::notice(chat_id, changed, time).insert(db, chat).await?;
    }
    Ok(heard)
}

/// Whether the sender repeats the timer of the message it answers: it had not seen a later change, and meant none.
async fn is_rollback<S: Store>(
    db: &Transaction<'_, S>,
    parsed: &Parsed,
    seconds: u32,
) -> Result<bool, StoreError> {
    let message = &parsed.message;
    let Some(parent) = message.references.last().or(message.in_reply_to.as_ref()) else { return Ok(false) };
    let Some((id, _)) = Message::by_rfc_id(db, parent).await? else { return Ok(false) };
    Ok(message.is_chat() && Marks::of(db, id).await?.timer == seconds)
}
