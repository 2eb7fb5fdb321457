//! The page as somebody uses it who draws with a mouse or a finger.

use crate::page::Page;
use serde_json::{Value, json};

/// What is drawn with.
#[derive(Clone, Copy)]
pub enum Pointer {
    /// A mouse, by its first button.
    Mouse,
    /// A finger on the screen.
    Finger,
}

/// A pointer that is pressed; it stays so until it is let go of.
#[must_use]
pub struct Held<'a> {
    page: &'a Page,
    pointer: Pointer,
    at: (f64, f64),
}

impl Page {
    /// Presses in the middle of an element.
    #[track_caller]
    pub fn hold(&self, pointer: Pointer, css: &str) -> Held<'_> {
        self.browser.find(css);
        let middle = "const box = document.querySelector(args[0]).getBoundingClientRect();\
            return [box.left + box.width / 2, box.top + box.height / 2]";
        let at = serde_json::from_value(self.browser.script(middle, vec![css.into()])).unwrap();
        let held = Held { page: self, pointer, at };
        held.tell("mousePressed", "touchStart");
        held
    }
}

impl Held<'_> {
    /// Goes right and down by so many pixels, not in one leap.
    pub fn draw(&mut self, right: f64, down: f64) {
        for _ in 0..4 {
            self.at = (self.at.0 + right / 4.0, self.at.1 + down / 4.0);
            self.tell("mouseMoved", "touchMove");
        }
    }

    /// Lets go.
    pub fn let_go(self) {
        self.tell("mouseReleased", "touchEnd");
    }

    fn tell(&self, mouse: &str, touch: &str) {
        let (x, y) = self.at;
        match self.pointer {
            Pointer::Mouse => {
                let event =
                    json!({"type": mouse, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1});
                self.page.browser.devtools("Input.dispatchMouseEvent", event);
            }
            Pointer::Finger => {
                let fingers =
                    if touch == "touchEnd" { Value::Array(vec![]) } else { json!([{"x": x, "y": y}]) };
                let event = json!({"type": touch, "touchPoints": fingers});
                self.page.browser.devtools("Input.dispatchTouchEvent", event);
            }
        }
    }
}
