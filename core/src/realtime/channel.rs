//! Signing on.

use super::{Peer, Switch, node::Node};
use crate::{
    Engine,
    apps::may_send,
    db::{Reader, Transaction},
    mail::HeaderValue,
    model::{App, Chat, ChatKind, Message, Purpose, Trace},
    ports::{Clock, Platform, Store, StoreError},
    send::{Intent, rfc_id},
    view,
};
use base32ct::{Base32Unpadded, Encoding as _};
use estuary_api::{Channel, ConnectionState, MessageId, Problem, ProblemKind, SendId};

/// Whether an instance has a channel that may be joined.
pub(crate) async fn is_available<S: Store>(
    db: &Reader<'_, S>,
    app: &App,
    chat: &Chat,
) -> Result<bool, StoreError> {
    Ok(!chat.request && topic(app).is_some() && Switch::is_on(db).await?)
}

/// Realtime on or off; off forgets who else was there.
pub(crate) async fn set_enabled<S: Store>(db: &mut Transaction<'_, S>, on: bool) -> Result<(), StoreError> {
    Switch { on }.keep(db)?;
    if !on {
        Peer::forget(db, None).await?;
    }
    Ok(())
}

/// The topic of an instance. Old versions of Delta Chat sent none.
fn topic(app: &App) -> Option<[u8; 32]> {
    let text = app.topic.as_deref()?.to_ascii_lowercase();
    Base32Unpadded::decode_vec(&text).ok()?.try_into().ok()
}

impl<P: Platform> Engine<P> {
    /// All that is needed to join the channel of an instance.
    pub(crate) async fn channel(&self, instance: MessageId) -> Result<Channel, Problem> {
        let db = self.db.read(self.platform.store());
        let (app, _, chat) = home(&db, instance).await?;
        let topic = topic(&app).ok_or_else(|| view::not_found("realtime channel of this mini app"))?;
        if !is_available(&db, &app, &chat).await? {
            let detail = "realtime is switched off, or the contact request is not accepted yet";
            return Err(Problem::new(ProblemKind::ReadOnlyChat, detail));
        }
        let relay = self.relay()?;
        let peers = Peer::of(&db, instance).await?;
        Ok(Channel { topic, relay, peers: peers.iter().map(Node::write).collect() })
    }

    /// The relay that the server named when it answered.
    fn relay(&self) -> Result<String, Problem> {
        let connection = self.connection.borrow();
        connection.session.iroh_relay.clone().ok_or_else(|| match connection.state {
            ConnectionState::Connected | ConnectionState::Working => {
                Problem::new(ProblemKind::RelayMissing, "the server names no relay for realtime")
            }
            _ => {
                Problem::new(ProblemKind::ServerUnreachable, "the server did not say yet which relay it has")
            }
        })
    }

    /// Tells the chat that this node is in the channel of an instance. Nobody is told where one may not write.
    pub(crate) async fn advertise(&self, id: SendId, instance: MessageId, node: &str) -> Result<(), Problem> {
        let node = Node::read(node)
            .ok_or_else(|| Problem::new(ProblemKind::Internal, "this is no address of a node"))?;
        let identity = self.own().await?;
        let rfc_id = rfc_id(id);
        let mut work = self.db.begin(self.platform.store()).await;
        let (app, message, chat) = home(&work, instance).await?;
        let told = Trace::of(&work, &rfc_id).await?.is_some();
        let silent = told || chat.kind == ChatKind::Saved || !is_available(&work, &app, &chat).await?;
        if silent || may_send(&work, message.chat, &chat).await?.is_err() {
            return Ok(());
        }
        Trace::Gone.keep(&mut work, &rfc_id)?;
        let time = self.platform.clock().now();
        let intent = Intent { rfc_id, text: String::new(), quote: None, time, forwarded: false };
        let mut draft = intent.draft(&work, &identity, (message.chat, &chat)).await?;
        draft.make_silent();
        draft.in_reply_to = Some(message.rfc_id);
        draft.headers.push(("Iroh-Node-Addr", HeaderValue::Raw(node.write())));
        let sealed = draft.compose(&identity, &mut self.rng())?.seal(&identity, &mut self.rng())?;
        let row = sealed.row(&identity, Purpose::Change, self.max_recipients());
        row.enqueue(&mut work, sealed.mail).await?;
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(())
    }
}

async fn home<S: Store>(db: &Reader<'_, S>, instance: MessageId) -> Result<(App, Message, Chat), Problem> {
    let missing = || view::not_found("mini app");
    let app = db.load::<App>(&instance).await?.ok_or_else(missing)?;
    let message = db.load::<Message>(&instance).await?.ok_or_else(missing)?;
    let chat = db.load::<Chat>(&message.chat).await?.ok_or_else(missing)?;
    Ok((app, message, chat))
}
