//! What one wrote oneself, elsewhere: known by the own signature, whatever the address (wire protocol §4.6).

use super::{Parsed, changes, hidden, large, remarks};
use crate::{
    db::Transaction,
    model::{self, Chat, Contact, Message, Quote, State, Trace},
    pgp::Fingerprint,
    ports::{Store, StoreError},
};
use estuary_api::ChatId;

/// Shows a message among those sent from here, or applies its change. It stays on the server for the other devices.
pub(super) async fn apply<S: Store>(
    db: &mut Transaction<'_, S>,
    own: Fingerprint,
    parsed: &Parsed,
    (time, now): (i64, i64),
) -> Result<(), StoreError> {
    let message = &parsed.message;
    match Trace::of(db, &parsed.rfc_id).await? {
        Some(Trace::Message(_)) if message.headers.has("chat-is-post-message") => {
            return large::complete(db, &own.to_string(), parsed, None).await;
        }
        Some(Trace::Message(_) | Trace::Gone) => return Ok(()),
        Some(Trace::DeletedBy(_)) | None => {}
    }
    Trace::Gone.keep(db, &parsed.rfc_id)?;
    let silent = message.report.is_some() || hidden::is_hidden(message) || hidden::is_notice(message);
    if silent || changes::apply(db, parsed, None, time).await? {
        return Ok(());
    }
    let announced = large::announced(message);
    if let Some(announced) = &announced
        && Trace::of(db, &announced.rfc_id).await?.is_some()
    {
        return Ok(());
    }
    let Some((chat_id, mut chat)) = chat(db, own, parsed, time).await? else { return Ok(()) };
    let rfc_id = announced.as_ref().map_or(&parsed.rfc_id, |announced| &announced.rfc_id).clone();
    chat.follow(&rfc_id);
    let file = message.attachments.iter().find(|file| !hidden::is_track(&file.name));
    let placeholder = announced.as_ref().map(|announced| announced.attachment.clone());
    let row = Message {
        chat: chat_id,
        from: None,
        rfc_id,
        time,
        sort: time,
        text: message.text.text.clone(),
        quote: message.text.quote.clone().map(|text| Quote { rfc_id: message.in_reply_to.clone(), text }),
        attachment: placeholder.or_else(|| file.map(large::attachment)),
        state: State::Delivered,
        edited: false,
        info: None,
        wants_receipt: false,
    };
    let (id, row) = row.place(db, &mut chat).await?;
    remarks::keep(db, parsed, (id, &row), 0, now).await?;
    match (announced, file) {
        (Some(announced), _) => announced.media.keep(db, id, &row).await,
        (None, Some(file)) => large::keep(db, &own.to_string(), parsed, file, id, &row).await,
        (None, None) => Ok(()),
    }
}

/// The group it names, or the single chat with the only other one it was meant for.
async fn chat<S: Store>(
    db: &mut Transaction<'_, S>,
    own: Fingerprint,
    parsed: &Parsed,
    time: i64,
) -> Result<Option<(ChatId, Chat)>, StoreError> {
    if let Some(id) = parsed.message.headers.get("chat-group-id").filter(|id| !id.is_empty()) {
        return Chat::by_group(db, &format!("g/{id}")).await;
    }
    let intended = parsed.signed.iter().flat_map(|signed| &signed.intended);
    let others: Vec<Fingerprint> = intended.copied().filter(|key| *key != own).collect();
    let ([peer], [to]) = (&others[..], &parsed.message.to[..]) else { return Ok(None) };
    for key in parsed.gossip.iter().filter(|key| key.certificate.fingerprint() == *peer) {
        model::learn(db, &key.certificate).await?;
    }
    let (contact, _) = Contact::ensure(db, &peer.to_string(), &to.address).await?;
    Chat::with(db, contact, false, time).await.map(Some)
}
