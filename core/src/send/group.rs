//! What a member changes about a group, on its way to the others.

use super::{
    Draft, Intent, Recipient,
    audience::{about, description},
};
use crate::{
    Engine,
    db::Transaction,
    identity::Identity,
    mail::{HeaderValue, new_message_id},
    model::{Chat, ChatKind, Contact, Group, Info, Message, Purpose},
    pgp::Fingerprint,
    ports::{Clock, Platform, Store, StoreError},
};
use estuary_api::{ChatId, ContactId, Problem};

/// A change that was just made to the stored group.
#[derive(Debug)]
pub(crate) enum GroupChange {
    /// Somebody is a member now; `invited`: they came by an invite.
    Added {
        /// Who.
        who: ContactId,
        /// By an invite.
        invited: bool,
    },
    /// Somebody is none any more.
    Removed(ContactId),
    /// Oneself is none any more.
    Left,
    /// It had this name.
    Renamed(String),
    /// It has another picture, or none.
    Picture,
    /// It has another description.
    Description,
}

impl GroupChange {
    /// The text for clients that do not know better.
    fn body(&self, address: &str) -> String {
        match self {
            Self::Added { .. } => format!("Member {address} was added."),
            Self::Removed(_) => format!("Member {address} was removed."),
            Self::Left => "I left the group.".to_owned(),
            Self::Renamed(_) => "Chat name changed.".to_owned(),
            Self::Picture => "Chat image changed.".to_owned(),
            Self::Description => "Chat description changed.".to_owned(),
        }
    }

    /// How the own chat tells it.
    fn info(&self, group: &Group, picture: bool) -> Info {
        match self {
            Self::Added { who, .. } => Info::MemberAdded { by: None, who: Some(*who) },
            Self::Removed(who) => Info::MemberRemoved { by: None, who: Some(*who) },
            Self::Left => Info::MemberLeft(None),
            Self::Renamed(old) => Info::Renamed { by: None, old: old.clone(), new: group.state.name.clone() },
            Self::Picture => Info::PictureChanged { by: None, set: picture },
            Self::Description => Info::DescriptionChanged { by: None },
        }
    }
}

impl<P: Platform> Engine<P> {
    /// Tells the members about a change, and shows it. Nothing is told about a group nobody knows yet.
    pub(crate) async fn announce(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        (chat_id, chat): (ChatId, &mut Chat),
        change: &GroupChange,
    ) -> Result<(), Problem> {
        let group: Group = work.load(&chat_id).await?.unwrap_or_default();
        if !group.promoted {
            return Ok(());
        }
        let now = self.platform.clock().now();
        let person = match change {
            GroupChange::Added { who, .. } | GroupChange::Removed(who) => work.load::<Contact>(who).await?,
            _ => None,
        };
        let address = person.as_ref().map_or("", |person| &person.address);
        if matches!(change, GroupChange::Added { .. }) {
            chat.avatar_sent = None;
        }
        let rfc_id = new_message_id(&mut self.rng());
        let intent = Intent {
            rfc_id: rfc_id.clone(),
            text: change.body(address),
            quote: None,
            time: now,
            forwarded: false,
        };
        let mut draft = intent.draft_anyway(work, identity, (chat_id, chat)).await?;
        draft.ask_receipt = false;
        let picture = Group::picture(work, chat_id).await?;
        let notice =
            Message { rfc_id, ..Message::notice(chat_id, change.info(&group, picture.is_some()), now) };
        let recipient = match (&person, chat.kind) {
            (Some(person), ChatKind::OwnChannel) => Recipient::of_contact(work, person).await?,
            (None, ChatKind::Channel) => Recipient::of_owner(work, chat_id).await?,
            _ => None,
        };
        let secret = draft.audience.secret.clone();
        draft.tell(work, identity, &group, picture, change, person).await?;
        if let Some(recipient) = recipient {
            draft.audience.only(recipient);
            if let (Some(secret), GroupChange::Added { .. }) = (secret, change) {
                draft.audience.headers.push(("Chat-Broadcast-Secret", HeaderValue::Raw(secret)));
            }
        }
        draft.note(work, chat_id, chat).await?;
        let sealed = draft.compose(identity, &mut self.rng())?.seal(identity, &mut self.rng())?;
        notice.insert(work, chat).await?;
        let row = sealed.row(identity, Purpose::Handshake, self.max_recipients());
        row.enqueue(work, sealed.mail).await?;
        Ok(())
    }
}

impl Draft {
    async fn tell<S: Store>(
        &mut self,
        db: &Transaction<'_, S>,
        identity: &Identity,
        group: &Group,
        picture: Option<Vec<u8>>,
        change: &GroupChange,
        person: Option<Contact>,
    ) -> Result<(), StoreError> {
        let raw = |value: &str| HeaderValue::Raw(value.to_owned());
        let person = person.unwrap_or_default();
        let audience = &mut self.audience;
        match change {
            GroupChange::Added { invited, .. } => {
                audience.headers.push(("Chat-Group-Member-Added", raw(&person.address.to_lowercase())));
                audience.headers.push(("Chat-Group-Member-Added-Fpr", raw(&person.fingerprint)));
                if *invited {
                    audience.headers.push(("Secure-Join", raw("vg-member-added")));
                }
                audience.headers.extend(about(group, picture));
                audience.gossip = audience.recipients.iter().map(key).collect();
            }
            GroupChange::Removed(_) => {
                audience.headers.push(("Chat-Group-Member-Removed", raw(&person.address.to_lowercase())));
                audience.headers.push(("Chat-Group-Member-Removed-Fpr", raw(&person.fingerprint)));
                audience.recipients.extend(Recipient::of_contact(db, &person).await?);
            }
            GroupChange::Left => {
                let own = identity.address().to_lowercase();
                audience.headers.push(("Chat-Group-Member-Removed", raw(&own)));
                audience.headers.push(("Chat-Group-Member-Removed-Fpr", raw(&identity.fingerprint())));
            }
            GroupChange::Renamed(old) => {
                audience.headers.push(("Chat-Group-Name-Changed", HeaderValue::Text(old.clone())));
            }
            GroupChange::Picture => {
                audience.headers.push(("Chat-Content", raw("group-avatar-changed")));
                audience.headers.push(("Chat-Group-Avatar", HeaderValue::Picture(picture)));
            }
            GroupChange::Description => {
                audience.headers.push(("Chat-Group-Description-Changed", raw("")));
                audience.headers.extend(description(group));
            }
        }
        Ok(())
    }
}

fn key(recipient: &Recipient) -> Fingerprint {
    recipient.certificate.fingerprint()
}
