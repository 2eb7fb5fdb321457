//! Sending what was written.

use super::{super::conversation::Talk, draft::Draft};
use crate::{browser, client, session::Session};
use estuary_api::{Command, MediaCommand, MessageId, NewFile, SendId};
use leptos::{prelude::*, task::spawn_local};

/// Sends the text, or the files with the text beside the first.
pub(super) fn send(talk: Talk, draft: Draft) {
    let session = talk.session;
    let text = draft.text.get_untracked();
    let files = talk.tray.take();
    let kept = untrack(|| talk.kept().is_some());
    if text.trim().is_empty() && files.is_empty() && !kept {
        return;
    }
    let quote = talk.answering.with_untracked(|quote| quote.as_ref()?.id);
    draft.take();
    talk.answering.set(None);
    let chat = talk.chat;
    spawn_local(async move {
        let id = SendId(browser::random());
        let mut files = files.into_iter();
        let first = match if kept { None } else { files.next() } {
            None if kept => Command::Media(MediaCommand::SendDraft { id, chat, text: text.clone(), quote }),
            Some(file) => file_command(talk, text.clone(), quote, file),
            None => Command::SendText { id, chat, text: text.clone(), quote },
        };
        if let Err(problem) = client::call(first).await {
            draft.put_back(text);
            session.problem.set(Some(problem));
        }
        for file in files {
            run(session, file_command(talk, String::new(), None, file)).await;
        }
    });
}

/// Sends a recording at once.
pub(super) fn send_file(talk: Talk, file: NewFile) {
    let session = talk.session;
    let quote = talk.answering.with_untracked(|quote| quote.as_ref()?.id);
    talk.answering.set(None);
    spawn_local(run(session, file_command(talk, String::new(), quote, file)));
}

async fn run(session: Session, command: Command) {
    if let Err(problem) = client::call(command).await {
        session.problem.set(Some(problem));
    }
}

fn file_command(talk: Talk, text: String, quote: Option<MessageId>, file: NewFile) -> Command {
    Command::Media(MediaCommand::Send { id: SendId(browser::random()), chat: talk.chat, text, quote, file })
}
