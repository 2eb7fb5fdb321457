//! The last step of the river: rows and events.

use super::{
    Fate, Obstacle, Parsed, Secret, assign, changes, channel,
    group::{self, Telling},
    hidden, introduction, large, own, pin, remarks, report,
    sender::sender,
    standing, timer,
};
use crate::{
    Engine, apps,
    db::Transaction,
    identity::Identity,
    mail::{Report, Step},
    model::{self, ChatKind, Contact, Info, Message, Quote, Shelf, State, Trace},
    pgp::Fingerprint,
    ports::{Clock, Platform, Store, StoreError},
    realtime, view,
};
use estuary_api::ContactId;

impl<P: Platform> Engine<P> {
    /// Does what the mail asks for.
    pub(super) async fn apply(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        parsed: Parsed,
    ) -> Result<Fate, Obstacle> {
        let now = self.platform.clock().now();
        if parsed.message.has_forged_sender() && parsed.encrypted {
            return Ok(Fate::Keep);
        }
        // A member whom an invite brought is news for the whole group, not a step of a handshake of one's own.
        if let Some(step) = parsed.message.handshake().filter(|step| *step != Step::MemberAdded) {
            return Ok(self.handshake(work, identity, &parsed, step).await?);
        }
        // Shared secrets of invites open handshakes and nothing else.
        let Some(fingerprint) = parsed.signer().filter(|_| parsed.may_be_shown()) else {
            if let Some(Report::Bounce(bounce)) = &parsed.message.report {
                report::bounced(work, bounce).await?;
                return Ok(Fate::Done);
            }
            if matches!(parsed.secret, Some(Secret::Channel { .. })) {
                Trace::Gone.keep(work, &parsed.rfc_id)?;
                return Ok(Fate::Done);
            }
            // Cleartext and unsigned mail is not for this messenger.
            return Ok(Fate::Keep);
        };
        if fingerprint == identity.fingerprint() {
            let time = parsed.time(now);
            own::apply(work, identity.key.fingerprint(), &parsed, (time, now)).await?;
            return Ok(Fate::Keep);
        }
        if parsed.is_meant_for_others(identity.key.fingerprint()) {
            Trace::Gone.keep(work, &parsed.rfc_id)?;
            return Ok(Fate::Done);
        }
        let time = parsed.time(now);
        let own = identity.key.fingerprint();
        if parsed.message.handshake() == Some(Step::MemberAdded) && !parsed.hands_on(own) {
            return Ok(Fate::Keep);
        }
        let (contact_id, contact) = sender(work, &parsed, &fingerprint, time).await?;
        for key in parsed.gossip.iter().filter(|key| key.certificate.fingerprint() != own) {
            model::learn(work, &key.certificate).await?;
        }
        introduction::hear(work, own, &parsed, (contact_id, &contact)).await?;
        match Trace::of(work, &parsed.rfc_id).await? {
            Some(Trace::Message(_)) if parsed.message.headers.has("chat-is-post-message") => {
                large::complete(work, &identity.fingerprint(), &parsed, Some(contact_id)).await?;
                return Ok(Fate::Done);
            }
            Some(Trace::Message(_) | Trace::Gone) => return Ok(Fate::Done),
            Some(Trace::DeletedBy(deleter)) if deleter == contact_id => {
                Trace::Gone.keep(work, &parsed.rfc_id)?;
                return Ok(Fate::Done);
            }
            Some(Trace::DeletedBy(_)) | None => {}
        }
        if hidden::is_early_advertisement(work, &parsed.message).await? {
            return Ok(Fate::Keep);
        }
        Trace::Gone.keep(work, &parsed.rfc_id)?;
        match &parsed.message.report {
            Some(Report::Read(ids)) => {
                report::read(work, contact_id, ids, time).await?;
                return Ok(Fate::Done);
            }
            Some(Report::Bounce(_)) => return Ok(Fate::Done),
            None => {}
        }
        realtime::receive(work, &parsed.message, time).await?;
        if apps::receive(work, &identity.fingerprint(), &parsed, contact_id, time).await? {
            return Ok(Fate::Done);
        }
        if changes::apply(work, &parsed, Some(contact_id), time).await?
            || pin::unpin(work, own, &parsed, contact_id).await?
            || hidden::is_hidden(&parsed.message)
        {
            return Ok(Fate::Done);
        }
        show(work, own, &parsed, (contact_id, &contact), (time, now)).await?;
        if parsed.message.handshake() == Some(Step::MemberAdded) {
            self.finish_group_join(work, own, &fingerprint, contact.display_name()).await?;
        }
        Ok(Fate::Done)
    }
}

/// Adds the message to its chat.
async fn show<S: Store>(
    work: &mut Transaction<'_, S>,
    own: Fingerprint,
    parsed: &Parsed,
    (from, contact): (ContactId, &Contact),
    (time, now): (i64, i64),
) -> Result<(), StoreError> {
    let message = &parsed.message;
    let mut rfc_id = parsed.rfc_id.clone();
    let mut placeholder = None;
    let announced = large::announced(message);
    if let Some(announced) = &announced {
        // The second half came first and was shown as it is.
        if Trace::of(work, &announced.rfc_id).await?.is_some() {
            return Ok(());
        }
        (rfc_id, placeholder) = (announced.rfc_id.clone(), Some(announced.attachment.clone()));
    }
    let files: Vec<_> = message.attachments.iter().filter(|file| !hidden::is_track(&file.name)).collect();
    let Some((chat_id, mut chat)) = assign::assign(work, parsed, from, time).await? else { return Ok(()) };
    let telling = if chat.is_group() {
        group::hear(work, own, parsed, (from, time), (chat_id, &mut chat), now).await?
    } else if matches!(chat.kind, ChatKind::Channel | ChatKind::OwnChannel) {
        channel::hear(work, own, parsed, (from, time), (chat_id, &mut chat), now).await?
    } else {
        Telling::default()
    };
    if telling.hidden {
        return Ok(());
    }
    let belongs = standing::belongs(work, own, parsed, from, (chat_id, &chat)).await?;
    let heard = timer::hear(work, parsed, (from, time), (chat_id, &mut chat), belongs).await?;
    let pinned = match pin::is_pin(parsed) {
        true => match pin::pin(work, parsed, from, chat_id, belongs).await? {
            None => return Ok(()),
            pinned => pinned,
        },
        false => None,
    };
    let told = telling.notice.or(heard.notice).or(pinned);
    let notice = told.is_some() || hidden::is_notice(message);
    if chat.kind == ChatKind::Single || chat.is_group() {
        if !notice {
            chat.follow(&rfc_id);
        }
        chat.subject = message.subject.clone().unwrap_or_default();
    }
    let silent = contact.blocked && chat.kind == ChatKind::Single;
    let row = Message {
        chat: chat_id,
        from: Some(from),
        rfc_id,
        time,
        sort: time,
        text: message.text.text.clone(),
        quote: message.text.quote.clone().map(|text| Quote { rfc_id: message.in_reply_to.clone(), text }),
        attachment: placeholder.or_else(|| files.first().map(|file| large::attachment(file))),
        state: match (notice, silent) {
            (true, _) => State::Notice,
            (false, true) => State::Seen,
            (false, false) => State::Fresh,
        },
        edited: false,
        info: told.or_else(|| notice.then(|| Info::Text(message.text.text.clone()))),
        wants_receipt: message.wants_receipt() && !notice && chat.kind != ChatKind::Channel,
    };
    let (id, row) = row.place(work, &mut chat).await?;
    remarks::keep(work, parsed, (id, &row), heard.seconds, now).await?;
    match (announced, files.first()) {
        (Some(announced), _) => {
            announced.media.keep(work, id, &row).await?;
            if let Some(app) = announced.app {
                work.save(&id, &app)?;
            }
        }
        (None, Some(file)) => large::keep(work, &own.to_string(), parsed, file, id, &row).await?,
        (None, None) => {}
    }
    for file in files.iter().skip(1) {
        let further = Message {
            rfc_id: String::new(),
            text: String::new(),
            quote: None,
            attachment: Some(large::attachment(file)),
            wants_receipt: false,
            ..row.clone()
        };
        let (id, further) = further.place(work, &mut chat).await?;
        large::keep(work, &own.to_string(), parsed, file, id, &further).await?;
    }
    if silent {
        chat.listed = false;
        return chat.keep(work, chat_id).await;
    }
    let shelf = Shelf::of(work, chat_id).await?;
    if shelf.archived && !shelf.is_muted(now) {
        Shelf { archived: false, ..shelf }.keep(work, chat_id, &chat).await?;
    }
    // Strangers do not ring.
    if !notice && !chat.request && !shelf.is_muted(now) {
        let event = view::incoming(work, chat_id, &chat, id).await?;
        event.into_iter().for_each(|event| work.tell(event));
    }
    Ok(())
}
