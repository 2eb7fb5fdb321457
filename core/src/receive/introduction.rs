//! Who vouches for whom.

use super::Parsed;
use crate::{
    db::Transaction,
    model::Contact,
    pgp::Fingerprint,
    ports::{Store, StoreError},
};
use estuary_api::{ContactId, Event};

/// Who is verified may say that keys handed on belong to their owners, and is known from then on as who introduced those
/// (wire protocol 1.9). The word of the first counts, and nobody's of whom one met oneself.
pub(super) async fn hear<S: Store>(
    db: &mut Transaction<'_, S>,
    own: Fingerprint,
    parsed: &Parsed,
    (from, sender): (ContactId, &Contact),
) -> Result<(), StoreError> {
    if !sender.is_verified() {
        return Ok(());
    }
    // So it was said in groups to which only verified people belonged.
    let all = parsed.message.headers.has("chat-verified");
    for key in parsed.gossip.iter().filter(|key| all || key.verified) {
        let fingerprint = key.certificate.fingerprint();
        if fingerprint == own || fingerprint.to_string() == sender.fingerprint {
            continue;
        }
        let (id, contact) = Contact::ensure(db, &fingerprint.to_string(), &key.address).await?;
        if contact.is_verified() {
            continue;
        }
        db.save(&id, &Contact { introducer: Some(from), ..contact.clone() })?;
        if let Some(chat) = contact.chat {
            db.tell(Event::ChatChanged(chat));
            db.tell(Event::ChatListChanged);
        }
    }
    Ok(())
}
