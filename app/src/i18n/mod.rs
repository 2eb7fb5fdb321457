//! Every text a person reads, by Fluent (`locales/`). They are files of their own, of which a person loads one. A change of
//! language needs no reload: [`t`] reads a signal.

mod language;

pub(crate) use language::Language;

use crate::browser;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use gloo_timers::future::TimeoutFuture;
use leptos::{
    prelude::{ArcRwSignal, Get, GetUntracked, Set},
    task::spawn_local,
};
use std::{cell::RefCell, collections::HashMap};

/// Before texts that could not be loaded are asked for again, in milliseconds.
const PAUSE: u32 = 1_000;

type Bundle = FluentBundle<FluentResource>;

thread_local! {
    static CURRENT: ArcRwSignal<Language> = ArcRwSignal::new(Language::chosen());
    static BUNDLES: RefCell<HashMap<Language, Bundle>> = RefCell::new(HashMap::new());
}

/// The language shown.
pub(crate) fn language() -> Language {
    CURRENT.with(|current| current.get())
}

/// The language shown, for what is done once and follows no change.
pub(crate) fn language_untracked() -> Language {
    CURRENT.with(|current| current.get_untracked())
}

/// Loads what has to be there before anything can be shown. It does not give up: what `index.html` shows says that
/// something is still loading. Without a network the person's language may not be there where English is.
pub(crate) async fn ready() {
    while !load(language_untracked()).await {
        if load(Language::ENGLISH).await {
            CURRENT.with(|current| current.set(Language::ENGLISH));
            return;
        }
        TimeoutFuture::new(PAUSE).await;
    }
}

/// Changes the language, once its texts are here; `None` follows the browser. Where they cannot be loaded now they
/// are at the next start.
pub(crate) fn set_language(choice: Option<Language>) {
    Language::choose(choice);
    spawn_local(async {
        let chosen = Language::chosen();
        if load(chosen).await {
            CURRENT.with(|current| current.set(chosen));
        }
    });
}

/// Whether the texts of a language are here (now).
async fn load(language: Language) -> bool {
    if BUNDLES.with_borrow(|bundles| bundles.contains_key(&language)) {
        return true;
    }
    let source = browser::text_of(&format!("/texts-{}.ftl", language.code())).await;
    source.is_some_and(|source| {
        BUNDLES.with_borrow_mut(|bundles| bundles.insert(language, bundle(language, source)));
        true
    })
}

/// A text.
pub(crate) fn t(key: &str) -> String {
    look_up(language(), key, None)
}

/// A text with values in it. Numbers take part in plural rules.
pub(crate) fn t_with<'a>(
    key: &str,
    values: impl IntoIterator<Item = (&'static str, FluentValue<'a>)>,
) -> String {
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(name, value);
    }
    look_up(language(), key, Some(&args))
}

fn look_up(language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    BUNDLES
        .with_borrow(|bundles| {
            let bundle = bundles.get(&language)?;
            let pattern = bundle.get_message(key)?.value()?;
            // Errors name missing values; the rest of the text is still worth showing.
            Some(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
        })
        .unwrap_or_else(|| key.to_owned())
}

fn bundle(language: Language, source: String) -> Bundle {
    let mut bundle = FluentBundle::new(vec![language.id()]);
    // Texts stand alone in elements with a direction of their own; invisible marks would only be copied along.
    bundle.set_use_isolating(false);
    // A text with a mistake loses that one entry; a test sees to it that there is none.
    let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests;
