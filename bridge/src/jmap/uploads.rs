//! Uploaded bytes, until they are imported.
//!
//! They are kept in memory: an upload is no promise, and a client whose server restarted uploads again.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use estuary_jmap::Id;

use crate::store::{AccountId, StoreError};

/// How long an upload is kept (RFC 8620 section 6 asks for an hour).
const KEPT: Duration = Duration::from_secs(3600);
/// Bytes kept for one account; beyond it the oldest make room.
const MAX_ACCOUNT: usize = 128 << 20;
/// Bytes kept for all.
const MAX_ALL: usize = 1 << 30;

/// What was uploaded.
#[derive(Default)]
pub(super) struct Uploads(Mutex<HashMap<Id, Upload>>);

struct Upload {
    account: AccountId,
    at: Instant,
    bytes: Bytes,
}

impl Uploads {
    /// Keeps bytes; `None` if there is no room at all.
    pub(super) fn keep(&self, account: AccountId, bytes: Bytes) -> Result<Option<Id>, StoreError> {
        let mut uploads = self.lock();
        uploads.retain(|_, upload| upload.at.elapsed() < KEPT);
        while total(&uploads, |upload| upload.account == account) + bytes.len() > MAX_ACCOUNT {
            let own = uploads.iter().filter(|(_, upload)| upload.account == account);
            let Some(oldest) = own.min_by_key(|(_, upload)| upload.at).map(|(id, _)| id.clone()) else {
                return Ok(None);
            };
            uploads.remove(&oldest);
        }
        if total(&uploads, |_| true) + bytes.len() > MAX_ALL {
            return Ok(None);
        }
        let id = format!("u{}", super::ticket::random_hex()?);
        uploads.insert(id.clone(), Upload { account, at: Instant::now(), bytes });
        Ok(Some(id))
    }

    /// Bytes an account uploaded.
    pub(super) fn get(&self, account: AccountId, id: &str) -> Option<Bytes> {
        self.lock().get(id).filter(|upload| upload.account == account).map(|upload| upload.bytes.clone())
    }

    /// Lets go of what was imported.
    pub(super) fn forget(&self, account: AccountId, id: &str) {
        let mut uploads = self.lock();
        if uploads.get(id).is_some_and(|upload| upload.account == account) {
            uploads.remove(id);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Id, Upload>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn total(uploads: &HashMap<Id, Upload>, which: impl Fn(&Upload) -> bool) -> usize {
    uploads.values().filter(|upload| which(upload)).map(|upload| upload.bytes.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::test_account_id;

    #[test]
    fn an_upload_belongs_to_its_account() {
        let (ann, ben) = (test_account_id(1), test_account_id(2));
        let uploads = Uploads::default();
        let id = uploads.keep(ann, Bytes::from_static(b"mail")).unwrap().unwrap();
        assert_eq!(uploads.get(ann, &id).as_deref(), Some(b"mail".as_slice()));
        assert_eq!(uploads.get(ben, &id), None);
        uploads.forget(ben, &id);
        assert!(uploads.get(ann, &id).is_some());
        uploads.forget(ann, &id);
        assert!(uploads.get(ann, &id).is_none());
    }

    #[test]
    fn the_oldest_makes_room() {
        let ann = test_account_id(1);
        let uploads = Uploads::default();
        let half = Bytes::from(vec![0; MAX_ACCOUNT / 2]);
        let first = uploads.keep(ann, half.clone()).unwrap().unwrap();
        let second = uploads.keep(ann, half.clone()).unwrap().unwrap();
        let third = uploads.keep(ann, half).unwrap().unwrap();
        assert!(uploads.get(ann, &first).is_none());
        assert!(uploads.get(ann, &second).is_some() && uploads.get(ann, &third).is_some());
        assert!(uploads.keep(ann, Bytes::from(vec![0; MAX_ACCOUNT + 1])).unwrap().is_none());
    }
}
