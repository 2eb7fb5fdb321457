//! Choosing the part of a picture that becomes the picture of somebody.

use super::{hold::Hold, modal::Modal};
use crate::{
    i18n::t,
    media::{MOST_ZOOM, Square, Uncut},
};
use estuary_api::Problem;
use leptos::{
    ev::{KeyboardEvent, PointerEvent, SubmitEvent, WheelEvent},
    html,
    prelude::*,
    task::spawn_local,
};

/// What a key moves the picture by, in parts of what is seen of it, and how much larger one makes it.
const STEP: f64 = 0.05;
const CLOSER: f64 = 1.2;

/// A dialog of its own, also over another one: what is inside its circle is used, or everything stays as it was.
#[component]
pub(super) fn Crop(
    /// The whole picture; taken away when the person gives up.
    uncut: RwSignal<Option<Uncut>, LocalStorage>,
    /// Gets the part, drawn anew.
    on_cut: Callback<Result<Vec<u8>, Problem>>,
) -> impl IntoView {
    let given = uncut.get_untracked()?;
    let url = given.url();
    let square = RwSignal::new(given.largest());
    let close = Callback::new(move |()| uncut.set(None));
    let cut = move || {
        if let Some(given) = uncut.get_untracked() {
            spawn_local(async move {
                on_cut.try_run(given.cut(square.get_untracked()).await);
            });
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        cut();
    };
    let frame = NodeRef::<html::Div>::new();
    let hold = Hold::new();
    let before = StoredValue::new(square.get_untracked());
    let pressed = move |event: PointerEvent| {
        if hold.take(&event) {
            before.set_value(square.get_untracked());
        }
    };
    let moved = move |event: PointerEvent| {
        if let (Some((right, down)), Some(frame)) = (hold.way(&event), frame.get_untracked()) {
            let side = f64::from(frame.client_width().max(1));
            square.set(before.get_value().drawn(right / side, down / side));
        }
    };
    let released = move |event: PointerEvent| {
        hold.end(&event);
    };
    let wheel = move |event: WheelEvent| {
        event.prevent_default();
        square.update(|square| *square = square.zoomed(square.zoom() * (-event.delta_y() / 300.0).exp()));
    };
    let key = move |event: KeyboardEvent| {
        let here = square.get_untracked();
        square.set(match event.key().as_str() {
            "ArrowLeft" => here.drawn(-STEP, 0.0),
            "ArrowRight" => here.drawn(STEP, 0.0),
            "ArrowUp" => here.drawn(0.0, -STEP),
            "ArrowDown" => here.drawn(0.0, STEP),
            "+" | "=" => here.zoomed(here.zoom() * CLOSER),
            "-" => here.zoomed(here.zoom() / CLOSER),
            "Enter" => return cut(),
            _ => return,
        });
        event.prevent_default();
    };
    let slid = move |value: String| {
        if let Ok(zoom) = value.parse() {
            square.update(|square| *square = square.zoomed(zoom));
        }
    };
    let zoom = move || square.get().zoom();
    let percent = move |part: fn(Square) -> f64| {
        move || {
            let square = square.get();
            format!("{}%", part(square) / square.side * 100.0)
        }
    };
    Some(view! {
        <Modal title=Signal::derive(|| t("crop")) on_close=close>
            // Keys mean nothing below it.
            <form class="stack" on:submit=submit on:keydown=|event| event.stop_propagation()>
                <p id="crop-hint">{move || t("crop-hint")}</p>
                <div
                    class="crop" node_ref=frame role="group" tabindex="0" autofocus=true aria-labelledby="crop-hint" data-testid="crop"
                    style=("--left", percent(|square| -square.left)) style=("--top", percent(|square| -square.top))
                    style=("--width", percent(|square| square.of.0)) style=("--height", percent(|square| square.of.1))
                    on:pointerdown=pressed on:pointermove=moved on:pointerup=released on:pointercancel=released
                    on:wheel=wheel on:keydown=key
                >
                    <img src=url.as_str().to_owned() alt="" draggable="false"/>
                </div>
                <label class="field">
                    <span>{move || t("crop-size")}</span>
                    <input
                        type="range" min="1" max=MOST_ZOOM step="any" data-testid="crop-size" prop:value=zoom
                        aria-valuetext=move || format!("{:.0} %", zoom() * 100.0)
                        on:input:target=move |event| slid(event.target().value())
                    />
                </label>
                <footer>
                    <button type="button" class="button" on:click=move |_| close.run(())>{move || t("cancel")}</button>
                    <button type="submit" class="button primary" data-testid="crop-use">{move || t("crop-use")}</button>
                </footer>
            </form>
        </Modal>
    })
}
