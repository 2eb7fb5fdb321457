//! What changed since a client last looked.

use rusqlite::{Transaction, params};

use super::{Account, Folder, Store, StoreError};

/// How many changes back the removed are remembered.
const MEMORY: i64 = 50_000;

/// What happened to a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It arrived.
    Created,
    /// Its flags changed.
    Updated,
    /// It is gone.
    Destroyed,
}

/// One mail's change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Its folder.
    pub folder: Folder,
    /// Its number there.
    pub uid: u32,
    /// What happened; arrival hides later changes of flags.
    pub kind: ChangeKind,
}

/// A page of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// In the order they happened, each mail once.
    pub changes: Vec<Change>,
    /// To go on from.
    pub modseq: u64,
    /// There are more.
    pub more: bool,
}

impl Store {
    /// What changed after `since`, at most `limit` changes. `None` if that is forgotten or yet to come: then the
    /// client must look at everything anew.
    pub async fn changes(
        &self,
        account: &Account,
        since: u64,
        limit: usize,
    ) -> Result<Option<Changes>, StoreError> {
        let id = account.id.0;
        let since = i64::try_from(since).unwrap_or(i64::MAX);
        self.read(move |transaction| {
            let (modseq, floor): (i64, i64) = transaction
                .prepare_cached("SELECT modseq, floor FROM accounts WHERE id = ?1")?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if since < floor || since > modseq {
                return Ok(None);
            }
            page(transaction, id, since, modseq, limit).map(Some)
        })
        .await
    }
}

/// Each `modseq` belongs to one event, so a page may end after any of them. Those born and gone after `since` are
/// left out.
const EVENTS: &str = "
    SELECT created AS at, 0, folder, uid FROM mails WHERE account = ?1 AND created > ?2
    UNION ALL SELECT modseq, 1, folder, uid FROM mails WHERE account = ?1 AND modseq > ?2 AND modseq > created
    UNION ALL SELECT modseq, 2, folder, uid FROM vanished WHERE account = ?1 AND modseq > ?2 AND created <= ?2
    ORDER BY at LIMIT ?3";

fn page(
    transaction: &Transaction<'_>,
    id: i64,
    since: i64,
    newest: i64,
    limit: usize,
) -> Result<Changes, StoreError> {
    let limit = limit.max(1);
    let mut statement = transaction.prepare_cached(EVENTS)?;
    let fetch = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![id, since, fetch], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            Folder::from_code(row.get(2)?)?,
            row.get::<_, u32>(3)?,
        ))
    })?;
    let events = rows.collect::<Result<Vec<_>, _>>()?;
    let more = events.len() > limit;
    let mut changes: Vec<Change> = Vec::with_capacity(events.len().min(limit));
    let mut created = std::collections::HashSet::new();
    let mut last = since;
    for (at, kind, folder, uid) in events.into_iter().take(limit) {
        last = at;
        let kind = match kind {
            0 => ChangeKind::Created,
            1 => ChangeKind::Updated,
            _ => ChangeKind::Destroyed,
        };
        if kind == ChangeKind::Created {
            created.insert((folder, uid));
        } else if created.contains(&(folder, uid)) {
            continue;
        }
        changes.push(Change { folder, uid, kind });
    }
    let modseq = if more { last } else { newest };
    Ok(Changes { changes, modseq: modseq.try_into().unwrap_or(0), more })
}

/// Forgets what was removed long before `newest`.
pub(super) fn forget(transaction: &Transaction<'_>, account: i64, newest: i64) -> Result<(), StoreError> {
    let floor = newest - MEMORY;
    let gone = transaction
        .prepare_cached("DELETE FROM vanished WHERE account = ?1 AND modseq <= ?2")?
        .execute([account, floor])?;
    if gone > 0 {
        transaction
            .prepare_cached("UPDATE accounts SET floor = max(floor, ?2) WHERE id = ?1")?
            .execute([account, floor])?;
    }
    Ok(())
}
