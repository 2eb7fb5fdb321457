//! What is said to those who cannot see that something was written.

use super::{
    super::{message::summary_of, rows::rows},
    window::Window,
};
use estuary_api::{MessageBody, MessageId};
use leptos::{html, prelude::*};
use web_sys::Element;

/// Messages that stay in the log: what vanishes soon may not be heard.
const MOST: usize = 20;

/// What others wrote since the conversation was opened.
#[derive(Clone, Debug, Default, PartialEq)]
struct Log {
    /// The newest message that was there when this was looked at last.
    upto: Option<MessageId>,
    said: Vec<(MessageId, String)>,
}

/// A log of what others wrote. Each message is a line of its own, so that those that arrive together are all said. Older ones that
/// come in above are not news.
#[component]
pub(super) fn Announcer(window: RwSignal<Window>) -> impl IntoView {
    let log = Memo::new(move |before: Option<&Log>| {
        let Log { upto, mut said } = before.cloned().unwrap_or_default();
        window.with(|window| {
            if window.has_newer() {
                return Log { upto, said };
            }
            for row in window.rows() {
                let of_others = matches!(row.body, MessageBody::Content { from: Some(_), .. });
                if of_others && upto.is_some_and(|upto| upto < row.id) {
                    let (from, text) = summary_of(row);
                    said.push((row.id, format!("{from}: {text}")));
                }
            }
            said.drain(..said.len().saturating_sub(MOST));
            Log { upto: window.rows().iter().map(|row| row.id).max(), said }
        })
    });
    let parent = NodeRef::<html::Div>::new();
    rows(
        move || parent.get().map(Element::from),
        move || log.with(|log| log.said.iter().map(|(id, _)| *id).collect()),
        move |id| {
            let text =
                log.with(|log| log.said.iter().find(|(said, _)| *said == id).map(|(_, text)| text.clone()));
            view! { <p>{text}</p> }
        },
    );
    view! { <div class="visually-hidden" role="log" aria-live="polite" node_ref=parent/> }
}
