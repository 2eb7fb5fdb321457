//! Where people stopped listening: as long as the page lives, a sound goes on from there.

use super::Holder;
use estuary_api::MessageId;
use std::{cell::RefCell, collections::HashMap};

thread_local! {
    static LEFT: RefCell<HashMap<MessageId, f64>> = RefCell::default();
}

/// Seconds from the beginning at which a sound was left; 0 for one that was not, or was heard to its end.
pub(crate) fn left(holder: Holder) -> f64 {
    match holder {
        Holder::Message(id) => LEFT.with_borrow(|left| left.get(&id).copied().unwrap_or_default()),
        Holder::Draft(..) | Holder::Sticker(_) => 0.0,
    }
}

/// Remembers it.
pub(crate) fn leave(holder: Holder, seconds: f64) {
    let Holder::Message(id) = holder else { return };
    LEFT.with_borrow_mut(|left| if seconds > 0.0 { left.insert(id, seconds) } else { left.remove(&id) });
}
