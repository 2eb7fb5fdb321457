//! Realtime channels of mini apps, as far as mail has to do with them (wire protocol §6): who is in one says so by an
//! encrypted mail, and whoever joins is told who said so. What the channels carry passes elsewhere.

mod channel;
mod node;
mod peer;
mod receive;

pub(crate) use channel::{is_available, set_enabled};
pub(crate) use peer::Peer;
pub(crate) use receive::receive;

use crate::model::single;
use serde::{Deserialize, Serialize};

/// Whether the person wants it at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Switch {
    pub(crate) on: bool,
}
single!(Switch, "realtime");

impl Default for Switch {
    fn default() -> Self {
        Self { on: true }
    }
}

impl Switch {
    /// What the person chose, or the default.
    pub(crate) async fn is_on<S: crate::ports::Store>(
        db: &crate::db::Reader<'_, S>,
    ) -> Result<bool, crate::ports::StoreError> {
        Ok(Self::find(db).await?.unwrap_or_default().on)
    }
}
