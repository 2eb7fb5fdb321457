//! The messages of the page, each a signal of its own: what comes in or goes wakes nothing of those that stay.

use super::window::Window;
use estuary_api::{MessageId, MessageRow};
use leptos::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

type Row = Arc<MessageRow>;

/// By message; a copy is a reference.
#[derive(Clone, Copy)]
pub(super) struct Shown(StoredValue<BTreeMap<MessageId, RwSignal<Row>>>);

impl Shown {
    /// Those of a window.
    pub(super) fn of(window: RwSignal<Window>) -> Self {
        let shown = Self(StoredValue::default());
        Effect::new(move |_| window.with(|window| window.rows().iter().for_each(|row| shown.renew(row))));
        shown
    }

    /// A message as it changes, for as long as whoever asks for it is there.
    pub(super) fn follow(self, row: Row) -> RwSignal<Row> {
        let id = row.id;
        let signal = RwSignal::new(row);
        self.0.update_value(|shown| {
            shown.insert(id, signal);
        });
        on_cleanup(move || {
            // A message that is laid out anew may be followed again by then.
            self.0.try_update_value(|shown| shown.retain(|_, other| *other != signal));
        });
        signal
    }

    fn renew(self, row: &Row) {
        let Some(signal) = self.0.with_value(|shown| shown.get(&row.id).copied()) else { return };
        // Most are the very same.
        if signal.with_untracked(|before| !Arc::ptr_eq(before, row) && before != row) {
            signal.set(row.clone());
        }
    }
}
