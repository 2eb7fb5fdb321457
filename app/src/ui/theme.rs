//! Light, dark, or as the system says.

use crate::browser;

/// The colours a person chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub(super) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::System => "theme-system",
            Self::Light => "theme-light",
            Self::Dark => "theme-dark",
        }
    }

    pub(super) fn chosen() -> Self {
        let choice = browser::choice("theme");
        Self::ALL.into_iter().find(|theme| choice.as_deref() == Some(theme.name())).unwrap_or(Self::System)
    }

    pub(super) fn choose(self) {
        browser::choose("theme", self.name());
        apply();
    }
}

/// Tells the style sheet; the style of `system` is a media query.
pub(super) fn apply() {
    let document = browser::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.document_element()) {
        root.set_attribute("data-theme", Theme::chosen().name()).ok();
    }
}
