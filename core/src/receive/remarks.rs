//! What is kept beside a message that came in.

use super::Parsed;
use crate::{
    db::{Key, Transaction},
    model::{Marks, Message, Origin, Reaction},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::MessageId;

/// Longest HTML that is kept, in bytes.
const HTML: usize = 1 << 20;

/// Keeps its marks, its way here, and its HTML. `timer`: seconds after which it disappears.
pub(super) async fn keep<S: Store>(
    db: &mut Transaction<'_, S>,
    parsed: &Parsed,
    (id, message): (MessageId, &Message),
    timer: u32,
    now: i64,
) -> Result<(), StoreError> {
    let mail = &parsed.message;
    let html = mail.html.as_ref().filter(|html| html.len() <= HTML);
    if let Some(html) = html {
        db.put(Table::Htmls, id.bytes(), html.clone().into_bytes());
    }
    let marks = Marks {
        forwarded: mail.text.forwarded,
        html: html.is_some(),
        // Reactions may have been faster.
        reacted: !Reaction::to(db, &message.rfc_id).await?.is_empty(),
        timer,
        ..Marks::default()
    };
    marks.keep(db, id, message).await?;
    let origin = Origin { received: now, headers: mail.headers.to_text(), hops: mail.hops.clone() };
    db.save(&id, &origin)
}
