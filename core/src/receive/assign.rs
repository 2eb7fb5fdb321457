//! Which chat a message belongs to (wire protocol §4.6).

use super::Parsed;
use crate::{
    db::Transaction,
    model::{ChannelSecret, Chat, ChatKind, Contact, Message, Trace},
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, ContactId};

/// Longest name of a group, in characters.
const NAME: usize = 200;

/// The chat, or `None` for a message that belongs nowhere.
pub(super) async fn assign<S: Store>(
    db: &mut Transaction<'_, S>,
    parsed: &Parsed,
    sender: ContactId,
    time: i64,
) -> Result<Option<(ChatId, Chat)>, StoreError> {
    let headers = &parsed.message.headers;
    let contact: Contact = db.load(&sender).await?.unwrap_or_default();
    let request = !is_accepted(db, &contact).await?;
    if let Some((name, id)) = headers.get("chat-list-id").as_deref().and_then(list_id) {
        let (id, chat) = channel(db, id, name, request, time).await?;
        let known = db.load::<ChannelSecret>(&id).await?.and_then(|known| known.owner);
        // What others than the owner say is between them and oneself.
        if known.is_some_and(|owner| owner.to_string() != contact.fingerprint) {
            return Chat::with(db, sender, request, time).await.map(Some);
        }
        return Ok(Some((id, chat)));
    }
    if let Some(id) = headers.get("chat-group-id").filter(|id| !id.is_empty()) {
        let removal = headers.has("chat-group-member-removed");
        return group(db, &format!("g/{id}"), headers.get("chat-group-name"), removal, request, time).await;
    }
    if parsed.recipients() <= 1 {
        return Chat::with(db, sender, request, time).await.map(Some);
    }
    if let Some(parent) = parent(db, parsed).await? {
        return Ok(Some(parent));
    }
    let first = parsed.message.references.first().unwrap_or(&parsed.rfc_id);
    let subject = parsed.message.subject.clone().filter(|subject| !subject.is_empty());
    let name = subject.or_else(|| Some(contact.display_name().to_owned()));
    group(db, &format!("t/{first}"), name, false, request, time).await
}

/// Whether the person wants to hear from them.
async fn is_accepted<S: Store>(db: &Transaction<'_, S>, contact: &Contact) -> Result<bool, StoreError> {
    let chat = match contact.chat {
        Some(id) => db.load::<Chat>(&id).await?,
        None => None,
    };
    Ok(contact.verified || chat.is_some_and(|chat| !chat.request))
}

/// The group of the message it answers.
async fn parent<S: Store>(
    db: &Transaction<'_, S>,
    parsed: &Parsed,
) -> Result<Option<(ChatId, Chat)>, StoreError> {
    let Some(parent) = parsed.message.parent() else { return Ok(None) };
    let Some(Trace::Message(id)) = Trace::of(db, parent).await? else { return Ok(None) };
    let Some(message) = db.load::<Message>(&id).await? else { return Ok(None) };
    let chat = db.load::<Chat>(&message.chat).await?;
    Ok(chat.filter(|chat| chat.kind != ChatKind::Single).map(|chat| (message.chat, chat)))
}

async fn group<S: Store>(
    db: &mut Transaction<'_, S>,
    key: &str,
    name: Option<String>,
    removal: bool,
    request: bool,
    time: i64,
) -> Result<Option<(ChatId, Chat)>, StoreError> {
    let name = name.map(|name| name.trim().chars().take(NAME).collect::<String>());
    let name = name.filter(|name| !name.is_empty());
    if let Some(known) = Chat::by_group(db, key).await? {
        return Ok(Some(known));
    }
    let Some(name) = name.filter(|_| !removal) else { return Ok(None) };
    let chat = Chat { kind: ChatKind::Group, name, request, time, listed: true, ..Chat::default() };
    Chat::create_group(db, key, chat).await.map(Some)
}

async fn channel<S: Store>(
    db: &mut Transaction<'_, S>,
    id: &str,
    name: &str,
    request: bool,
    time: i64,
) -> Result<(ChatId, Chat), StoreError> {
    let key = format!("c/{id}");
    if let Some(known) = Chat::by_group(db, &key).await? {
        return Ok(known);
    }
    let name = name.chars().take(NAME).collect();
    let chat = Chat { kind: ChatKind::Channel, name, request, time, listed: true, ..Chat::default() };
    Chat::create_group(db, &key, chat).await
}

/// `Name <id>`.
fn list_id(value: &str) -> Option<(&str, &str)> {
    let (name, rest) = value.rsplit_once('<')?;
    let id = rest.trim().strip_suffix('>')?.trim();
    (!id.is_empty()).then_some((name.trim(), id))
}

#[cfg(test)]
mod tests {
    use super::list_id;

    #[test]
    fn channels_are_named_and_identified() {
        assert_eq!(list_id("My <3 channel <abc-_1>"), Some(("My <3 channel", "abc-_1")));
        assert_eq!(list_id("<abc>"), Some(("", "abc")));
        assert_eq!(list_id("abc"), None);
        assert_eq!(list_id("name <>"), None);
    }
}
