//! The one folder there is: finding, opening and changing it.

use std::num::NonZeroU32;

use imap_codec::imap_types::{
    core::{IString, Quoted, QuotedChar},
    extensions::namespace::Namespace,
    flag::{Flag, FlagNameAttribute, FlagPerm, StoreResponse, StoreType},
    mailbox::{ListMailbox, Mailbox},
    response::{Code, Data},
    sequence::SequenceSet,
    status::{StatusDataItem, StatusDataItemName},
};

use super::{
    answer::{Answer, Failure},
    flags,
    session::User,
    view::{View, flags_of},
    wire::Wire,
};
use crate::store::{Account, Flags, Folder, MailMeta, Store};

/// A change of flags as a client states it.
#[derive(Clone, Copy)]
pub(super) struct Change<'a> {
    pub(super) kind: StoreType,
    pub(super) response: StoreResponse,
    pub(super) flags: &'a [Flag<'a>],
}

/// Word that another folder does not exist.
pub(super) fn require_inbox(mailbox: &Mailbox<'_>) -> Result<(), Failure> {
    match mailbox {
        Mailbox::Inbox => Ok(()),
        Mailbox::Other(_) => Err(Answer::no("INBOX is the only folder").because("NONEXISTENT").into()),
    }
}

/// RFC 2342: the folders are one's own, and there are no others.
pub(super) fn namespace() -> Data<'static> {
    let own = Namespace::new(IString::Quoted(Quoted::unvalidated("")), delimiter());
    Data::Namespace { personal: vec![own], other: Vec::new(), shared: Vec::new() }
}

/// Names the folder if the pattern fits it.
pub(super) async fn list(
    pattern: &ListMailbox<'_>,
    subscribed: bool,
    wire: &mut Wire,
) -> Result<(), Failure> {
    let pattern = match pattern {
        ListMailbox::Token(token) => token.as_ref(),
        ListMailbox::String(string) => string.as_ref(),
    };
    if !fits(pattern, b"INBOX") {
        return Ok(());
    }
    let (items, delimiter, mailbox) = (vec![FlagNameAttribute::Noinferiors], delimiter(), Mailbox::Inbox);
    let data = if subscribed {
        Data::Lsub { items, delimiter, mailbox }
    } else {
        Data::List { items, delimiter, mailbox }
    };
    Ok(wire.data(data).await?)
}

/// Whether a name fits a pattern. `*` and `%` are the same where names have no levels.
fn fits(pattern: &[u8], name: &[u8]) -> bool {
    let mut parts = pattern.split(|byte| matches!(byte, b'*' | b'%'));
    let first = parts.next().unwrap_or_default();
    let Some((head, mut rest)) = name.split_at_checked(first.len()) else { return false };
    if !head.eq_ignore_ascii_case(first) {
        return false;
    }
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts.filter(|part| !part.is_empty()) {
        let Some(at) = rest.windows(part.len()).position(|found| found.eq_ignore_ascii_case(part)) else {
            return false;
        };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.len() >= last.len()
        && rest.iter().rev().zip(last.iter().rev()).all(|(a, b)| a.eq_ignore_ascii_case(b))
}

fn delimiter() -> Option<QuotedChar> {
    QuotedChar::try_from('/').ok()
}

/// Figures about the folder, without opening it.
pub(super) async fn status(
    store: &Store,
    account: &Account,
    mailbox: &Mailbox<'_>,
    names: &[StatusDataItemName],
    wire: &mut Wire,
) -> Result<(), Failure> {
    require_inbox(mailbox)?;
    let state = store.state(account, Folder::Inbox).await?;
    let mut items = Vec::with_capacity(names.len());
    for name in names {
        items.extend(match name {
            StatusDataItemName::Messages => Some(StatusDataItem::Messages(state.exists)),
            StatusDataItemName::Recent => Some(StatusDataItem::Recent(0)),
            StatusDataItemName::Unseen => Some(StatusDataItem::Unseen(state.unseen)),
            StatusDataItemName::UidNext => NonZeroU32::new(state.uid_next).map(StatusDataItem::UidNext),
            StatusDataItemName::UidValidity => {
                NonZeroU32::new(state.uid_validity).map(StatusDataItem::UidValidity)
            }
            StatusDataItemName::Deleted | StatusDataItemName::DeletedStorage => {
                return Err(Answer::no("STATUS does not count deleted mail here").because("CANNOT").into());
            }
        });
    }
    Ok(wire.data(Data::Status { mailbox: Mailbox::Inbox, items: items.into() }).await?)
}

/// Opens the folder.
pub(super) async fn select(
    store: &Store,
    user: &mut User,
    mailbox: &Mailbox<'_>,
    read_only: bool,
    wire: &mut Wire,
) -> Result<Answer, Failure> {
    // What was open is closed even if this fails (RFC 3501 section 6.3.1).
    user.view = None;
    require_inbox(mailbox)?;
    let state = store.state(&user.account, Folder::Inbox).await?;
    let view = user.view.insert(View::open(store, &user.account, read_only).await?);
    wire.data(Data::Flags(flags::all())).await?;
    wire.data(Data::Exists(view.len())).await?;
    wire.data(Data::Recent(0)).await?;
    if let Some((number, _)) = view.numbered().find(|(_, mail)| !mail.flags.has(Flags::SEEN)) {
        wire.note(Answer::ok("The first unseen mail").with(Code::Unseen(number))).await?;
    }
    let permanent =
        if read_only { Vec::new() } else { flags::all().into_iter().map(FlagPerm::Flag).collect() };
    wire.note(Answer::ok("Flags that are kept").with(Code::PermanentFlags(permanent))).await?;
    if let Some(validity) = NonZeroU32::new(state.uid_validity) {
        wire.note(Answer::ok("UIDs are valid").with(Code::UidValidity(validity))).await?;
    }
    // Mail may have come between the two looks; a UID that was shown is never the next one.
    let next = view.mails().last().map_or(0, |mail| mail.uid.saturating_add(1)).max(state.uid_next);
    if let Some(next) = NonZeroU32::new(next) {
        wire.note(Answer::ok("The next UID").with(Code::UidNext(next))).await?;
    }
    let code = if read_only { Code::ReadOnly } else { Code::ReadWrite };
    Ok(Answer::ok("INBOX is open").with(code))
}

/// Removes what is marked as deleted and leaves the folder.
pub(super) async fn close(store: &Store, user: &mut User) -> Result<(), Failure> {
    if !user.selected()?.1.read_only {
        expunge(store, user, None).await?;
    }
    user.view = None;
    Ok(())
}

/// Removes what is marked as deleted and, if a set is given, is in it. The client is told by the report that follows.
pub(super) async fn expunge(
    store: &Store,
    user: &mut User,
    within: Option<&SequenceSet>,
) -> Result<(), Failure> {
    let (account, view) = user.writable()?;
    let candidates: Vec<MailMeta> = match within {
        Some(set) => view.select(set, true).into_iter().map(|(_, mail)| mail).collect(),
        None => view.mails().to_vec(),
    };
    let marked: Vec<u32> =
        candidates.iter().filter(|mail| mail.flags.has(Flags::DELETED)).map(|mail| mail.uid).collect();
    if !marked.is_empty() {
        store.expunge(account, Folder::Inbox, &marked).await?;
    }
    Ok(())
}

/// Changes flags of mails.
pub(super) async fn store(
    store: &Store,
    user: &mut User,
    set: &SequenceSet,
    change: Change<'_>,
    by_uid: bool,
    wire: &mut Wire,
) -> Result<(), Failure> {
    let (account, view) = user.writable()?;
    let selected = view.select(set, by_uid);
    let uids: Vec<u32> = selected.iter().map(|(_, mail)| mail.uid).collect();
    let (kind, given) = (change.kind, flags::to_store(change.flags));
    let apply = move |flags: Flags| match kind {
        StoreType::Replace => given,
        StoreType::Add => flags.with(given),
        StoreType::Remove => flags.without(given),
    };
    for mail in store.set_flags(account, Folder::Inbox, &uids, apply).await? {
        view.note_flags(mail.uid, mail.flags);
        let number = selected.iter().find(|(_, before)| before.uid == mail.uid).map(|(number, _)| *number);
        if let (StoreResponse::Answer, Some(number)) = (change.response, number) {
            wire.data(flags_of(number, &mail, by_uid)).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns_as_clients_write_them() {
        for pattern in ["*", "%", "INBOX", "inbox", "IN*", "*box", "I%O*X", "INBOX*", "**", "*N*B*"] {
            assert!(fits(pattern.as_bytes(), b"INBOX"), "{pattern}");
        }
        for pattern in ["", "INBOX/*", "Sent", "I", "*y", "INBOX%INBOX", "X*", "*BOXX", "*O*O*"] {
            assert!(!fits(pattern.as_bytes(), b"INBOX"), "{pattern}");
        }
    }
}
