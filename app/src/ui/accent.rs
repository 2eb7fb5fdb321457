//! The accent: Estuary's own, or the colour of one's own avatar in the lightness that the style gives it.

use crate::{browser, format, session::Session};
use estuary_api::ProfileView;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Kept by those who chose the colour of their avatar.
const OF_AVATAR: &str = "accent-of-avatar";

/// Whether it is the avatar's.
pub(super) fn is_of_avatar() -> bool {
    browser::choice(OF_AVATAR).is_some()
}

/// Makes it the avatar's or Estuary's.
pub(super) fn choose(session: Session, of_avatar: bool) {
    match of_avatar {
        true => browser::choose(OF_AVATAR, ""),
        false => browser::forget(OF_AVATAR),
    }
    apply(session.profile.with_untracked(color), of_avatar);
}

/// Follows the profile that is shown. Until that is known it stays what `boot.js` made it by the snapshot of the chats.
pub(super) fn keep(session: Session) {
    let color = Memo::new(move |_| session.profile.with(color));
    Effect::new(move |_| {
        let (color, of_avatar) = (color.get(), is_of_avatar());
        if color.is_some() || !of_avatar {
            apply(color, of_avatar);
        }
    });
}

fn color(profile: &Option<ProfileView>) -> Option<u32> {
    profile.as_ref().map(|profile| profile.color)
}

/// Tells the style sheet.
fn apply(color: Option<u32>, of_avatar: bool) -> Option<()> {
    let root: HtmlElement = browser::window()?.document()?.document_element()?.dyn_into().ok()?;
    match color.filter(|_| of_avatar) {
        Some(color) => {
            root.style().set_property("--avatar", &format::hex_color(color)).ok()?;
            root.set_attribute("data-accent", "avatar").ok()
        }
        None => root.remove_attribute("data-accent").ok(),
    }
}
