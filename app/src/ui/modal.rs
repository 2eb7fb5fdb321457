//! A dialog over the page: the browser's own, which keeps the focus inside, gives it back, and closes by Escape.

use super::{
    icon,
    problem::{Front, Notice},
};
use crate::i18n::t;
use leptos::{html, prelude::*};

/// Shown as long as it is in the page.
#[component]
pub(super) fn Modal(
    /// Title.
    #[prop(into)]
    title: Signal<String>,
    /// Called when the person closes it.
    on_close: Callback<()>,
    /// What is inside.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let over = Front::enter();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            dialog.show_modal().ok();
        }
    });
    // Closing it as the browser does gives the focus back to where it was.
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog node_ref=dialog class="modal" aria-label=title data-testid="dialog" on:close=move |_| on_close.run(())>
            <header>
                <h2>{title}</h2>
                <button type="button" class="icon-button" aria-label=move || t("close") on:click=close>
                    <icon::Close/>
                </button>
            </header>
            {children()}
            <Notice over/>
        </dialog>
    }
}
