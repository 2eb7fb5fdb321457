//! The profiles of this browser. Each has a worker, a database, a lock and a channel of its own, named after its number. A page
//! shows one of them, and goes to another by starting anew: so nothing that was asked for one can ever reach another.

mod databases;
mod news;

pub(crate) use news::Change;

use crate::{browser, client};
use std::{cell::Cell, fmt, num::ParseIntError, str::FromStr};

/// A profile of this browser. Never reused, as far as the browser remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ProfileId(u32);

/// The first one there is.
const FIRST: ProfileId = ProfileId(1);
/// Where tab and browser keep which one is shown. `start.js` reads it, too.
const SHOWN: &str = "profile";
/// Where the browser keeps which ones were removed. `start.js` reads it, too.
const REMOVED: &str = "profiles-removed";
/// Where the browser keeps how the chats of each looked last. `boot.js` reads it, too.
const SNAPSHOT: &str = "snapshot-";
/// Where the tab keeps what is to be shown of the profile it goes to.
const TARGET: &str = "profile-target";

thread_local! {
    static HERE: Cell<ProfileId> = const { Cell::new(FIRST) };
}

impl fmt::Display for ProfileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ProfileId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse().map(Self)
    }
}

/// The one this page shows.
pub(crate) fn shown() -> ProfileId {
    HERE.get()
}

/// Decides which one this page shows: `given`, or else the one this tab showed last, or else this browser.
pub(crate) fn begin(given: Option<ProfileId>) {
    let removed = removed();
    let kept = || {
        let kept = [browser::tab_choice(SHOWN), browser::choice(SHOWN)].into_iter().flatten();
        kept.filter_map(|kept| kept.parse().ok()).find(|kept| !removed.contains(kept))
    };
    let here = given.or_else(kept).unwrap_or_else(|| first(&removed));
    if given.is_none() {
        // A reload leads to it again, whatever other tabs show by then.
        browser::tab_choose(SHOWN, Some(&here.to_string()));
    }
    HERE.set(here);
}

/// The others that have a database, whether or not there is a profile in it.
pub(crate) async fn others() -> Vec<ProfileId> {
    let (removed, all) = (removed(), databases::all().await.unwrap_or_default());
    let (gone, mut there): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| removed.contains(one));
    for one in gone {
        // Its removal did not come to its end.
        wipe(one).await;
    }
    there.retain(|&one| one != shown());
    there
}

/// Whether this browser can have several.
pub(crate) async fn can_be_several() -> bool {
    databases::all().await.is_some()
}

/// One that is still to be made, unless one of `known`; a number that was prepared and not used is taken first.
pub(crate) async fn fresh(known: &[ProfileId]) -> ProfileId {
    let there = others().await;
    let unused = there.iter().find(|one| !known.contains(one)).copied();
    unused.unwrap_or_else(|| {
        let highest = there.into_iter().chain(removed()).chain([shown()]).max().unwrap_or(FIRST);
        ProfileId(highest.0.saturating_add(1))
    })
}

/// Starts this tab anew with another one, and `target` as a note to its page.
pub(crate) fn show(profile: ProfileId, target: Option<&str>) {
    let number = profile.to_string();
    browser::tab_choose(SHOWN, Some(&number));
    browser::choose(SHOWN, &number);
    browser::tab_choose(TARGET, target);
    browser::reload();
}

/// Takes the note that [`show`] left.
pub(crate) fn take_target() -> Option<String> {
    let target = browser::tab_choice(TARGET);
    browser::tab_choose(TARGET, None);
    target
}

/// Tells other pages that the one shown here was made.
pub(crate) fn tell_made() {
    news::tell(Change::Added(shown()));
}

/// From now on, what other pages do goes to `heard`.
pub(crate) fn listen(heard: impl Fn(Change) + 'static) {
    news::listen(heard);
}

/// Removes the one shown here with all it has. From the first step on it does not come back: where a later one fails, the
/// next start goes on.
pub(crate) async fn remove() {
    let mut removed = removed();
    removed.push(shown());
    let removed: Vec<_> = removed.iter().map(ToString::to_string).collect();
    browser::choose(REMOVED, &removed.join(" "));
    news::tell(Change::Removed(shown()));
    client::end(shown());
    wipe(shown()).await;
}

/// Keeps how the chats of the one shown here look, for its next start, or with `None` keeps it no longer.
pub(crate) fn keep_snapshot(chats: Option<&str>) {
    let name = snapshot_of(shown());
    // What does not fit any more must not leave the one of before.
    browser::forget(&name);
    if let Some(chats) = chats.filter(|_| !removed().contains(&shown())) {
        browser::choose(&name, chats);
    }
}

/// Removes what is kept of one.
async fn wipe(profile: ProfileId) {
    browser::forget(&snapshot_of(profile));
    databases::remove(profile).await;
}

fn snapshot_of(profile: ProfileId) -> String {
    format!("{SNAPSHOT}{profile}")
}

fn removed() -> Vec<ProfileId> {
    read(&browser::choice(REMOVED).unwrap_or_default())
}

fn read(numbers: &str) -> Vec<ProfileId> {
    numbers.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// The lowest number that was not removed.
fn first(removed: &[ProfileId]) -> ProfileId {
    (FIRST.0..).map(ProfileId).find(|one| !removed.contains(one)).unwrap_or(FIRST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_removed_profiles_are_not_used_again() {
        assert_eq!(first(&read("")), ProfileId(1));
        assert_eq!(first(&read("1")), ProfileId(2));
        assert_eq!(first(&read("2 1 x -3 4")), ProfileId(3));
    }
}
