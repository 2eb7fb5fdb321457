//! The keys that do something.

use crate::i18n::t;
use leptos::prelude::*;

const KEYS: [(&str, &str); 12] = [
    ("Ctrl K", "shortcut-palette"),
    ("Ctrl F", "shortcut-search-chat"),
    ("/", "shortcut-search"),
    ("Alt ↑  Alt ↓", "shortcut-chats"),
    ("Enter", "shortcut-send"),
    ("Shift Enter", "shortcut-line"),
    ("↑  ↓", "shortcut-messages"),
    ("End", "jump-bottom"),
    ("R", "reply"),
    ("Del", "delete"),
    ("Esc", "shortcut-escape"),
    ("?", "shortcuts"),
];

/// A table.
#[component]
pub(super) fn Shortcuts() -> impl IntoView {
    let rows = KEYS.map(|(keys, label)| view! { <dt><kbd>{keys}</kbd></dt> <dd>{t(label)}</dd> });
    view! { <dl class="facts" data-testid="shortcuts">{rows.into_iter().collect::<Vec<_>>()}</dl> }
}
