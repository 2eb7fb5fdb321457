//! What went wrong, in words, and what can be done.

use super::icon;
use crate::{browser, i18n::t, session::session};
use estuary_api::{Problem, ProblemKind};
use leptos::prelude::*;

/// The text of a kind of problem.
pub(super) fn explain(kind: ProblemKind) -> String {
    t(match kind {
        ProblemKind::ServerUnreachable => "problem-server-unreachable",
        ProblemKind::ServerError => "problem-server-error",
        ProblemKind::WrongPassword => "problem-wrong-password",
        ProblemKind::AccountRefused => "problem-account-refused",
        ProblemKind::TooFast => "problem-too-fast",
        ProblemKind::ServerFull => "problem-server-full",
        ProblemKind::MessageRefused => "problem-message-refused",
        ProblemKind::TooLarge => "problem-too-large",
        ProblemKind::MessageUnreadable => "problem-message-unreadable",
        ProblemKind::InviteMalformed => "problem-invite-malformed",
        ProblemKind::InviteUnsupported => "problem-invite-unsupported",
        ProblemKind::InviteOwn => "problem-invite-own",
        ProblemKind::ReadOnlyChat => "problem-read-only-chat",
        ProblemKind::RelayMissing => "problem-relay-missing",
        ProblemKind::NameUnusable => "problem-name-unusable",
        ProblemKind::KeyMissing => "problem-key-missing",
        ProblemKind::AccountCodeMalformed => "problem-account-code-malformed",
        ProblemKind::AppUnusable => "problem-app-unusable",
        ProblemKind::PictureUnusable => "problem-picture-unusable",
        ProblemKind::MicrophoneRefused => "problem-microphone-refused",
        ProblemKind::ClipboardRefused => "problem-clipboard-refused",
        ProblemKind::NoProfile => "problem-no-profile",
        ProblemKind::NotFound => "problem-not-found",
        ProblemKind::FileGone => "problem-file-gone",
        ProblemKind::StorageFull => "problem-storage-full",
        ProblemKind::StorageRefused => "problem-storage-refused",
        ProblemKind::StorageUnreadable => "problem-storage-unreadable",
        ProblemKind::StorageNewer => "problem-storage-newer",
        ProblemKind::KeysUnreadable => "problem-keys-unreadable",
        ProblemKind::CodeLoad => "problem-code-load",
        ProblemKind::OtherVersion => "problem-other-version",
        ProblemKind::WorkerDied => "problem-worker-died",
        ProblemKind::Internal => "problem-internal",
    })
}

/// Whether loading the page again is what helps.
fn needs_reload(kind: ProblemKind) -> bool {
    use ProblemKind::{
        CodeLoad, Internal, KeysUnreadable, OtherVersion, StorageNewer, StorageUnreadable, WorkerDied,
    };
    matches!(
        kind,
        CodeLoad | Internal | KeysUnreadable | OtherVersion | StorageNewer | StorageUnreadable | WorkerDied
    )
}

/// A problem in place, with its technical detail behind a click.
#[component]
pub(super) fn Text(
    /// What happened.
    problem: Problem,
    /// Nobody has been told of it.
    #[prop(default = true)]
    new: bool,
) -> impl IntoView {
    let Problem { kind, detail } = problem;
    view! {
        <div class="problem" role=new.then_some("alert") data-testid="problem">
            <p>{move || explain(kind)}</p>
            {(!detail.is_empty()).then(|| view! {
                <details>
                    <summary>{move || t("details")}</summary>
                    <p class="detail" dir="ltr">{detail}</p>
                </details>
            })}
        </div>
    }
}

/// Where problems nobody asked for are shown: in what stands in front. The browser lets nobody press or hear what is behind
/// a modal dialog.
#[derive(Clone, Copy, Default)]
pub(super) struct Front {
    /// Modal dialogs that stand over each other.
    modals: RwSignal<usize>,
    /// What people were told last.
    told: StoredValue<Option<Problem>>,
}

impl Front {
    /// A modal dialog stands in front for as long as the owner lives; how many there are with it.
    pub(super) fn enter() -> usize {
        let Self { modals, .. } = expect_context();
        modals.update(|modals| *modals += 1);
        on_cleanup(move || modals.update(|modals| *modals -= 1));
        modals.get_untracked()
    }
}

/// The latest problem nobody asked for, told once however often it moves.
#[component]
pub(super) fn Notice(
    /// Over how many modal dialogs.
    #[prop(default = 0)]
    over: usize,
) -> impl IntoView {
    let session = session();
    let Front { modals, told } = expect_context();
    let was_here = StoredValue::new(false);
    move || {
        let is_here = modals.get() == over;
        let again = was_here.try_update_value(|was| std::mem::replace(was, is_here)).unwrap_or_default();
        let problem = session.problem.get();
        if !is_here {
            return None;
        }
        // What comes while one is here is new, even if it says the same.
        let new = again || told.with_value(|told| *told != problem);
        told.set_value(problem.clone());
        problem.map(|problem| {
            let reload = needs_reload(problem.kind);
            view! {
                <div class="notice">
                    <Text problem new/>
                    {reload.then(|| view! {
                        <button type="button" class="button" on:click=|_| browser::reload()>{move || t("reload")}</button>
                    })}
                    <button
                        type="button" class="icon-button"
                        aria-label=move || t("close")
                        on:click=move |_| session.problem.set(None)
                    >
                        <icon::Close/>
                    </button>
                </div>
            }
        })
    }
}
