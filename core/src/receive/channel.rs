//! What the owner of a channel tells its subscribers, and they the owner (wire protocol §4.7).

use super::{
    Parsed,
    group::{self, Telling},
};
use crate::{
    db::Transaction,
    model::{ChannelSecret, Chat, ChatKind, Group, Info},
    pgp::Fingerprint,
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, ContactId};

/// Applies what a message of the channel tells. `time`, `now`: Unix milliseconds.
pub(super) async fn hear<S: Store>(
    db: &mut Transaction<'_, S>,
    own: Fingerprint,
    parsed: &Parsed,
    (from, time): (ContactId, i64),
    (chat_id, chat): (ChatId, &mut Chat),
    now: i64,
) -> Result<Telling, StoreError> {
    let Some(signed) = &parsed.signed else { return Ok(Telling::default()) };
    let mut group = db.load::<Group>(&chat_id).await?.unwrap_or_default();
    if group.state.name.is_empty() {
        group.state.name.clone_from(&chat.name);
    }
    let report = group::report(db, own, parsed, signed.fingerprint, time, &group.state).await?;
    if chat.kind == ChatKind::OwnChannel {
        let left = report.removed == Some(signed.fingerprint);
        if left {
            group.state.roster.remove(signed.fingerprint, now / 1000);
            group.keep(db, chat_id, chat).await?;
        }
        return Ok(Telling { hidden: !left, notice: Some(Info::MemberLeft(Some(from))) });
    }
    let was_in = group.state.roster.contains(&own);
    let before = group.state.clone();
    let news = group.state.hear_about(&report);
    if news.picture {
        group::keep_picture(db, parsed, chat_id);
    }
    let notice = if report.removed == Some(own) {
        group.state.roster.remove(own, now / 1000);
        ChannelSecret::forget(db, chat_id);
        Some(Info::MemberRemoved { by: Some(from), who: None })
    } else {
        group.state.roster.add(own, now / 1000);
        if let Some(secret) = parsed.message.headers.get("chat-broadcast-secret")
            && report.added == Some(own)
            && parsed.secret.is_none()
            && ChannelSecret::is_valid(&secret)
        {
            db.save(&chat_id, &ChannelSecret { secret, owner: Some(signed.fingerprint) })?;
        }
        match report.added {
            Some(_) if was_in => return Ok(Telling { hidden: true, notice: None }),
            Some(_) => Some(Info::MemberIn(None)),
            None => group::telling(db, parsed, &report, from, &before, own).await?.notice,
        }
    };
    (group.promoted, group.owner) = (true, Some(signed.fingerprint));
    group.keep(db, chat_id, chat).await?;
    Ok(Telling { hidden: false, notice })
}
