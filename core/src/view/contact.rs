//! Contacts.

use super::{chat_list, not_found, picture};
use crate::{
    color,
    db::Reader,
    model::{self, Chat, Contact, Group},
    ports::{KeyRange, Order, Store, StoreError},
};
use estuary_api::{ChatId, ChatRow, Contact as View, ContactId, ContactProfile, Face, Problem};
use futures::try_join;

/// A contact as the person sees it.
pub(crate) async fn contact<S: Store>(db: &Reader<'_, S>, id: ContactId) -> Result<Option<View>, StoreError> {
    let (contact, avatar) = try_join!(db.load::<Contact>(&id), picture(db, Face::Contact(id)))?;
    let Some(contact) = contact else { return Ok(None) };
    Ok(Some(View {
        id,
        name: contact.display_name().to_owned(),
        color: color::of(&contact.fingerprint),
        avatar,
        verified: contact.is_verified(),
        address: contact.address,
        fingerprint: contact.fingerprint,
        status: contact.status,
        last_seen: contact.told,
    }))
}

/// Contacts by name.
pub(crate) async fn contacts<S: Store>(
    db: &Reader<'_, S>,
    ids: impl IntoIterator<Item = ContactId>,
) -> Result<Vec<View>, Problem> {
    let mut contacts = Vec::new();
    for id in ids {
        contacts.extend(contact(db, id).await?);
    }
    contacts.sort_by_cached_key(|contact| contact.name.to_lowercase());
    Ok(contacts)
}

/// All that is known of somebody.
pub(crate) async fn contact_profile<S: Store>(
    db: &Reader<'_, S>,
    id: ContactId,
) -> Result<ContactProfile, Problem> {
    let missing = || not_found("contact");
    let known: Contact = db.load(&id).await?.ok_or_else(missing)?;
    let certificate = model::certificate(db, &known.fingerprint).await?;
    Ok(ContactProfile {
        contact: contact(db, id).await?.ok_or_else(missing)?,
        introducer: match known.introducer.filter(|_| !known.verified) {
            Some(introducer) => contact(db, introducer).await?,
            None => None,
        },
        blocked: known.blocked,
        shared: shared(db, &known).await?,
        relays: certificate.map(|certificate| certificate.relays()).unwrap_or_default(),
        own_name: known.name,
        nickname: known.nickname,
    })
}

/// The single chat with somebody, and the groups they are in.
async fn shared<S: Store>(db: &Reader<'_, S>, contact: &Contact) -> Result<Vec<ChatRow>, StoreError> {
    let mut ids: Vec<ChatId> = contact.chat.into_iter().collect();
    if let Ok(key) = contact.fingerprint.parse() {
        let groups = db.records::<Group>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        let shared = groups.into_iter().filter(|(_, group)| group.state.roster.contains(&key));
        ids.extend(shared.filter_map(|(id, _)| crate::db::tail_u32(&id)).map(ChatId));
    }
    let mut rows = Vec::new();
    for id in ids {
        let Some(chat) = db.load::<Chat>(&id).await?.filter(|chat| chat.listed) else { continue };
        rows.push(chat_list::row(db, id, &chat).await?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.time));
    Ok(rows)
}
