//! What the system is to tell while Estuary cannot be seen; kept by this browser, not by the profile.

use super::{super::notify, choices::Toggle};
use crate::{browser, i18n::t};
use leptos::{prelude::*, task::spawn_local};

/// Whether it is to tell anything, and how much.
#[component]
pub(super) fn Notifications() -> impl IntoView {
    let on = RwSignal::new(notify::is_on());
    let refused = RwSignal::new(false);
    let says = RwSignal::new(browser::choice(notify::DISCREET).is_none());
    let switch = Callback::new(move |wanted: bool| {
        on.set(wanted);
        spawn_local(async move {
            let granted = notify::switch(wanted).await;
            on.try_set(granted);
            refused.try_set(wanted && !granted);
        });
    });
    let say = Callback::new(move |all: bool| {
        says.set(all);
        match all {
            true => browser::forget(notify::DISCREET),
            false => browser::choose(notify::DISCREET, ""),
        }
    });
    view! {
        <section class="card">
            <Toggle label="notify" hint="notify-hint" on choose=switch/>
            <p role="alert" class="problem" hidden=move || !refused.get()>{move || refused.get().then(|| t("notify-refused"))}</p>
            <Toggle label="notify-text" on=says unknown=Signal::derive(move || !on.get()) choose=say/>
        </section>
    }
}
