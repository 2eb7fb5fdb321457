//! What is done with a chat as a whole: where each of these commands finds its answer.

use crate::{Engine, ports::Platform};
use estuary_api::{ChatCommand, Problem, ProblemKind, Reply};

impl<P: Platform> Engine<P> {
    pub(super) async fn chats(&self, command: ChatCommand) -> Result<Reply, Problem> {
        match command {
            ChatCommand::CreateGroup { .. }
            | ChatCommand::CreateChannel { .. }
            | ChatCommand::Profile(_)
            | ChatCommand::SetProfile { .. }
            | ChatCommand::AddMembers { .. }
            | ChatCommand::RemoveMember { .. }
            | ChatCommand::Leave(_)
            | ChatCommand::InviteLink(_) => Err(later()),
            ChatCommand::Mute { .. }
            | ChatCommand::Archive { .. }
            | ChatCommand::Pin { .. }
            | ChatCommand::MarkAllSeen(_)
            | ChatCommand::Delete(_)
            | ChatCommand::Saved
            | ChatCommand::Archived => self.shelf(command).await,
            ChatCommand::SetTimer { .. } | ChatCommand::Pinned(_) => Err(later()),
        }
    }
}

fn later() -> Problem {
    Problem::new(ProblemKind::Internal, "not part of this version")
}
