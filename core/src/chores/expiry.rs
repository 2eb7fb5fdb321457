//! Messages disappear.

use crate::{
    Engine,
    db::{Key, head_i64, tail_u64},
    model::{Message, Outgoing},
    ports::{Clock, KeyRange, Order, Platform},
    table::Table,
};
use estuary_api::{MessageId, Problem};

/// Messages removed in one unit of work.
const BATCH: usize = 100;
/// Timers of browsers count badly over longer times, in milliseconds.
const LONGEST_PAUSE: i64 = 3_600_000;

impl<P: Platform> Engine<P> {
    /// Removes what is due. Milliseconds until there will be more, or until it is time to look again.
    pub(super) async fn expire(&self) -> Result<Option<u64>, Problem> {
        loop {
            let mut work = self.db.begin(self.platform.store()).await;
            let now = self.platform.clock().now();
            let due = KeyRange { start: Vec::new(), end: Some((now + 1).bytes()) };
            let rows = work.scan(Table::Expiries, due, Order::Ascending, BATCH).await?;
            if rows.is_empty() {
                let next = work.scan(Table::Expiries, KeyRange::all(), Order::Ascending, 1).await?;
                let next = next.first().and_then(|(key, _)| head_i64(key));
                return Ok(next.map(|time| (time - now).clamp(1, LONGEST_PAUSE).unsigned_abs()));
            }
            for (key, _) in rows {
                let Some(id) = tail_u64(&key).map(MessageId) else { continue };
                work.remove(Table::Expiries, key);
                let Some(message) = work.load::<Message>(&id).await? else { continue };
                Outgoing::cancel(&mut work, id).await?;
                message.delete(&mut work, id).await?;
            }
            work.strict();
            self.commit(work).await?;
        }
    }
}
