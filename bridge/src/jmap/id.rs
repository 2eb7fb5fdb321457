//! Ids and states as clients see them.

use estuary_jmap::Id;

use crate::store::{Account, Folder};

/// Mailbox ids.
pub(super) fn mailbox(folder: Folder) -> &'static str {
    match folder {
        Folder::Inbox => "inbox",
        Folder::Drafts => "drafts",
    }
}

/// The folder a mailbox id names.
pub(super) fn folder(id: &str) -> Option<Folder> {
    Folder::ALL.into_iter().find(|folder| mailbox(*folder) == id)
}

/// Account ids.
pub(super) fn account(account: &Account) -> Id {
    format!("a{}", account.id.get())
}

/// Id of a mail and of its bytes. The number of the mailbox's life is part of it: after the store was lost and made
/// anew, old ids name nothing.
pub(super) fn email(account: &Account, folder: Folder, uid: u32) -> Id {
    let letter = match folder {
        Folder::Inbox => 'i',
        Folder::Drafts => 'd',
    };
    format!("{letter}{}-{uid}", account.uid_validity)
}

/// The mail an id names.
pub(super) fn parse_email(account: &Account, id: &str) -> Option<(Folder, u32)> {
    let (rest, folder) = match id.strip_prefix('i') {
        Some(rest) => (rest, Folder::Inbox),
        None => (id.strip_prefix('d')?, Folder::Drafts),
    };
    let (validity, uid) = rest.split_once('-')?;
    let uid = uid.parse().ok()?;
    // Numbers have other spellings (`+1`, `01`); ids have one.
    (validity.parse() == Ok(account.uid_validity) && email(account, folder, uid) == id)
        .then_some((folder, uid))
}

/// Each mail is a thread of its own: nothing outside the encryption says what belongs together.
pub(super) fn thread(email: &str) -> Id {
    format!("t{email}")
}

/// State of everything an account has.
pub(super) fn state(account: &Account, modseq: u64) -> String {
    format!("{}.{modseq}", account.uid_validity)
}

/// The change a state names.
pub(super) fn parse_state(account: &Account, state: &str) -> Option<u64> {
    let (validity, modseq) = state.split_once('.')?;
    (validity.parse() == Ok(account.uid_validity)).then(|| modseq.parse().ok())?
}
