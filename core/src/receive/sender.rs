//! What a message tells about its sender.

use super::Parsed;
use crate::{
    db::{Key, Transaction},
    model::Contact,
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::ContactId;

/// Larger pictures are not kept, in bytes; Delta Chat's have at most 60 kB.
pub(crate) const AVATAR: usize = 512 * 1024;

/// The contact of the key that signed, with what the newest message tells: address, name, status, picture.
pub(crate) async fn sender<S: Store>(
    db: &mut Transaction<'_, S>,
    parsed: &Parsed,
    fingerprint: &str,
    time: i64,
) -> Result<(ContactId, Contact), StoreError> {
    let (id, mut contact) = Contact::ensure(db, fingerprint, parsed.sender_address()).await?;
    let message = &parsed.message;
    if time < contact.told {
        return Ok((id, contact));
    }
    let before = contact.clone();
    contact.told = time;
    if let Some(from) = &message.from {
        contact.address.clone_from(&from.address);
        if !from.name.is_empty() {
            contact.name.clone_from(&from.name);
        }
    }
    let says_nothing = message.reaction.is_some()
        || message.report.is_some()
        || message.headers.has("chat-list-id")
        || message.handshake().is_some();
    if message.text.has_plain && !says_nothing {
        contact.status = message.text.footer.clone().unwrap_or_default();
    } else if let Some(footer) = &message.text.footer {
        contact.status.clone_from(footer);
    }
    match message.avatar() {
        Some(Some(avatar)) if avatar.len() <= AVATAR => db.put(Table::Avatars, id.bytes(), avatar),
        Some(None) => db.remove(Table::Avatars, id.bytes()),
        _ => {}
    }
    if contact != before {
        db.save(&id, &contact)?;
        if let Some(chat) = contact.chat {
            db.tell(estuary_api::Event::ChatChanged(chat));
            db.tell(estuary_api::Event::ChatListChanged);
        }
    }
    Ok((id, contact))
}
