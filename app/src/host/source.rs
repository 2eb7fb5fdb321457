//! Where a running app's files and updates come from: a chat, or a simulation. The host cannot tell them apart.

use super::Peer;
use crate::{browser, client};
use estuary_api::{
    AppCommand, AppUpdates, ChatId, Command, Instance, MessageId, Problem, ProblemKind, Reply, SendId,
};

/// An instance.
#[derive(Clone)]
pub(crate) enum Source {
    /// A message of a chat.
    Chat(MessageId),
    /// One side of a simulation.
    Simulated(Peer),
}

impl Source {
    /// What the app is to know of itself.
    pub(crate) async fn instance(&self) -> Result<Instance, Problem> {
        match self {
            Self::Chat(id) => match ask(AppCommand::Instance(*id)).await? {
                Reply::Instance(instance) => Ok(instance),
                _ => Err(unexpected()),
            },
            Self::Simulated(peer) => Ok(peer.instance()),
        }
    }

    /// The chat whose files a person may hand to it.
    pub(super) fn chat(&self, instance: &Instance) -> Option<ChatId> {
        matches!(self, Self::Chat(_)).then_some(instance.chat)
    }

    /// A file of the archive; `None` where there is none of that name.
    pub(super) async fn file(&self, path: String) -> Option<Vec<u8>> {
        match self {
            Self::Chat(id) => match ask(AppCommand::File { instance: *id, path }).await {
                Ok(Reply::AppFile(bytes)) => Some(bytes),
                _ => None,
            },
            Self::Simulated(peer) => peer.file(&path),
        }
    }

    /// Takes an update; it comes back with the others.
    pub(super) async fn send(&self, update: String) -> Result<(), Problem> {
        match self {
            Self::Chat(instance) => {
                let id = SendId(browser::random());
                ask(AppCommand::SendUpdate { id, instance: *instance, update }).await.map(drop)
            }
            Self::Simulated(peer) => {
                peer.send(update);
                Ok(())
            }
        }
    }

    /// Updates after a serial.
    pub(super) async fn updates(&self, after: u32, limit: u32) -> Result<AppUpdates, Problem> {
        match self {
            Self::Chat(instance) => {
                match ask(AppCommand::Updates { instance: *instance, after, limit }).await? {
                    Reply::AppUpdates(updates) => Ok(updates),
                    _ => Err(unexpected()),
                }
            }
            Self::Simulated(peer) => Ok(peer.updates(after, limit)),
        }
    }
}

async fn ask(command: AppCommand) -> Result<Reply, Problem> {
    client::call(Command::App(command)).await
}

fn unexpected() -> Problem {
    Problem::new(ProblemKind::Internal, "the worker answered something else")
}
