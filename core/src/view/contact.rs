//! Contacts.

use crate::{
    color,
    db::Reader,
    model::Contact,
    ports::{Store, StoreError},
};
use estuary_api::{Contact as View, ContactId};

/// A contact as the person sees it.
pub(crate) async fn contact<S: Store>(db: &Reader<'_, S>, id: ContactId) -> Result<Option<View>, StoreError> {
    let Some(contact) = db.load::<Contact>(&id).await? else { return Ok(None) };
    Ok(Some(View {
        id,
        name: contact.display_name().to_owned(),
        color: color::of(&contact.fingerprint),
        avatar: Contact::avatar(db, id).await?,
        address: contact.address,
        fingerprint: contact.fingerprint,
        verified: contact.verified,
        status: contact.status,
    }))
}
