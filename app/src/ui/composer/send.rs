//! Sending what was written.

use super::{super::conversation::Talk, draft::Draft};
use crate::{browser, client};
use estuary_api::{Command, MediaCommand, NewFile, SendId};
use leptos::{prelude::*, task::spawn_local};
use std::collections::VecDeque;

/// Sends the text, or the files, one message each, with the text beside the first. What cannot be sent waits in its place.
pub(super) fn send(talk: Talk, draft: Draft) {
    let text = draft.text.get_untracked();
    let mut files = VecDeque::from(talk.tray.take());
    if text.trim().is_empty() && files.is_empty() {
        return;
    }
    let quote = talk.answering.with_untracked(|quote| quote.as_ref()?.id);
    draft.take();
    talk.answering.set(None);
    let chat = talk.chat;
    spawn_local(async move {
        let (mut said, mut answers) = (text, quote);
        loop {
            let (id, text, quote) = (SendId(browser::random()), said.clone(), answers.take());
            let command = match files.front() {
                Some(&place) => Command::Media(MediaCommand::SendDraft { id, chat, place, text, quote }),
                None => Command::SendText { id, chat, text, quote },
            };
            if let Err(problem) = client::call(command).await {
                draft.put_back(said);
                talk.tray.put_back(files.make_contiguous());
                return talk.session.problem.set(Some(problem));
            }
            said.clear();
            files.pop_front();
            if files.is_empty() {
                return;
            }
        }
    });
}

/// Sends a recording at once.
pub(super) fn send_file(talk: Talk, file: NewFile) {
    let quote = talk.answering.with_untracked(|quote| quote.as_ref()?.id);
    talk.answering.set(None);
    let (id, chat, text) = (SendId(browser::random()), talk.chat, String::new());
    talk.session.run(Command::Media(MediaCommand::Send { id, chat, text, quote, file }));
}
