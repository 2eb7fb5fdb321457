//! All updates in their order, and what is said in the realtime channel.

use crate::{
    format,
    host::{Packet, Sent, Traffic, peer_name},
    i18n::{t, t_with},
};
use leptos::prelude::*;

/// So many of the last ones are shown.
const SHOWN: usize = 200;

/// Who sent what.
#[component]
pub(super) fn Inspector(log: ArcRwSignal<Vec<Sent>>, traffic: ArcRwSignal<Traffic>) -> impl IntoView {
    let rows = move || {
        log.with(|log| {
            let numbered = log.iter().enumerate().skip(log.len().saturating_sub(SHOWN));
            let row = |(number, sent): (usize, &Sent)| {
                view! {
                    <tr data-testid="update">
                        <td>{number + 1}</td>
                        <td>{peer_name(sent.peer)}</td>
                        <td><code dir="ltr">{sent.json.clone()}</code></td>
                    </tr>
                }
            };
            numbered.map(row).collect_view()
        })
    };
    let packets = move || {
        traffic.with(|traffic| {
            let row = |packet: &Packet| {
                view! {
                    <tr data-testid="packet">
                        <td>{packet.number}</td>
                        <td>{peer_name(packet.peer)}</td>
                        <td>{format::size(packet.size.into())}</td>
                        <td><code dir="ltr">{packet.begin.clone()}</code></td>
                    </tr>
                }
            };
            (traffic.count > 0).then(|| {
                view! {
                    <table aria-label=t("developer-realtime") data-testid="traffic">
                        <caption>{t_with("developer-packets", [("count", traffic.count.into())])}</caption>
                        <tbody>{traffic.last.iter().map(row).collect_view()}</tbody>
                    </table>
                }
            })
        })
    };
    view! {
        <div class="inspector" role="group" tabindex="0" aria-label=move || t("developer-inspector")>
            <table aria-label=move || t("developer-updates") data-testid="inspector"><tbody>{rows}</tbody></table>
            {packets}
        </div>
    }
}
