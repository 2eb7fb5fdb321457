//! How far a message got.

use super::super::icon;
use crate::i18n::t;
use estuary_api::DeliveryState;
use leptos::prelude::*;

/// A sign, with its name for those who cannot see it.
#[component]
pub(in super::super) fn StateMark(state: DeliveryState) -> impl IntoView {
    let (name, label, sign) = match state {
        DeliveryState::Pending => ("pending", "state-pending", icon::Clock().into_any()),
        DeliveryState::Delivered => ("delivered", "state-delivered", icon::Tick().into_any()),
        DeliveryState::Read => ("read", "state-read", icon::Ticks().into_any()),
        DeliveryState::Failed(_) => ("failed", "state-failed", icon::Alert().into_any()),
        DeliveryState::Fresh => ("fresh", "state-fresh", ().into_any()),
        DeliveryState::Seen | DeliveryState::Notice => ("seen", "state-seen", ().into_any()),
    };
    view! {
        <span class="state" data-state=name data-testid="state" title=t(label)>
            {sign}<span class="visually-hidden">{t(label)}</span>
        </span>
    }
}
