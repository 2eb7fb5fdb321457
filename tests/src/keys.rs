//! The page as somebody uses it who has a keyboard and nothing else. Nothing is pressed here that has not got the focus, and
//! nothing gets the focus but by keys.

use crate::page::Page;
use serde_json::{Value, json};

/// Keys with their Windows virtual key codes.
const CODES: [(&str, u32); 12] = [
    ("Backspace", 8),
    ("Tab", 9),
    ("Enter", 13),
    ("Escape", 27),
    ("Space", 32),
    ("End", 35),
    ("ArrowLeft", 37),
    ("ArrowUp", 38),
    ("ArrowRight", 39),
    ("ArrowDown", 40),
    ("Delete", 46),
    ("F10", 121),
];

/// Presses of one key after which a way is no way.
const MOST: usize = 80;

/// Whether an element has the focus, and says something (a message: in its own words); and what it is, in a few words.
const FOCUSED: &str = "const here = document.activeElement ?? document.body;\
    const said = (here.querySelector('[data-testid=text]') ?? here).innerText;\
    return [here.matches(args[0]) && said.includes(args[1]),\
        [here.dataset.testid || here.className || here.tagName, here.ariaLabel || [...here.innerText].slice(0, 40).join('')].join(': ')]";

impl Page {
    /// Presses keys where the focus is, modifiers first, such as `Control+k`.
    pub fn press(&self, keys: &str) {
        let mut keys: Vec<&str> = keys.split('+').collect();
        let key = keys.pop().unwrap_or_default();
        let bits = [("Alt", 1), ("Control", 2), ("Meta", 4), ("Shift", 8)];
        let modifiers: u32 = bits.iter().filter(|(name, _)| keys.contains(name)).map(|(_, bit)| bit).sum();
        let text = match key {
            "Enter" => "\r",
            "Space" => " ",
            one if one.chars().count() == 1 && modifiers == 0 => one,
            _ => "",
        };
        let down = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        for kind in [down, "keyUp"] {
            let name = if key == "Space" { " " } else { key };
            let mut event = json!({"type": kind, "key": name, "modifiers": modifiers, "text": text});
            // What the browser itself does with a key, such as closing a dialog, goes by its code.
            if let Some((_, code)) = CODES.iter().find(|(name, _)| *name == key) {
                event["windowsVirtualKeyCode"] = json!(code);
            }
            self.browser.devtools("Input.dispatchKeyEvent", event);
        }
    }

    /// Goes on with a key until an element has the focus that says something.
    #[track_caller]
    pub fn go_to(&self, key: &str, css: &str, text: &str) {
        let mut seen = Vec::new();
        while seen.len() < MOST {
            self.press(key);
            let (found, what) = self.focused(css, text);
            if found {
                return;
            }
            seen.push(what);
        }
        panic!("{key} does not lead to {css} with {text:?}, but to {seen:#?}");
    }

    /// Goes on with the Tab key until an element has the focus, and presses it.
    #[track_caller]
    pub fn tab_and_enter(&self, css: &str) {
        self.go_to("Tab", css, "");
        self.press("Enter");
    }

    /// Opens the menu of what has the focus with a key, goes to one of its items, and presses that.
    #[track_caller]
    pub fn choose_by_keys(&self, key: &str, item: &str) {
        self.press(key);
        self.until_focus("[role^=menuitem]");
        if !self.focused(item, "").0 {
            self.go_to("ArrowDown", item, "");
        }
        self.press("Enter");
    }

    /// Waits until an element got the focus by what was done.
    #[track_caller]
    pub fn until_focus(&self, css: &str) {
        let mut last = String::new();
        self.browser.until(&format!("{css} has the focus"), || {
            let (found, what) = self.focused(css, "");
            if what != last {
                eprintln!("The focus is on {what}");
                last = what;
            }
            found.then_some(())
        });
    }

    /// Types where the focus is.
    #[track_caller]
    pub fn type_keys(&self, text: &str) {
        self.browser.type_into_focused(text);
    }

    fn focused(&self, css: &str, text: &str) -> (bool, String) {
        let found = self.browser.script(FOCUSED, vec![css.into(), text.into()]);
        (found[0] == true, found[1].as_str().map_or_else(|| Value::Null.to_string(), str::to_owned))
    }
}
