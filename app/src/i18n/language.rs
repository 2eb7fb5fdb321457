//! The languages there are, and which one a person gets.

use crate::browser;
use unic_langid::{LanguageIdentifier, langid};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    /// English; the one that is always complete.
    English,
    /// German.
    German,
}

const CHOICE: &str = "language";

impl Language {
    /// All, in the order of a menu.
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::German];

    /// BCP 47 code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Which way it is written, as HTML says it.
    pub(crate) fn direction(self) -> &'static str {
        match self {
            Self::English | Self::German => "ltr",
        }
    }

    /// Its own name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    pub(super) fn id(self) -> LanguageIdentifier {
        match self {
            Self::English => langid!("en"),
            Self::German => langid!("de"),
        }
    }

    /// The language of a code such as `de-AT`.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        let primary = code.split('-').next()?;
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
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
        Self::choice().or_else(|| Self::of_code(&preferred()?)).unwrap_or(Self::English)
    }
}
