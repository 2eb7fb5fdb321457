//! Groups: made, and changed by their members.

use super::profile::{clean, picture_bytes};
use crate::{
    Engine,
    db::{Reader, Transaction},
    group::{DESCRIPTION, State},
    identity::Identity,
    model::{ChannelSecret, Chat, ChatKind, Contact, Group, Info, Message},
    pgp::Fingerprint,
    ports::{Clock, Platform, Store},
    send::{GroupChange, Recipient},
    view,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use estuary_api::{ChatId, ContactId, Picture, Problem, ProblemKind, SendId};
use rand::RngCore as _;
use sha2::{Digest, Sha256};

impl<P: Platform> Engine<P> {
    /// Makes a group; the first message will tell its members.
    pub(super) async fn create_group(
        &self,
        id: SendId,
        name: &str,
        avatar: Option<Picture>,
        description: &str,
        members: &[ContactId],
    ) -> Result<ChatId, Problem> {
        let name = name_of(name)?;
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let key = format!("g/{}", group_id(id));
        if let Some((made, _)) = Chat::by_group(&work, &key).await? {
            return Ok(made);
        }
        let avatar = picture_bytes(&work, avatar).await?;
        let time = self.platform.clock().now();
        let now = time / 1000;
        let mut state = State { name: name.clone(), listed: now, ..State::default() };
        state.roster.add(identity.key.fingerprint(), now);
        for member in members {
            state.roster.add(writable(&work, *member).await?, now);
        }
        let description = text_of(description);
        if !description.is_empty() {
            (state.description, state.described) = (description, now);
        }
        let group = Group { state, ..Group::default() };
        let chat = Chat { kind: ChatKind::Group, name, time, listed: true, ..Chat::default() };
        let (chat_id, mut chat) = Chat::create_group(&mut work, &key, chat).await?;
        Group::set_picture(&mut work, chat_id, avatar);
        group.keep(&mut work, chat_id, &mut chat).await?;
        Message::notice(chat_id, Info::Encrypted, time).insert(&mut work, &mut chat).await?;
        work.strict();
        self.commit(work).await?;
        Ok(chat_id)
    }

    /// Makes a channel, which others join by its invite.
    pub(super) async fn create_channel(
        &self,
        id: SendId,
        name: &str,
        avatar: Option<Picture>,
    ) -> Result<ChatId, Problem> {
        let name = name_of(name)?;
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let key = format!("c/{}", group_id(id));
        if let Some((made, _)) = Chat::by_group(&work, &key).await? {
            return Ok(made);
        }
        let avatar = picture_bytes(&work, avatar).await?;
        let time = self.platform.clock().now();
        let mut state = State { name: name.clone(), listed: time / 1000, ..State::default() };
        state.roster.add(identity.key.fingerprint(), time / 1000);
        let chat = Chat { kind: ChatKind::OwnChannel, name, time, listed: true, ..Chat::default() };
        let (chat_id, mut chat) = Chat::create_group(&mut work, &key, chat).await?;
        let mut secret = [0; 32];
        self.rng().fill_bytes(&mut secret);
        let secret = ChannelSecret { secret: URL_SAFE_NO_PAD.encode(secret), owner: None };
        work.save(&chat_id, &secret)?;
        Group::set_picture(&mut work, chat_id, avatar);
        Group { state, promoted: true, ..Group::default() }.keep(&mut work, chat_id, &mut chat).await?;
        Message::notice(chat_id, Info::Encrypted, time).insert(&mut work, &mut chat).await?;
        work.strict();
        self.commit(work).await?;
        Ok(chat_id)
    }

    /// Changes what is told about it, each thing that is new with a message of its own.
    pub(super) async fn set_group_profile(
        &self,
        chat_id: ChatId,
        name: &str,
        avatar: Option<Picture>,
        description: &str,
    ) -> Result<(), Problem> {
        let (name, description) = (name_of(name)?, text_of(description));
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let (mut chat, mut group) = own_group(&work, &identity, chat_id).await?;
        let avatar = picture_bytes(&work, avatar).await?;
        let now = self.platform.clock().now() / 1000;
        let mut changes = Vec::new();
        if group.state.name != name {
            changes.push(GroupChange::Renamed(std::mem::replace(&mut group.state.name, name)));
            group.state.named = now.max(group.state.named + 1);
        }
        if group.state.description != description {
            changes.push(GroupChange::Description);
            group.state.description = description;
            group.state.described = now.max(group.state.described + 1);
        }
        if Group::picture(&work, chat_id).await? != avatar {
            changes.push(GroupChange::Picture);
            Group::set_picture(&mut work, chat_id, avatar);
            group.state.pictured = now.max(group.state.pictured);
        }
        group.keep(&mut work, chat_id, &mut chat).await?;
        self.tell_all(work, &identity, (chat_id, chat), &changes).await
    }

    pub(super) async fn add_members(&self, chat_id: ChatId, members: &[ContactId]) -> Result<(), Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let (mut chat, mut group) = own_group(&work, &identity, chat_id).await?;
        let now = self.platform.clock().now() / 1000;
        let mut changes = Vec::new();
        for member in members {
            let key = writable(&work, *member).await?;
            if !group.state.roster.contains(&key) {
                group.state.roster.add(key, now);
                changes.push(GroupChange::Added { who: *member, invited: false });
            }
        }
        group.keep(&mut work, chat_id, &mut chat).await?;
        self.tell_all(work, &identity, (chat_id, chat), &changes).await
    }

    pub(super) async fn remove_member(&self, chat_id: ChatId, member: ContactId) -> Result<(), Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let (mut chat, mut group) = own_group(&work, &identity, chat_id).await?;
        let contact: Contact = work.load(&member).await?.ok_or_else(|| view::not_found("contact"))?;
        let key = contact.fingerprint.parse().map_err(|_| view::not_found("key"))?;
        if !group.state.roster.contains(&key) {
            return Ok(());
        }
        group.state.roster.remove(key, self.platform.clock().now() / 1000);
        group.keep(&mut work, chat_id, &mut chat).await?;
        self.tell_all(work, &identity, (chat_id, chat), &[GroupChange::Removed(member)]).await
    }

    pub(super) async fn leave(&self, chat_id: ChatId) -> Result<(), Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let mut chat: Chat = work.load(&chat_id).await?.ok_or_else(|| view::not_found("chat"))?;
        let mut group: Group = work.load(&chat_id).await?.ok_or_else(|| view::not_found("group"))?;
        if !group.state.roster.contains(&identity.key.fingerprint()) {
            return Ok(());
        }
        group.state.roster.remove(identity.key.fingerprint(), self.platform.clock().now() / 1000);
        group.keep(&mut work, chat_id, &mut chat).await?;
        self.announce(&mut work, &identity, (chat_id, &mut chat), &GroupChange::Left).await?;
        if chat.kind == ChatKind::Channel {
            ChannelSecret::forget(&mut work, chat_id);
        }
        self.tell_all(work, &identity, (chat_id, chat), &[]).await
    }

    async fn tell_all(
        &self,
        mut work: Transaction<'_, P::Store>,
        identity: &Identity,
        (chat_id, mut chat): (ChatId, Chat),
        changes: &[GroupChange],
    ) -> Result<(), Problem> {
        for change in changes {
            self.announce(&mut work, identity, (chat_id, &mut chat), change).await?;
        }
        work.strict();
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(())
    }
}

/// The group ID that belongs to a command, so that repeating the command makes no second group.
fn group_id(id: SendId) -> String {
    let digest = Sha256::digest([b"group".as_slice(), &id.0].concat());
    URL_SAFE_NO_PAD.encode(digest.get(..18).unwrap_or_default())
}

fn name_of(text: &str) -> Result<String, Problem> {
    crate::group::name(&clean(text))
        .ok_or_else(|| Problem::new(ProblemKind::NameUnusable, "a name needs between 1 and 199 bytes"))
}

fn text_of(description: &str) -> String {
    description.trim().chars().take(DESCRIPTION).collect()
}

/// The key of somebody who can be written to.
async fn writable<S: Store>(db: &Reader<'_, S>, id: ContactId) -> Result<Fingerprint, Problem> {
    let contact: Contact = db.load(&id).await?.ok_or_else(|| view::not_found("contact"))?;
    let recipient = Recipient::of_contact(db, &contact).await?;
    let missing =
        || Problem::new(ProblemKind::KeyMissing, format!("the key of {} is not known", contact.address));
    recipient.map(|recipient| recipient.certificate.fingerprint()).ok_or_else(missing)
}

/// A group one is a member of.
pub(super) async fn own_group<S: Store>(
    db: &Reader<'_, S>,
    identity: &Identity,
    id: ChatId,
) -> Result<(Chat, Group), Problem> {
    let chat: Chat = db.load(&id).await?.ok_or_else(|| view::not_found("chat"))?;
    let group: Group = db.load(&id).await?.ok_or_else(|| view::not_found("group"))?;
    let is_changed_here = chat.is_group() || chat.kind == ChatKind::OwnChannel;
    if is_changed_here && group.state.roster.contains(&identity.key.fingerprint()) {
        return Ok((chat, group));
    }
    Err(Problem::new(ProblemKind::ReadOnlyChat, "only members change a group"))
}
