//! All updates in their order.

use crate::{host::Sent, i18n::t};
use leptos::prelude::*;

/// So many of the last ones are shown.
const SHOWN: usize = 200;

/// Who sent what.
#[component]
pub(super) fn Inspector(log: ArcRwSignal<Vec<Sent>>) -> impl IntoView {
    let rows = move || {
        log.with(|log| {
            let numbered = log.iter().enumerate().skip(log.len().saturating_sub(SHOWN));
            let row = |(number, sent): (usize, &Sent)| {
                view! {
                    <tr data-testid="update">
                        <td>{number + 1}</td>
                        <td>{crate::host::peer_name(sent.peer)}</td>
                        <td><code dir="ltr">{sent.json.clone()}</code></td>
                    </tr>
                }
            };
            numbered.map(row).collect_view()
        })
    };
    view! {
        <div class="inspector">
            <table aria-label=move || t("developer-updates") data-testid="inspector"><tbody>{rows}</tbody></table>
        </div>
    }
}
