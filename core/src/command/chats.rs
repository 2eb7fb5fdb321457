//! What is done with a chat as a whole: where each of these commands finds its answer.

use super::done;
use crate::{Engine, ports::Platform, view};
use estuary_api::{ChatCommand, Problem, Reply};

impl<P: Platform> Engine<P> {
    pub(super) async fn chats(&self, command: ChatCommand) -> Result<Reply, Problem> {
        let db = self.db.read(self.platform.store());
        match command {
            ChatCommand::CreateGroup { id, name, avatar, description, members } => {
                let chat = self.create_group(id, &name, avatar, &description, &members).await?;
                Ok(Reply::Chat(view::chat(&db, chat).await?))
            }
            ChatCommand::Profile(chat) => view::chat_profile(&db, chat).await.map(Reply::ChatProfile),
            ChatCommand::SetProfile { chat, name, avatar, description } => {
                self.set_group_profile(chat, &name, avatar, &description).await.map(done)
            }
            ChatCommand::AddMembers { chat, members } => self.add_members(chat, &members).await.map(done),
            ChatCommand::RemoveMember { chat, member } => self.remove_member(chat, member).await.map(done),
            ChatCommand::Leave(chat) => self.leave(chat).await.map(done),
            ChatCommand::InviteLink(chat) => self.group_invite_link(chat).await.map(Reply::InviteLink),
            ChatCommand::CreateChannel { id, name, avatar } => {
                let chat = self.create_channel(id, &name, avatar).await?;
                Ok(Reply::Chat(view::chat(&db, chat).await?))
            }
            ChatCommand::Mute { .. }
            | ChatCommand::Archive { .. }
            | ChatCommand::Pin { .. }
            | ChatCommand::MarkAllSeen(_)
            | ChatCommand::MarkUnseen(_)
            | ChatCommand::Delete(_)
            | ChatCommand::Saved => self.shelf(command).await,
            ChatCommand::SetTimer { chat, seconds } => self.set_timer(chat, seconds).await.map(done),
            ChatCommand::Pinned(chat) => view::pinned(&db, chat).await.map(Reply::Messages),
        }
    }
}
