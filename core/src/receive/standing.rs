//! Who may change something about a chat.

use super::Parsed;
use crate::{
    db::Reader,
    model::{Chat, ChatKind, Group},
    pgp::Fingerprint,
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, ContactId};

/// Whether the sender belongs to the chat: the other side, a member, or the owner of a channel. Whoever is not in a
/// group any more cannot tell, and believes everybody (wire protocol §4.4).
pub(super) async fn belongs<S: Store>(
    db: &Reader<'_, S>,
    own: Fingerprint,
    parsed: &Parsed,
    from: ContactId,
    (chat_id, chat): (ChatId, &Chat),
) -> Result<bool, StoreError> {
    if chat.kind == ChatKind::Single {
        return Ok(chat.contact == Some(from));
    }
    let (Some(signed), Some(group)) = (&parsed.signed, db.load::<Group>(&chat_id).await?) else {
        return Ok(false);
    };
    let roster = &group.state.roster;
    Ok(match chat.kind {
        ChatKind::Group => !roster.contains(&own) || roster.contains(&signed.fingerprint),
        _ => group.owner == Some(signed.fingerprint),
    })
}
