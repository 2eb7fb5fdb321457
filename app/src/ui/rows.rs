//! The rows of a list that shows a part of something long. What stays in the list is not touched: the browser lays it out
//! and paints it once, and neither focus nor players are lost. (`For` takes all rows out and puts them back where several
//! come in at the beginning.)

use leptos::{
    prelude::*,
    tachys::view::{Mountable, Render},
};
use std::mem;
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
        let rows = place(&keys, left, &parent, |key| {
            let owner = owner.child();
            let state = owner.with(|| untrack(|| view(key).build()));
            Row { key, state, _owner: owner }
        });
        held.set_value(rows);
    });
    // Now, not when the effect is let go of: until then the rows would follow signals that are gone.
    on_cleanup(move || remove(held.try_update_value(mem::take).unwrap_or_default()));
}

/// Looks in the next frame, however often this is asked for until then; `asked` says that it was.
pub(super) fn once_in_frame(asked: StoredValue<bool>, look: impl FnOnce() + 'static) {
    // A page out of sight has its frames when it is seen again: what is looked at may be gone by then, and was gone already if
    // this is asked for in a frame itself.
    if asked.try_get_value() != Some(false) {
        return;
    }
    asked.set_value(true);
    request_animation_frame(move || {
        asked.try_set_value(false);
        look();
    });
}

fn remove<K, S: Mountable>(rows: Vec<Row<K, S>>) {
    rows.into_iter().for_each(|mut row| row.state.unmount());
}

/// Puts rows in between where others belong, of those that are left as few as can be.
fn place<K: Copy + PartialEq, S: Mountable>(
    keys: &[K],
    left: Vec<Row<K, S>>,
    parent: &Element,
    make: impl Fn(K) -> Row<K, S>,
) -> Vec<Row<K, S>> {
    let was: Vec<_> = keys.iter().map(|key| left.iter().position(|row| row.key == *key)).collect();
    let stay = longest_rise(&was);
    let mut left: Vec<_> = left.into_iter().map(Some).collect();
    let mut rows: Vec<Row<K, S>> = Vec::with_capacity(keys.len());
    for (key, was) in keys.iter().zip(was).rev() {
        let known = was.and_then(|was| left.get_mut(was)?.take());
        let mut row = known.unwrap_or_else(|| make(*key));
        if !was.is_some_and(|was| stay.contains(&was)) {
            let marked = rows.last().is_some_and(|next| next.state.insert_before_this(&mut row.state));
            if !marked {
                row.state.mount(parent, None);
            }
        }
        rows.push(row);
    }
    rows.reverse();
    rows
}

/// The longest part of the places that rises, in which there may be gaps.
fn longest_rise(places: &[Option<usize>]) -> Vec<usize> {
    /// The last place of a rise, and which step before it leads there.
    struct Step {
        place: usize,
        before: Option<usize>,
    }
    let mut steps: Vec<Step> = Vec::with_capacity(places.len());
    // For each length the rise that ends lowest.
    let mut lowest: Vec<usize> = Vec::new();
    let end = |steps: &[Step], at: usize| steps.get(at).map_or(0, |step| step.place);
    for &place in places.iter().flatten() {
        let length = lowest.partition_point(|&at| end(&steps, at) < place);
        let before = length.checked_sub(1).and_then(|length| lowest.get(length)).copied();
        match lowest.get_mut(length) {
            Some(at) => *at = steps.len(),
            None => lowest.push(steps.len()),
        }
        steps.push(Step { place, before });
    }
    let mut rise = Vec::with_capacity(lowest.len());
    let mut at = lowest.last().copied();
    while let Some(step) = at.and_then(|at| steps.get(at)) {
        rise.push(step.place);
        at = step.before;
    }
    rise.reverse();
    rise
}

#[cfg(test)]
mod tests {
    use super::longest_rise;

    fn of(places: &[i64]) -> Vec<usize> {
        longest_rise(&places.iter().map(|place| usize::try_from(*place).ok()).collect::<Vec<_>>())
    }

    #[test]
    fn as_few_rows_as_can_be_are_moved() {
        assert!(of(&[]).is_empty());
        assert_eq!(of(&[0, 1, 2]), [0, 1, 2]);
        assert_eq!(of(&[-1, 0, -1, 1]), [0, 1], "new ones come in between");
        assert_eq!(of(&[2, 3, 4, 0, 1]), [2, 3, 4], "the first go to the end");
        assert_eq!(of(&[3, 0, 1, 2]), [0, 1, 2], "the last goes to the beginning");
        assert_eq!(of(&[4, 3, 2, 1, 0]), [0]);
        assert_eq!(of(&[5, 1, 6, 2, 0, 3]), [1, 2, 3]);
    }
}
