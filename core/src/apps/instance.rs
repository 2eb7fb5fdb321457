//! What a host has to know about an instance.

use super::archive;
use crate::{
    Engine,
    db::{Key, Reader, Record, Transaction, tail_u64},
    model::{App, Chat, ChatKind, Message, Profile},
    ports::{Entropy, KeyRange, Order, Platform, Store, StoreError},
    realtime,
    rng::Random,
    table::Table,
    view,
};
use base32ct::{Base32Unpadded, Encoding as _};
use estuary_api::{AppSummary, ChatId, Event, Instance, MessageId, Problem};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// `sendUpdateInterval`: an update a second leaves the device.
const INTERVAL: u32 = 1000;

/// Known to this device only; it keys the names of the apps' origins.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct DeviceSecret([u8; 32]);

impl Record for DeviceSecret {
    type Key = str;
    const TABLE: Table = Table::Meta;
}

const SECRET: &str = "device-secret";

impl<P: Platform> Engine<P> {
    /// All that is needed to start an instance.
    pub(crate) async fn instance(&self, id: MessageId) -> Result<Instance, Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let Some(app) = work.load::<App>(&id).await? else { return Err(fault(&work, id).await?) };
        let message: Message = work.load(&id).await?.ok_or_else(|| view::not_found("mini app"))?;
        if !app.here {
            return Err(view::not_found("the archive of the mini app is not here yet"));
        }
        let chat: Chat = work.load(&message.chat).await?.ok_or_else(|| view::not_found("chat"))?;
        let head = view::chat(&work, message.chat).await?;
        let name = Profile::find(&work).await?.map(|profile| profile.name).unwrap_or_default();
        let secret = match work.load::<DeviceSecret>(SECRET).await? {
            Some(secret) => secret,
            None => {
                let mut secret = DeviceSecret([0; 32]);
                self.platform.entropy().fill(&mut secret.0);
                work.save(SECRET, &secret)?;
                work.strict();
                secret
            }
        };
        let realtime = realtime::is_available(&work, &app, &chat).await?;
        let can_send = may_send(&work, message.chat, &chat).await?.is_ok();
        self.commit(work).await?;
        Ok(Instance {
            id,
            chat: message.chat,
            chat_name: head.row.name,
            summary: summary(&app),
            self_addr: self_addr(&identity.fingerprint(), &message.rfc_id),
            self_name: if name.is_empty() { identity.address().to_owned() } else { name },
            is_app_sender: message.from.is_none(),
            is_broadcast: !matches!(chat.kind, ChatKind::Single | ChatKind::Group),
            update_interval: INTERVAL,
            update_max_size: super::update::LARGEST,
            needs_newer: app.needs_newer,
            label: label(&secret, id),
            source_code_url: app.source_code_url,
            can_send,
            realtime,
        })
    }
}

impl<P: Platform> Engine<P> {
    /// What the origins of all instances are called, those of drafts included.
    pub(crate) async fn app_labels(&self) -> Result<Vec<String>, Problem> {
        let db = self.db.read(self.platform.store());
        // Without a secret no label was ever made.
        let Some(secret) = db.load::<DeviceSecret>(SECRET).await? else { return Ok(Vec::new()) };
        let rows = db.scan(Table::Apps, KeyRange::all(), Order::Ascending, usize::MAX).await?;
        Ok(rows.iter().filter_map(|(key, _)| tail_u64(key)).map(|id| label(&secret, MessageId(id))).collect())
    }
}

/// Why a message is no instance; its file may only be named like one.
async fn fault<S: Store>(db: &Reader<'_, S>, id: MessageId) -> Result<Problem, StoreError> {
    let attachment = db.load::<Message>(&id).await?.and_then(|message| message.attachment);
    let bytes = db.bytes(Table::Blobs, &id.bytes()).await?;
    let refused = attachment.zip(bytes).and_then(|(file, bytes)| archive::fault(&file.name, &bytes));
    Ok(refused.unwrap_or_else(|| view::not_found("mini app")))
}

/// Whether updates may be sent: not in a contact request, nor where one may not write.
pub(crate) async fn may_send<S: Store>(
    db: &Reader<'_, S>,
    id: ChatId,
    chat: &Chat,
) -> Result<Result<(), Problem>, StoreError> {
    if chat.request {
        let detail = "a contact request has to be accepted before a mini app can send";
        return Ok(Err(Problem::new(estuary_api::ProblemKind::ReadOnlyChat, detail)));
    }
    view::can_send(db, id, chat).await
}

/// What a bubble shows.
pub(crate) fn summary(app: &App) -> AppSummary {
    AppSummary {
        name: app.name.clone(),
        document: app.document.text.clone(),
        summary: app.summary.text.clone(),
        icon: app.icon.clone(),
    }
}

/// `selfAddr`, the same on every device of a person and another for every instance. `fingerprint` is upper-case hex.
pub(super) fn self_addr(fingerprint: &str, rfc_id: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(format!("{fingerprint}-{rfc_id}")))
}

/// 160 bits of a keyed hash. No app can guess the label of another, since it would need the secret.
fn label(secret: &DeviceSecret, id: MessageId) -> String {
    /// Label characters, of five bits each.
    const LENGTH: usize = 32;
    let mac = <Hmac<Sha256> as Mac>::new_from_slice(&secret.0)
        .map(|mac| mac.chain_update(id.0.to_be_bytes()).finalize());
    let hash = mac.map(|mac| mac.into_bytes()).unwrap_or_default();
    Base32Unpadded::encode_string(&hash).chars().take(LENGTH).collect()
}

/// A topic for the realtime channel of a new instance.
pub(crate) fn new_topic(rng: &mut dyn Random) -> String {
    let mut bytes = [0; 32];
    rng.fill_bytes(&mut bytes);
    Base32Unpadded::encode_string(&bytes)
}

/// A message is deleted: if it was an instance, its updates go, and its origin is to be wiped.
pub(crate) async fn gone<S: Store>(db: &mut Transaction<'_, S>, id: MessageId) -> Result<(), StoreError> {
    if db.load::<App>(&id).await?.is_none() {
        return Ok(());
    }
    // Without a secret no label was ever made.
    if let Some(secret) = db.load::<DeviceSecret>(SECRET).await? {
        db.tell(Event::AppGone { instance: id, label: label(&secret, id) });
    }
    App::forget(db, id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn self_addr_is_what_every_delta_chat_computes() {
        // printf ABCD-x@y | sha256sum
        let expected = "6e463224589871c9d11eccc61a3d01768bd4464db34f491d9c01c9006d6452d8";
        assert_eq!(self_addr("ABCD", "x@y"), expected);
        assert_ne!(self_addr("ABCD", "x@y"), self_addr("ABCD", "x@z"));
    }

    #[test]
    fn labels_are_names_of_hosts_that_nobody_foresees() {
        let one = label(&DeviceSecret([1; 32]), MessageId(1));
        assert!(one.len() == 32 && one.chars().all(|c| matches!(c, 'a'..='z' | '2'..='7')));
        assert_ne!(one, label(&DeviceSecret([2; 32]), MessageId(1)));
        assert_ne!(one, label(&DeviceSecret([1; 32]), MessageId(2)));
    }
}
