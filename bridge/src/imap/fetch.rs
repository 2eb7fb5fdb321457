use std::num::NonZeroU32;

use bytes::Bytes;
use imap_codec::imap_types::{
    core::Vec1,
    datetime::DateTime,
    fetch::{MacroOrMessageDataItemNames, MessageDataItem, MessageDataItemName as Name},
    response::Data,
    sequence::SequenceSet,
};

use super::{
    answer::{Answer, Failure},
    flags, section,
    session::User,
    wire::Wire,
};
use crate::store::{Flags, Folder, MailMeta, Store};

/// Gives out what a client wants of mails. Mails that somebody else removed meanwhile are passed over.
pub(super) async fn fetch(
    store: &Store,
    user: &mut User,
    set: &SequenceSet,
    names: &MacroOrMessageDataItemNames<'static>,
    by_uid: bool,
    wire: &mut Wire,
) -> Result<(), Failure> {
    let expanded;
    let names = match names {
        MacroOrMessageDataItemNames::Macro(name) => {
            expanded = name.expand();
            &expanded
        }
        MacroOrMessageDataItemNames::MessageDataItemNames(names) => names,
    };
    if !names.iter().all(is_known) {
        return Err(Answer::no("Mails are not taken apart here; fetch BODY.PEEK[]").because("CANNOT").into());
    }
    let (account, view) = user.selected()?;
    let needs_bytes = names.iter().any(needs_bytes);
    let marks_seen = !view.read_only && names.iter().any(marks_seen);
    for (number, mut mail) in view.select(set, by_uid) {
        let raw =
            if needs_bytes { store.raw(account, Folder::Inbox, mail.uid).await? } else { Some(Bytes::new()) };
        let Some(raw) = raw else { continue };
        let newly_seen = marks_seen && !mail.flags.has(Flags::SEEN);
        if newly_seen {
            let seen =
                store.set_flags(account, Folder::Inbox, &[mail.uid], |flags| flags.with(Flags::SEEN)).await?;
            mail.flags = seen.first().map_or(mail.flags, |mail| mail.flags);
            view.note_flags(mail.uid, mail.flags);
        }
        let mut items: Vec<_> = names.iter().filter_map(|name| item(name, &mail, &raw)).collect();
        if by_uid && !names.contains(&Name::Uid) {
            items.extend(item(&Name::Uid, &mail, &raw));
        }
        if newly_seen && !names.contains(&Name::Flags) {
            items.extend(item(&Name::Flags, &mail, &raw));
        }
        if let Ok(items) = Vec1::try_from(items) {
            wire.data(Data::Fetch { seq: number, items }).await?;
        }
    }
    Ok(())
}

fn is_known(name: &Name<'_>) -> bool {
    match name {
        Name::BodyExt { section, .. } => section::is_known(section.as_ref()),
        Name::Flags | Name::InternalDate | Name::Rfc822Size | Name::Uid => true,
        Name::Rfc822 | Name::Rfc822Header | Name::Rfc822Text => true,
        Name::Body | Name::BodyStructure | Name::Envelope | Name::Binary { .. } | Name::BinarySize { .. } => {
            false
        }
    }
}

fn needs_bytes(name: &Name<'_>) -> bool {
    matches!(name, Name::BodyExt { .. } | Name::Rfc822 | Name::Rfc822Header | Name::Rfc822Text)
}

/// RFC 3501 section 6.4.5: reading without `.PEEK` is having seen.
fn marks_seen(name: &Name<'_>) -> bool {
    matches!(name, Name::BodyExt { peek: false, .. } | Name::Rfc822 | Name::Rfc822Text)
}

fn item<'a>(name: &Name<'a>, mail: &MailMeta, raw: &'a [u8]) -> Option<MessageDataItem<'a>> {
    use imap_codec::imap_types::fetch::Section;
    let part = |section: Option<Section<'_>>| section::literal(section::extract(raw, section.as_ref()));
    Some(match name {
        Name::Flags => MessageDataItem::Flags(flags::to_wire(mail.flags)),
        Name::Uid => MessageDataItem::Uid(NonZeroU32::new(mail.uid)?),
        Name::Rfc822Size => MessageDataItem::Rfc822Size(u32::try_from(mail.size).unwrap_or(u32::MAX)),
        Name::InternalDate => MessageDataItem::InternalDate(received_at(mail)?),
        Name::Rfc822 => MessageDataItem::Rfc822(part(None)),
        Name::Rfc822Header => MessageDataItem::Rfc822Header(part(Some(Section::Header(None)))),
        Name::Rfc822Text => MessageDataItem::Rfc822Text(part(Some(Section::Text(None)))),
        Name::BodyExt { section, partial, .. } => {
            let whole = section::extract(raw, section.as_ref());
            let data = match partial {
                None => section::literal(whole),
                Some(_) => section::literal(section::cut(&whole, *partial).to_vec().into()),
            };
            MessageDataItem::BodyExt {
                section: section.clone(),
                origin: partial.map(|(start, _)| start),
                data,
            }
        }
        _ => return None,
    })
}

fn received_at(mail: &MailMeta) -> Option<DateTime> {
    DateTime::try_from(chrono::DateTime::from_timestamp_millis(mail.received_at)?.fixed_offset()).ok()
}
