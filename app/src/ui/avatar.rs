//! A person's or chat's picture, or the first letter on their colour.

use super::icon;
use crate::{format, media::faces};
use estuary_api::Picture;
use leptos::prelude::*;

/// Decorative: the name always stands beside it.
#[component]
pub(super) fn Avatar(
    /// Name for the letter.
    #[prop(into)]
    name: Signal<String>,
    /// Colour behind the letter, 0xRRGGBB.
    #[prop(into)]
    color: Signal<u32>,
    /// Picture, if there is one.
    #[prop(into)]
    picture: Signal<Option<Picture>>,
    /// `small`, `medium` or `large`.
    #[prop(default = "medium")]
    size: &'static str,
) -> impl IntoView {
    let url = Memo::new(move |_| picture.with(|picture| picture.as_ref().map(faces::url)));
    view! {
        <span
            class=format!("avatar {size}")
            aria-hidden="true"
            style=("--avatar", move || format::hex_color(color.get()))
        >
            {move || match url.get().and_then(|url| url.get()) {
                Some(url) => view! { <img src=url alt=""/> }.into_any(),
                None => match format::initial(&name.get()) {
                    Some(initial) => initial.into_any(),
                    None => icon::Person().into_any(),
                },
            }}
        </span>
    }
}
