//! The rows of a list that shows a part of something long. What stays in the list is not touched: the browser lays it out
//! and paints it once, and neither focus nor players are lost. (`For` takes all rows out and puts them back where several
//! come in at the beginning.)

use leptos::{
    prelude::*,
    tachys::view::{Mountable, Render},
};
use std::{collections::VecDeque, mem};
use web_sys::Element;

struct Row<K, S> {
    key: K,
    state: S,
    /// Whatever the row began ends with it.
    _owner: Owner,
}

/// Keeps one row for each key, in their order, as the only children of `parent`.
pub(super) fn rows<K, V>(
    parent: impl Fn() -> Option<Element> + 'static,
    keys: impl Fn() -> Vec<K> + 'static,
    view: impl Fn(K) -> V + 'static,
) where
    K: Copy + PartialEq + 'static,
    V: Render + 'static,
{
    let owner = Owner::current().unwrap_or_default();
    let held = StoredValue::new_local(Vec::<Row<K, V::State>>::new());
    Effect::new(move |_| {
        let Some(parent) = parent() else { return };
        let keys = keys();
        let before = held.try_update_value(mem::take).unwrap_or_default();
        let (left, gone): (Vec<_>, Vec<_>) = before.into_iter().partition(|row| keys.contains(&row.key));
        remove(gone);
        let rows = place(keys, left.into(), &parent, |key| {
            let owner = owner.child();
            let state = owner.with(|| untrack(|| view(key).build()));
            Row { key, state, _owner: owner }
        });
        held.set_value(rows);
    });
    // Now, not when the effect is let go of: until then the rows would follow signals that are gone.
    on_cleanup(move || remove(held.try_update_value(mem::take).unwrap_or_default()));
}

fn remove<K, S: Mountable>(rows: Vec<Row<K, S>>) {
    rows.into_iter().for_each(|mut row| row.state.unmount());
}

/// Puts rows in between where others belong; `left` are those of before that stay, in their order.
fn place<K: PartialEq, S: Mountable>(
    keys: Vec<K>,
    mut left: VecDeque<Row<K, S>>,
    parent: &Element,
    make: impl Fn(K) -> Row<K, S>,
) -> Vec<Row<K, S>> {
    let next = |key: K| {
        let mut row = match left.iter().position(|row| row.key == key) {
            Some(0) => return left.pop_front(),
            Some(at) => left.remove(at)?,
            None => make(key),
        };
        let marked = left.front().is_some_and(|next| next.state.insert_before_this(&mut row.state));
        if !marked {
            row.state.mount(parent, None);
        }
        Some(row)
    };
    keys.into_iter().filter_map(next).collect()
}
