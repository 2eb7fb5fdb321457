//! A window with nothing but a mini app in it. Which one is said by the window's name: only a page of ours can have given
//! it, since browsers drop names where a foreign page opens one that isolates itself (`Cross-Origin-Opener-Policy`), and
//! it outlives a reload.

use crate::{
    browser,
    profiles::{self, ProfileId},
};
use estuary_api::MessageId;

/// How such a name begins.
const PREFIX: &str = "estuary-app-";
/// Its size at first.
const FEATURES: &str = "popup,width=480,height=760";

/// Profile and mini app this window is for, if it is one of these.
pub(super) fn instance() -> Option<(ProfileId, MessageId)> {
    let name = browser::window()?.name().ok()?;
    let (profile, instance) = name.strip_prefix(PREFIX)?.split_once('-')?;
    Some((profile.parse().ok()?, MessageId(instance.parse().ok()?)))
}

/// Opens a window for a mini app, or shows the one it has. Only right after a person asked for it.
pub(crate) fn open(instance: MessageId) -> bool {
    let name = format!("{PREFIX}{}-{instance}", profiles::shown());
    let opened = browser::window()
        .and_then(|window| window.open_with_url_and_target_and_features("/", &name, FEATURES).ok().flatten());
    opened.is_some_and(|window| window.focus().is_ok())
}
