//! One picture that can be looked at closely: by wheel, two fingers, double click, or the keys + and -.

use crate::{i18n::t, media::ObjectUrl};
use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent},
    prelude::*,
};
use std::{collections::BTreeMap, sync::Arc};

/// Largest magnification.
const MOST: f64 = 8.0;
/// Magnification of one step by key.
const STEP: f64 = 1.4;

/// How the picture lies: magnified, and moved from the middle by pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pose {
    zoom: f64,
    x: f64,
    y: f64,
}

impl Pose {
    const WHOLE: Self = Self { zoom: 1.0, x: 0.0, y: 0.0 };

    fn is_zoomed(&self) -> bool {
        self.zoom > 1.0
    }

    /// Magnified by a factor, so that the point at this distance from the middle stays where it is.
    fn zoomed(self, factor: f64, x: f64, y: f64) -> Self {
        let zoom = (self.zoom * factor).clamp(1.0, MOST);
        if zoom <= 1.0 {
            return Self::WHOLE;
        }
        let by = zoom / self.zoom;
        Self { zoom, x: x - (x - self.x) * by, y: y - (y - self.y) * by }
    }
}

/// The picture.
#[component]
pub(super) fn Stage(url: Arc<ObjectUrl>) -> impl IntoView {
    let pose = RwSignal::new(Pose::WHOLE);
    let fingers = StoredValue::new(BTreeMap::<i32, (f64, f64)>::new());
    let middle = |event: &MouseEvent| {
        let (width, height) = crate::browser::page_size();
        (f64::from(event.client_x()) - width / 2.0, f64::from(event.client_y()) - height / 2.0)
    };
    let wheel = move |event: WheelEvent| {
        event.prevent_default();
        let (x, y) = middle(&event);
        pose.update(|pose| *pose = pose.zoomed((-event.delta_y() / 300.0).exp(), x, y));
    };
    let double = move |event: MouseEvent| {
        let (x, y) = middle(&event);
        pose.update(|pose| *pose = if pose.zoom > 1.0 { Pose::WHOLE } else { pose.zoomed(2.5, x, y) });
    };
    let down = move |event: PointerEvent| {
        fingers.update_value(|fingers| {
            fingers.insert(event.pointer_id(), middle(&event));
        });
    };
    let up = move |event: PointerEvent| {
        fingers.update_value(|fingers| {
            fingers.remove(&event.pointer_id());
        });
    };
    let moved = move |event: PointerEvent| {
        let to = middle(&event);
        let Some(before) = fingers.try_update_value(|fingers| {
            let before: Vec<_> = fingers.iter().map(|(id, place)| (*id, *place)).collect();
            fingers.entry(event.pointer_id()).and_modify(|place| *place = to);
            before
        }) else {
            return;
        };
        let Some(&(_, from)) = before.iter().find(|(id, _)| *id == event.pointer_id()) else { return };
        let other = before.iter().find(|(id, _)| *id != event.pointer_id()).map(|(_, place)| *place);
        pose.update(|pose| {
            *pose = match other {
                Some(other) => {
                    pose.zoomed(distance(to, other) / distance(from, other).max(1.0), other.0, other.1)
                }
                None if pose.zoom > 1.0 => {
                    Pose { x: pose.x + to.0 - from.0, y: pose.y + to.1 - from.1, ..*pose }
                }
                None => *pose,
            }
        });
    };
    let key = move |event: KeyboardEvent| {
        let factor = match event.key().as_str() {
            "+" | "=" => STEP,
            "-" => 1.0 / STEP,
            "0" => 0.0,
            _ => return,
        };
        pose.update(|pose| *pose = pose.zoomed(factor, 0.0, 0.0));
    };
    let src = url.as_str().to_owned();
    // Held as long as it is shown.
    on_cleanup(move || drop(url));
    view! {
        <div
            class="stage" role="group" tabindex="0" autofocus=true aria-label=t("viewer-zoom") data-testid="stage"
            class:zoomed=move || pose.with(Pose::is_zoomed)
            style=("--zoom", move || pose.get().zoom.to_string())
            style=("--x", move || format!("{}px", pose.get().x)) style=("--y", move || format!("{}px", pose.get().y))
            on:wheel=wheel on:dblclick=double on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=up
            on:pointerleave=up on:keydown=key
        >
            <img src=src alt="" draggable="false"/>
        </div>
    }
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_under_the_finger_stays() {
        let pose = Pose::WHOLE.zoomed(2.0, 100.0, 50.0);
        assert_eq!(pose, Pose { zoom: 2.0, x: -100.0, y: -50.0 });
        assert_eq!(pose.zoomed(0.5, 100.0, 50.0), Pose::WHOLE);
        assert!(pose.zoomed(1000.0, 0.0, 0.0).zoom <= MOST);
    }
}
