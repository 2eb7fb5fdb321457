//! Choosing an emoji: a row of the usual ones, or from all there are.

mod catalogue;
mod picker;

use super::icon;
use crate::{
    client,
    i18n::t,
    session::{Dialog, Session, session},
};
use estuary_api::{Command, MessageCommand, MessageId};
use leptos::{prelude::*, task::spawn_local};
pub(super) use picker::EmojiPicker;

/// What Delta Chat offers first.
const USUAL: [&str; 6] = ["👍", "👎", "❤️", "😂", "🙁", "🎉"];

/// Reacts to a message; the same emoji again takes it back.
pub(super) fn react(session: Session, message: MessageId, emoji: &str, given: Option<&str>) {
    let emoji = if given == Some(emoji) { String::new() } else { emoji.to_owned() };
    spawn_local(async move {
        let command = Command::Message(MessageCommand::React { message, emoji });
        if let Err(problem) = client::call(command).await {
            session.problem.set(Some(problem));
        }
    });
}

/// The usual reactions, and the way to all others.
#[component]
pub(super) fn QuickReactions(
    message: MessageId,
    given: Option<String>,
    /// Closes what they stand in.
    close: Callback<()>,
) -> impl IntoView {
    let session = session();
    let usual = USUAL.map(|emoji| {
        let given = given.clone();
        let pressed = (given.as_deref() == Some(emoji)).to_string();
        let chosen = move |_| {
            close.run(());
            react(session, message, emoji, given.as_deref());
        };
        view! {
            <button
                type="button" role="menuitemcheckbox" tabindex="-1" aria-checked=pressed data-testid="quick-reaction" on:click=chosen
            >
                {emoji}
            </button>
        }
    });
    let more = move |_| {
        close.run(());
        session.dialog.set(Some(Dialog::React(message)));
    };
    view! {
        <div class="quick-reactions" role="group" aria-label=t("react")>
            {usual.into_iter().collect::<Vec<_>>()}
            <button type="button" role="menuitem" tabindex="-1" aria-label=t("react-more") data-testid="react-more" on:click=more>
                <icon::Plus/>
            </button>
        </div>
    }
}
