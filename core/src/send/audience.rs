//! Whom a message of a chat goes to, and what it says about them.

use super::Recipient;
use crate::{
    db::Reader,
    identity::Identity,
    mail::{HeaderValue, Mailbox},
    model::{ChannelSecret, Chat, ChatKind, Contact, Group, Profile},
    pgp::Fingerprint,
    ports::Store,
};
use estuary_api::{ChatId, Problem};

/// How long a key that went around need not be repeated, in seconds.
const GOSSIP_AGAIN: i64 = 172_800;

/// See [`Audience::of`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Audience {
    /// Whom it is encrypted to.
    pub(crate) recipients: Vec<Recipient>,
    /// `To`, in order; none hides everybody.
    pub(crate) to: Vec<Mailbox>,
    /// Fields that say which group it is, and who is in it.
    pub(crate) headers: Vec<(&'static str, HeaderValue)>,
    /// Recipients whose keys go along.
    pub(crate) gossip: Vec<Fingerprint>,
    /// What it is encrypted with instead of keys.
    pub(crate) secret: Option<String>,
}

impl Audience {
    /// Everybody in the chat. `time`: Unix milliseconds.
    ///
    /// # Errors
    /// `KeyMissing` in a single chat.
    pub(crate) async fn of<S: Store>(
        db: &Reader<'_, S>,
        identity: &Identity,
        profile: &Profile,
        (chat_id, chat): (ChatId, &Chat),
        time: i64,
    ) -> Result<Self, Problem> {
        if chat.kind == ChatKind::Single {
            let recipient = Recipient::of_chat(db, chat).await?;
            let to = vec![Mailbox::new(&recipient.name, &recipient.address)];
            return Ok(Self { recipients: vec![recipient], to, ..Self::default() });
        }
        let group: Group = db.load(&chat_id).await?.unwrap_or_default();
        let mut audience = Self::of_group(db, identity, profile, &group, time / 1000).await?;
        if chat.kind == ChatKind::Group {
            audience.headers.insert(0, ("Chat-Group-ID", HeaderValue::Raw(chat.group_id().to_owned())));
            audience.headers.extend(name(&group));
        } else {
            audience.hide(db, chat_id, chat, &group).await?;
        }
        if !group.promoted {
            let picture = Group::picture(db, chat_id).await?;
            audience.headers.extend(about(&group, picture));
        }
        Ok(audience)
    }

    /// A channel's subscribers do not see each other, and one secret opens its posts for all.
    async fn hide<S: Store>(
        &mut self,
        db: &Reader<'_, S>,
        chat_id: ChatId,
        chat: &Chat,
        group: &Group,
    ) -> Result<(), Problem> {
        let list = format!("{} <{}>", group.state.name, chat.group_id());
        self.headers = vec![("Chat-List-ID", HeaderValue::Text(list))];
        self.headers.extend(name(group));
        self.to.clear();
        self.gossip.clear();
        self.secret = db.load::<ChannelSecret>(&chat_id).await?.map(|row| row.secret);
        Ok(())
    }

    /// The same for one person alone, under their key.
    pub(super) fn only(&mut self, person: Recipient) {
        self.to = vec![Mailbox::new(&person.name, &person.address)];
        self.gossip = vec![person.certificate.fingerprint()];
        self.recipients = vec![person];
        self.secret = None;
    }

    async fn of_group<S: Store>(
        db: &Reader<'_, S>,
        identity: &Identity,
        profile: &Profile,
        group: &Group,
        now: i64,
    ) -> Result<Self, Problem> {
        let own = identity.key.fingerprint();
        let mut audience = Self::default();
        let roster = &group.state.roster;
        let (mut times, mut keys, mut past) = (Vec::new(), Vec::new(), Vec::new());
        let members = roster.members();
        let alone = members.len() < 2;
        for (who, since) in members {
            let mailbox = if who == own {
                if !alone {
                    continue;
                }
                Mailbox::new(&profile.name, identity.address())
            } else {
                let Some((_, contact)) = Contact::by_fingerprint(db, &who.to_string()).await? else {
                    continue;
                };
                audience.recipients.extend(Recipient::of_contact(db, &contact).await?);
                Mailbox::new(&contact.name, &contact.address)
            };
            audience.to.push(mailbox);
            times.push(since.to_string());
            keys.push(who.to_string());
        }
        for (who, since) in roster.past(now) {
            past.push(if who == own {
                Mailbox::new(&profile.name, identity.address())
            } else {
                let Some((_, contact)) = Contact::by_fingerprint(db, &who.to_string()).await? else {
                    continue;
                };
                Mailbox::new(&contact.name, &contact.address)
            });
            times.push(since.to_string());
            keys.push(who.to_string());
        }
        if !past.is_empty() {
            audience.headers.push(("Chat-Group-Past-Members", HeaderValue::Addresses(past)));
        }
        audience.headers.push(("Chat-Group-Member-Timestamps", HeaderValue::Raw(times.join(" "))));
        audience.headers.push(("Chat-Group-Member-Fpr", HeaderValue::Raw(keys.join(" "))));
        if audience.recipients.len() > 1 {
            let is_due = |key: &Fingerprint| {
                group.gossiped.get(key).is_none_or(|sent| sent.saturating_add(GOSSIP_AGAIN) < now)
            };
            let keys = audience.recipients.iter().map(|recipient| recipient.certificate.fingerprint());
            audience.gossip = keys.filter(is_due).collect();
        }
        Ok(audience)
    }
}

/// Which group it is.
fn name(group: &Group) -> Vec<(&'static str, HeaderValue)> {
    vec![
        ("Chat-Group-Name", HeaderValue::Text(group.state.name.clone())),
        ("Chat-Group-Name-Timestamp", HeaderValue::Raw(group.state.named.to_string())),
    ]
}

/// What newcomers do not know yet.
pub(super) fn about(group: &Group, picture: Option<Vec<u8>>) -> Vec<(&'static str, HeaderValue)> {
    let mut headers = if group.state.description.is_empty() { Vec::new() } else { description(group) };
    headers.extend(picture.map(|bytes| ("Chat-Group-Avatar", HeaderValue::Picture(Some(bytes)))));
    headers
}

/// The description with its time.
pub(super) fn description(group: &Group) -> Vec<(&'static str, HeaderValue)> {
    vec![
        ("Chat-Group-Description", HeaderValue::Word(group.state.description.clone())),
        ("Chat-Group-Description-Timestamp", HeaderValue::Raw(group.state.described.to_string())),
    ]
}
