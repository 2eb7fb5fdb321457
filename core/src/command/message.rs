//! What is done with messages that exist: where each of these commands finds its answer.

use super::done;
use crate::{Engine, ports::Platform, view};
use estuary_api::{MessageCommand, Problem, Reply};

impl<P: Platform> Engine<P> {
    pub(super) async fn message(&self, command: MessageCommand) -> Result<Reply, Problem> {
        let db = self.db.read(self.platform.store());
        match command {
            MessageCommand::React { message, emoji } => self.react(message, &emoji).await.map(done),
            MessageCommand::Reactions(id) => view::reactors(&db, id).await.map(Reply::Reactions),
            MessageCommand::Edit { message, text } => self.edit(message, text).await.map(done),
            MessageCommand::DeleteForAll(ids) => self.delete_for_all(&ids).await.map(done),
            MessageCommand::Forward { id, messages, chat } => {
                self.forward(id, &messages, chat).await.map(done)
            }
            MessageCommand::Pin { message, pinned } => self.pin_message(message, pinned).await.map(done),
            MessageCommand::Save { message, saved } => self.save_message(message, saved).await.map(done),
            MessageCommand::Info(id) => view::message_info(&db, id).await.map(Reply::MessageInfo),
            MessageCommand::Html(id) => view::html(&db, id).await.map(Reply::Html),
            MessageCommand::Search(search) => {
                // What has just arrived may not be indexed yet.
                self.advance_index().await?;
                view::found(&db, &search).await.map(Reply::Found)
            }
        }
    }
}
