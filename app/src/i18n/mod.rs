//! Every text a person reads, by Fluent (`locales/*/main.ftl`). A change of language shows at once: [`t`] reads a
//! signal.

mod language;

pub(crate) use language::Language;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use leptos::prelude::{ArcRwSignal, Get, GetUntracked, Set};
use std::{cell::RefCell, collections::HashMap};

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

/// Changes the language; `None` follows the browser.
pub(crate) fn set_language(choice: Option<Language>) {
    Language::choose(choice);
    CURRENT.with(|current| current.set(Language::chosen()));
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
    BUNDLES.with_borrow_mut(|bundles| {
        let bundle = bundles.entry(language).or_insert_with(|| bundle(language));
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        // Errors name missing values; the rest of the text is still worth showing.
        bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    })
}

fn bundle(language: Language) -> Bundle {
    let mut bundle = FluentBundle::new(vec![language.id()]);
    // Texts stand alone in elements with a direction of their own; invisible marks would only be copied along.
    bundle.set_use_isolating(false);
    // A text with a mistake loses that one entry; a test sees to it that there is none.
    let resource =
        FluentResource::try_new(language.source().to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests;
