//! Updates that leave.

use super::{
    instance::may_send,
    receive::{Source, take},
    update::{Update, wire},
};
use crate::{
    Engine,
    db::{Key, Reader, tail_u64},
    identity::Identity,
    model::{AppUpdate, Chat, ChatKind, DraftApp, Message, Purpose, Unsent},
    ports::{Clock, KeyRange, Order, Platform, Store, StoreError},
    send::{Content, Intent},
    table::Table,
    view,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use estuary_api::{AppUpdates, MessageId, Problem, SendId};

/// Mails with updates are filled up to this size of JSON; a larger update travels alone.
const FULL: usize = 100 << 10;
/// What stands above updates in mail programs that know no apps.
const TEXT: &str = "Webxdc Status Update";

/// Updates for one mail.
#[derive(Debug, Clone)]
pub(crate) struct Bundle {
    /// `{"updates":[…]}`.
    pub(crate) json: String,
    /// The serial after the last one in it.
    next: u32,
}

impl Bundle {
    /// Updates of an instance with these serials, as far as they fit; `None` if there are none.
    async fn fill<S: Store>(
        db: &Reader<'_, S>,
        instance: MessageId,
        (first, last): (u32, u32),
        full: usize,
    ) -> Result<Option<Self>, StoreError> {
        /// Updates read at once.
        const PAGE: usize = 100;
        let mut json = String::new();
        let mut next = first;
        loop {
            let page = AppUpdate::after(db, instance, next.saturating_sub(1), PAGE).await?;
            let more = page.len() == PAGE;
            for (serial, update) in page.into_iter().filter(|(serial, _)| *serial <= last) {
                let update = wire(&update);
                if !json.is_empty() && json.len() + update.len() >= full {
                    return Ok(Some(Self { json: format!("{{\"updates\":[{json}]}}"), next: serial }));
                }
                if !json.is_empty() {
                    json.push_str(",\n");
                }
                json.push_str(&update);
                next = serial.saturating_add(1);
            }
            if !more || next > last {
                let whole = Self { json: format!("{{\"updates\":[{json}]}}"), next: last.saturating_add(1) };
                return Ok((!json.is_empty()).then_some(whole));
            }
        }
    }

    /// Everything an instance has, to go with it.
    pub(crate) async fn whole<S: Store>(
        db: &Reader<'_, S>,
        instance: MessageId,
    ) -> Result<Option<Self>, StoreError> {
        Self::fill(db, instance, (0, u32::MAX), usize::MAX).await
    }
}

impl<P: Platform> Engine<P> {
    /// An update from an app: stored, shown to the app again, and sent with others.
    pub(crate) async fn send_update(
        &self,
        id: SendId,
        instance: MessageId,
        json: &str,
    ) -> Result<(), Problem> {
        let update = Update::of_app(json, URL_SAFE_NO_PAD.encode(id.0))?;
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let home: Message = work.load(&instance).await?.ok_or_else(|| view::not_found("mini app"))?;
        let chat: Chat = work.load(&home.chat).await?.ok_or_else(|| view::not_found("chat"))?;
        may_send(&work, home.chat, &chat).await??;
        // What is done in a draft goes with it, and the chat tells nothing of it.
        let draft = DraftApp::is(&work, home.chat, instance).await?;
        let own = identity.fingerprint();
        let time = self.platform.clock().now();
        let source = Source { instance, from: None, time, lines: !draft, own: &own };
        // A repeated command is known by its `uid`. What one keeps for oneself goes nowhere.
        let told = take(&mut work, source, vec![update]).await?;
        if let Some((first, last)) = told.filter(|_| !draft && chat.kind != ChatKind::Saved) {
            let waiting = work.load::<Unsent>(&instance).await?;
            work.save(&instance, &Unsent { first: waiting.map_or(first, |waiting| waiting.first), last })?;
            work.strict();
        }
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(())
    }

    /// Updates after a serial.
    pub(crate) async fn app_updates(
        &self,
        instance: MessageId,
        after: u32,
        limit: u32,
    ) -> Result<AppUpdates, Problem> {
        let db = self.db.read(self.platform.store());
        let max_serial = AppUpdate::last(&db, instance).await?;
        let updates = AppUpdate::after(&db, instance, after, limit as usize).await?;
        // One that was stored between the two reads belongs to the next batch.
        let updates = updates.into_iter().filter(|(serial, _)| *serial <= max_serial);
        let view = |(serial, update): (u32, AppUpdate)| estuary_api::AppUpdate { serial, json: update.json };
        Ok(AppUpdates { updates: updates.map(view).collect(), max_serial })
    }

    /// Puts mails with the updates that wait into the outbox. `Some` is the pause until there may be another, in
    /// milliseconds.
    pub(crate) async fn prepare_updates(&self, identity: &Identity) -> Result<Option<u64>, Problem> {
        loop {
            let mut work = self.db.begin(self.platform.store()).await;
            let rows = work.records::<Unsent>(KeyRange::all(), Order::Ascending, 1).await?;
            let Some((instance, unsent)) =
                rows.first().and_then(|(key, unsent)| Some((MessageId(tail_u64(key)?), *unsent)))
            else {
                return Ok(None);
            };
            let now = self.platform.clock().now();
            if let Err(wait) = self.update_limiter.borrow_mut().take(now) {
                return Ok(Some(wait));
            }
            let bundle = Bundle::fill(&work, instance, (unsent.first, unsent.last), FULL).await?;
            match &bundle {
                Some(bundle) if bundle.next <= unsent.last => {
                    work.save(&instance, &Unsent { first: bundle.next, last: unsent.last })?;
                }
                _ => work.remove(Table::AppsUnsent, instance.bytes()),
            }
            if let Some(Bundle { json, .. }) = bundle {
                self.post_updates(&mut work, identity, instance, json, now).await?;
            }
            self.commit(work).await?;
        }
    }

    async fn post_updates(
        &self,
        work: &mut crate::db::Transaction<'_, P::Store>,
        identity: &Identity,
        instance: MessageId,
        json: String,
        now: i64,
    ) -> Result<(), Problem> {
        let Some(home) = work.load::<Message>(&instance).await? else { return Ok(()) };
        let Some(chat) = work.load::<Chat>(&home.chat).await? else { return Ok(()) };
        // Whoever may not write any more sends nothing, and has seen that already.
        if may_send(work, home.chat, &chat).await?.is_err() {
            return Ok(());
        }
        let rfc_id = crate::mail::new_message_id(&mut self.rng());
        let intent = Intent::new(work, rfc_id, TEXT.to_owned(), Some(instance), now).await?;
        let mut draft = intent.draft(work, identity, (home.chat, &chat)).await?;
        draft.make_silent();
        draft.content = Content::Updates(json);
        let sealed = draft.compose(identity, &mut self.rng())?.seal(identity, &mut self.rng())?;
        let row = sealed.row(identity, Purpose::Updates, self.max_recipients());
        Ok(row.enqueue(work, sealed.mail).await?)
    }
}
