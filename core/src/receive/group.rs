//! What a message changes about its group, and what is said about that.

use super::Parsed;
use crate::{
    db::Transaction,
    group::{self, Report, State},
    mail::{Headers, Mailbox},
    model::{Chat, Contact, Group, Info, Message},
    pgp::Fingerprint,
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, ContactId};

/// More people than this in one message are believed by nobody.
const PEOPLE: usize = 2_000;
/// Larger pictures are not kept, in bytes.
const PICTURE: usize = 512 * 1024;

/// How a message of a group is shown.
#[derive(Debug, Default)]
pub(super) struct Telling {
    /// Not at all.
    pub(super) hidden: bool,
    /// As this notice instead of its text.
    pub(super) notice: Option<Info>,
}

/// Applies what the message tells of its group. `now`: Unix milliseconds.
pub(super) async fn hear<S: Store>(
    db: &mut Transaction<'_, S>,
    own: Fingerprint,
    parsed: &Parsed,
    (from, time): (ContactId, i64),
    (chat_id, chat): (ChatId, &mut Chat),
    now: i64,
) -> Result<Telling, StoreError> {
    let Some(signed) = &parsed.signed else { return Ok(Telling::default()) };
    let known = db.load::<Group>(&chat_id).await?;
    let mut group = known.clone().unwrap_or_default();
    let report = report(db, own, parsed, signed.fingerprint, time, &group.state).await?;
    let before = group.state.clone();
    let news = if known.is_some() {
        group.state.hear(&report, own, now / 1000)
    } else {
        group.promoted = true;
        group.state = State::first(&report, &chat.name, own, now / 1000);
        group.state.hear_about(&report)
    };
    if !news.trusted {
        return Ok(Telling { hidden: is_change(&parsed.message.headers), notice: None });
    }
    if news.picture {
        keep_picture(db, parsed, chat_id);
    }
    let heard = parsed.gossip.iter().chain(&parsed.autocrypt).map(|key| key.certificate.fingerprint());
    group.gossiped.extend(heard.map(|key| (key, now / 1000)));
    group.gossiped.retain(|key, _| group.state.roster.contains(key));
    group.keep(db, chat_id, chat).await?;
    let telling = telling(db, parsed, &report, from, &before, own).await?;
    if before.roster.contains(&own) {
        tell_silent_changes(db, &report, &before, &group.state, (chat_id, chat), (own, time)).await?;
    }
    Ok(telling)
}

/// Stores the picture that came along.
pub(super) fn keep_picture<S: Store>(db: &mut Transaction<'_, S>, parsed: &Parsed, chat_id: ChatId) {
    match parsed.message.picture("chat-group-avatar") {
        Some(Some(bytes)) if bytes.len() > PICTURE => {}
        Some(picture) => Group::set_picture(db, chat_id, picture),
        None => {}
    }
}

/// Whether a mail is about a change and nothing else.
fn is_change(headers: &Headers) -> bool {
    const FIELDS: [&str; 4] = [
        "chat-group-member-added",
        "chat-group-member-removed",
        "chat-group-name-changed",
        "chat-group-description-changed",
    ];
    FIELDS.iter().any(|field| headers.has(field))
        || headers.get("chat-content").is_some_and(|content| content == "group-avatar-changed")
}

/// The notice of the change that the mail is about.
pub(super) async fn telling<S: Store>(
    db: &Transaction<'_, S>,
    parsed: &Parsed,
    report: &Report,
    from: ContactId,
    before: &State,
    own: Fingerprint,
) -> Result<Telling, StoreError> {
    let headers = &parsed.message.headers;
    let by = Some(from);
    let info = if let Some(removed) = report.removed {
        match contact(db, removed, own).await? {
            who if who == by => Some(Info::MemberLeft(by)),
            who => Some(Info::MemberRemoved { by, who }),
        }
    } else if let Some(added) = report.added {
        if before.roster.contains(&added) && added != own {
            return Ok(Telling { hidden: true, notice: None });
        }
        Some(Info::MemberAdded { by, who: contact(db, added, own).await? })
    } else if let Some(old) = headers.get("chat-group-name-changed") {
        let new = headers.get("chat-group-name").unwrap_or_default();
        let clean = |name: &str| group::name(name).unwrap_or_default();
        Some(Info::Renamed { by, old: clean(&old), new: clean(&new) })
    } else if headers.has("chat-group-description-changed") {
        Some(Info::DescriptionChanged { by })
    } else if headers.get("chat-content").is_some_and(|content| content == "group-avatar-changed") {
        let set = parsed.message.picture("chat-group-avatar").flatten().is_some();
        Some(Info::PictureChanged { by, set })
    } else {
        None
    };
    Ok(Telling { hidden: false, notice: info })
}

/// `None`: oneself.
async fn contact<S: Store>(
    db: &Transaction<'_, S>,
    who: Fingerprint,
    own: Fingerprint,
) -> Result<Option<ContactId>, StoreError> {
    if who == own {
        return Ok(None);
    }
    Ok(Contact::by_fingerprint(db, &who.to_string()).await?.map(|(id, _)| id))
}

/// Tells who is in or out without a message of its own having told it.
async fn tell_silent_changes<S: Store>(
    db: &mut Transaction<'_, S>,
    report: &Report,
    before: &State,
    after: &State,
    (chat_id, chat): (ChatId, &mut Chat),
    (own, time): (Fingerprint, i64),
) -> Result<(), StoreError> {
    let one_way = |from: &State, to: &State, told: Option<Fingerprint>| -> Vec<Fingerprint> {
        let members = to.roster.members().into_iter().map(|(who, _)| who);
        members.filter(|who| !from.roster.contains(who) && told != Some(*who)).collect()
    };
    for who in one_way(before, after, report.added) {
        let info = Info::MemberIn(contact(db, who, own).await?);
        Message::notice(chat_id, info, time).insert(db, chat).await?;
    }
    for who in one_way(after, before, report.removed) {
        let info = Info::MemberOut(contact(db, who, own).await?);
        Message::notice(chat_id, info, time).insert(db, chat).await?;
    }
    Ok(())
}

/// Reads the fields. Everybody they name becomes a contact, whether their key is known or not.
pub(super) async fn report<S: Store>(
    db: &mut Transaction<'_, S>,
    own: Fingerprint,
    parsed: &Parsed,
    sender: Fingerprint,
    time: i64,
    state: &State,
) -> Result<Report, StoreError> {
    let message = &parsed.message;
    let headers = &message.headers;
    let sent = time / 1000;
    let seconds = |name: &str| headers.get(name).and_then(|value| value.parse::<i64>().ok());
    let keys = headers.get("chat-group-member-fpr").unwrap_or_default();
    let keys: Vec<Option<Fingerprint>> = keys.split_whitespace().map(|key| key.parse().ok()).collect();
    let people: Vec<Mailbox> =
        message.to.iter().cloned().chain(headers.addresses("chat-group-past-members")).collect();
    let too_many = people.len() > PEOPLE;
    let mut found = Vec::new();
    for (position, person) in people.iter().take(PEOPLE).enumerate() {
        let key = keys.get(position).copied().flatten().or_else(|| parsed.gossiped(&person.address));
        let key = match key {
            None if position >= message.to.len() => at(db, state, &person.address).await?,
            key => key,
        };
        if let Some(key) = key.filter(|key| *key != own) {
            meet(db, key, person).await?;
        }
        found.push(key);
    }
    let past = found.split_off(message.to.len().min(found.len()));
    let timestamps = headers.get("chat-group-member-timestamps").map(|times| {
        let times = times.split_whitespace().take(PEOPLE + 1);
        times.map(|time| time.parse().unwrap_or_default()).collect()
    });
    let name_time = seconds("chat-group-name-timestamp");
    let is_renamed = headers.has("chat-group-name-changed");
    let name = headers.get("chat-group-name").and_then(|name| group::name(&name));
    // A name that nobody chose since the group was made changes nothing.
    let is_chosen = is_renamed || name_time.is_some_and(|time| time != 0);
    let description = headers.get("chat-group-description");
    Ok(Report {
        sender,
        sent,
        name: name.filter(|_| is_chosen).map(|name| (name_time.unwrap_or(sent), name)),
        description: description.map(|text| {
            let text = text.trim().chars().take(group::DESCRIPTION).collect();
            (seconds("chat-group-description-timestamp").unwrap_or(sent), text)
        }),
        picture: headers.has("chat-group-avatar"),
        to: found,
        past,
        times: timestamps.filter(|_| !too_many),
        added: changed(db, own, parsed, state, "chat-group-member-added").await?,
        removed: changed(db, own, parsed, state, "chat-group-member-removed").await?,
    })
}

/// Whom the mail adds or removes: their key is told, or they were known by their address.
async fn changed<S: Store>(
    db: &mut Transaction<'_, S>,
    own: Fingerprint,
    parsed: &Parsed,
    state: &State,
    field: &str,
) -> Result<Option<Fingerprint>, StoreError> {
    let headers = &parsed.message.headers;
    let Some(address) = headers.get(field) else { return Ok(None) };
    let told = headers.get(&format!("{field}-fpr")).and_then(|key| key.parse().ok());
    let key = match told.or_else(|| parsed.gossiped(&address)) {
        None => at(db, state, &address).await?,
        key => key,
    };
    if let Some(key) = key.filter(|key| *key != own) {
        meet(db, key, &Mailbox::new("", address)).await?;
    }
    Ok(key)
}

/// Makes the contact of a key, and takes a name for one that has none.
async fn meet<S: Store>(
    db: &mut Transaction<'_, S>,
    key: Fingerprint,
    person: &Mailbox,
) -> Result<(), StoreError> {
    let (id, mut contact) = Contact::ensure(db, &key.to_string(), &person.address).await?;
    if contact.name.is_empty() && !person.name.is_empty() {
        contact.name.clone_from(&person.name);
        db.save(&id, &contact)?;
    }
    Ok(())
}

/// The one of a group whose address this is.
async fn at<S: Store>(
    db: &Transaction<'_, S>,
    state: &State,
    address: &str,
) -> Result<Option<Fingerprint>, StoreError> {
    let members = state.roster.members().into_iter().map(|(who, _)| who);
    let contacts = Contact::of_keys(db, members).await?;
    let found = contacts.into_iter().find(|(_, contact)| crate::address::same(&contact.address, address));
    Ok(found.and_then(|(_, contact)| contact.fingerprint.parse().ok()))
}
