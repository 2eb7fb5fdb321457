//! The languages there are, and which one a person gets.

use crate::browser;
use unic_langid::LanguageIdentifier;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Language {
    code: &'static str,
    name: &'static str,
}

const CHOICE: &str = "language";

/// Languages written from right to left; a script in a tag is not looked at.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "ckb", "fa", "he", "ps", "ug", "ur", "yi"];

impl Language {
    /// All, by their names: one for each file in `locales/`, see `build.rs`.
    pub(crate) const ALL: &[Self] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

    /// The one that is always complete.
    pub(super) const ENGLISH: Self = Self { code: "en", name: "English" };

    /// BCP 47 code.
    pub(crate) fn code(self) -> &'static str {
        self.code
    }

    /// Which way it is written, as HTML says it.
    pub(crate) fn direction(self) -> &'static str {
        if RIGHT_TO_LEFT.contains(&primary(self.code)) { "rtl" } else { "ltr" }
    }

    /// Its own name.
    pub(crate) fn name(self) -> &'static str {
        self.name
    }

    pub(super) fn id(self) -> LanguageIdentifier {
        self.code.parse().unwrap_or_default()
    }

    /// The language of a code, or else the nearest one: German for `de-AT`.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        let is = |language: &Self| language.code.eq_ignore_ascii_case(code);
        let is_near = |language: &Self| primary(language.code).eq_ignore_ascii_case(primary(code));
        let find = |fits: &dyn Fn(&Self) -> bool| Self::ALL.iter().copied().find(fits);
        find(&is).or_else(|| find(&is_near))
    }

    /// What the person chose; `None` follows the browser.
    pub(crate) fn choice() -> Option<Self> {
        Self::of_code(&browser::choice(CHOICE)?)
    }

    pub(super) fn choose(choice: Option<Self>) {
        browser::choose(CHOICE, choice.map_or("", Self::code));
    }

    pub(super) fn chosen() -> Self {
        let preferred = || browser::window().and_then(|window| window.navigator().language());
        Self::choice().or_else(|| Self::of_code(&preferred()?)).unwrap_or(Self::ENGLISH)
    }
}

/// What a tag begins with: the language without region and script.
fn primary(code: &str) -> &str {
    code.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_and_german_are_there() {
        assert!(Language::ALL.contains(&Language::ENGLISH));
        assert_eq!(Language::of_code("de").map(Language::name), Some("Deutsch"));
    }

    #[test]
    fn the_nearest_language_is_found() {
        for (code, found) in
            [("de-AT", Some("de")), ("EN", Some("en")), ("en-GB", Some("en")), ("x", None), ("", None)]
        {
            assert_eq!(Language::of_code(code).map(Language::code), found, "{code}");
        }
    }

    #[test]
    fn the_direction_is_the_languages() {
        let language = |code| Language { code, name: "" };
        assert_eq!(language("fa").direction(), "rtl");
        assert_eq!(language("he-IL").direction(), "rtl");
        assert_eq!(language("pt-BR").direction(), "ltr");
    }
}
