//! What the pages of this browser tell each other about its profiles.

use super::ProfileId;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "estuary-profiles";

/// A change of what profiles there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It was made.
    Added(ProfileId),
    /// It is about to go: nobody may touch its database any more.
    Removed(ProfileId),
}

/// Tells all other pages.
pub(super) fn tell(change: Change) {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        channel.post_message(&write(change).into()).ok();
        channel.close();
    }
}

/// From now on, what other pages tell goes to `heard`.
pub(super) fn listen(heard: impl Fn(Change) + 'static) {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(change) = event.data().as_string().as_deref().and_then(read) {
            heard(change);
        }
    });
    channel.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
    // Browsers may end a channel that nobody refers to.
    std::mem::forget(channel);
}

fn write(change: Change) -> String {
    match change {
        Change::Added(profile) => format!("added {profile}"),
        Change::Removed(profile) => format!("removed {profile}"),
    }
}

fn read(text: &str) -> Option<Change> {
    let (what, profile) = text.split_once(' ')?;
    let profile = profile.parse().ok()?;
    match what {
        "added" => Some(Change::Added(profile)),
        "removed" => Some(Change::Removed(profile)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        for change in [Change::Added(ProfileId(1)), Change::Removed(ProfileId(u32::MAX))] {
            assert_eq!(read(&write(change)), Some(change));
        }
        for other in ["", "added", "added ", "added x", "added -1", "gone 1", "removed 1 2"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
