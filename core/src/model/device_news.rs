//! What the app itself tells the person, in a chat that exists on this device alone.

use crate::{
    db::{Record, Transaction},
    ports::{Store, StoreError},
    table::Table,
};
use serde::{Deserialize, Serialize};

/// Something to tell; the interface writes the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum DeviceNews {
    /// The profile was made.
    Welcome,
    /// A release of this version runs for the first time.
    Updated { version: String },
    /// The clock of this device is off.
    ClockWrong { hours: i64 },
    /// So much of the mailbox on the server is used.
    ServerFull { percent: u8 },
    /// So much of what the browser lets this site store is used.
    StorageFull { percent: u8 },
}

/// Percents from which on a person is warned, and warned again.
const WARN: u8 = 80;
const ALARM: u8 = 95;
/// Below, a warning may come anew.
const CALM: u8 = 75;

impl DeviceNews {
    /// Notes that it is told. `false` if that was so already, or if there is nothing to tell.
    pub(crate) async fn note<S: Store>(
        &self,
        db: &mut Transaction<'_, S>,
        day: i64,
    ) -> Result<bool, StoreError> {
        let label = match self {
            Self::Welcome => "welcome".to_owned(),
            Self::Updated { version } => format!("updated/{version}"),
            Self::ClockWrong { .. } => format!("clock/{day}"),
            Self::ServerFull { percent } => return fill(db, "server", *percent).await,
            Self::StorageFull { percent } => return fill(db, "storage", *percent).await,
        };
        once(db, &label).await
    }
}

/// Warns at two marks, once each, until there is room again.
async fn fill<S: Store>(db: &mut Transaction<'_, S>, what: &str, percent: u8) -> Result<bool, StoreError> {
    if percent < CALM {
        for mark in [WARN, ALARM] {
            let key = key(&format!("{what}/{mark}"));
            if db.load::<Told>(&key).await?.is_some() {
                db.remove(Table::Meta, key.into_bytes());
            }
        }
    }
    match percent {
        ALARM.. => once(db, &format!("{what}/{ALARM}")).await,
        WARN.. => once(db, &format!("{what}/{WARN}")).await,
        _ => Ok(false),
    }
}

/// That something was told. It outlives its message.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Told;

impl Record for Told {
    type Key = str;
    const TABLE: Table = Table::Meta;
}

async fn once<S: Store>(db: &mut Transaction<'_, S>, label: &str) -> Result<bool, StoreError> {
    let key = key(label);
    if db.load::<Told>(&key).await?.is_some() {
        return Ok(false);
    }
    db.save(key.as_str(), &Told)?;
    Ok(true)
}

fn key(label: &str) -> String {
    format!("told/{label}")
}
