//! How full the mailbox is (RFC 9208).

use imap_codec::imap_types::{
    core::{AString, Quoted, Vec1},
    extensions::quota::{QuotaGet, Resource},
    mailbox::Mailbox,
    response::Data,
};

use super::{
    answer::{Answer, Failure},
    inbox::require_inbox,
    wire::Wire,
};
use crate::store::{Account, Store};

/// The one root: all folders of an account count together.
const ROOT: &str = "Mailbox";

pub(super) async fn root(
    store: &Store,
    account: &Account,
    mailbox: &Mailbox<'_>,
    wire: &mut Wire,
) -> Result<(), Failure> {
    require_inbox(mailbox)?;
    wire.data(Data::QuotaRoot { mailbox: Mailbox::Inbox, roots: vec![Quoted::unvalidated(ROOT).into()] })
        .await?;
    tell(store, account, wire).await
}

pub(super) async fn get(
    store: &Store,
    account: &Account,
    root: &AString<'_>,
    wire: &mut Wire,
) -> Result<(), Failure> {
    if root.as_ref() != ROOT.as_bytes() {
        return Err(Answer::no("No such quota root").because("NONEXISTENT").into());
    }
    tell(store, account, wire).await
}

async fn tell(store: &Store, account: &Account, wire: &mut Wire) -> Result<(), Failure> {
    let (used, allowed) = store.quota(account).await?;
    // In units of 1024 bytes (RFC 9208 section 5.1).
    let storage = QuotaGet::new(Resource::Storage, used.div_ceil(1024), allowed / 1024);
    let root = Quoted::unvalidated(ROOT).into();
    Ok(wire.data(Data::Quota { root, quotas: Vec1::from(storage) }).await?)
}
