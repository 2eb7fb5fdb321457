//! Hearing who is there.

use super::{Peer, Switch, node::Node};
use crate::{
    db::Transaction,
    mail::Message,
    model::{App, Trace},
    ports::{Store, StoreError},
};
use estuary_api::Event;

/// Takes in an advertisement. As in the real core, its sender need not be a member: whoever knows the Message-ID of an
/// instance was sent it.
pub(crate) async fn receive<S: Store>(
    db: &mut Transaction<'_, S>,
    message: &Message,
    time: i64,
) -> Result<(), StoreError> {
    let Some(node) = message.headers.get("iroh-node-addr").and_then(|json| Node::read(&json)) else {
        return Ok(());
    };
    let Some(rfc_id) = message.in_reply_to.as_deref() else {
        return Ok(());
    };
    let Some(Trace::Message(instance)) = Trace::of(db, rfc_id).await? else { return Ok(()) };
    if !Switch::is_on(db).await? || db.load::<App>(&instance).await?.is_none() {
        return Ok(());
    }
    Peer::keep(db, instance, &node, time).await?;
    db.tell(Event::ChannelPeer { instance, node: node.write() });
    Ok(())
}
