//! `Mailbox/get` and `Mailbox/changes` (RFC 8621 section 2).

use estuary_jmap::{
    error::MethodError,
    mail::{Mailbox, MailboxRights},
    method::{ChangesRequest, ChangesResponse, GetRequest, GetResponse},
};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    super::{
        id,
        run::{Answers, Context, answer, read, unavailable},
    },
    limited, pick, select, value,
};
use crate::store::{Folder, MailboxState};

/// Answer of `Mailbox/changes`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MailboxChanges {
    #[serde(flatten)]
    changes: ChangesResponse,
    /// Which properties may have changed; not known here.
    updated_properties: Option<Vec<String>>,
}

pub(super) async fn get(
    context: &Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: GetRequest = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    limited(request.ids.as_ref())?;
    let mut records = Vec::new();
    let mut modseq = u64::MAX;
    for folder in Folder::ALL {
        let state = context.jmap.bridge.store.state(context.account, folder).await.map_err(unavailable)?;
        modseq = modseq.min(state.modseq);
        records.push(value(&mailbox(folder, &state))?);
    }
    let (list, not_found) = pick(records, request.ids);
    let list = select(list, request.properties.as_ref())?;
    answer(
        "Mailbox/get",
        &GetResponse { account_id, state: id::state(context.account, modseq), list, not_found },
    )
}

/// The mailboxes are always the same; what changes is how much is in them.
pub(super) async fn changes(
    context: &Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: ChangesRequest = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    let state = context.jmap.bridge.store.state(context.account, Folder::Inbox).await.map_err(unavailable)?;
    let since = id::parse_state(context.account, &request.since_state)
        .filter(|since| *since <= state.modseq)
        .ok_or_else(|| MethodError::bare(MethodError::CANNOT_CALCULATE_CHANGES))?;
    let updated = if since == state.modseq {
        Vec::new()
    } else {
        Folder::ALL.map(|folder| id::mailbox(folder).to_owned()).to_vec()
    };
    let new_state = id::state(context.account, state.modseq);
    let changes = ChangesResponse {
        account_id,
        old_state: request.since_state,
        new_state,
        updated,
        ..ChangesResponse::default()
    };
    answer("Mailbox/changes", &MailboxChanges { changes, updated_properties: None })
}

pub(super) fn mailbox(folder: Folder, state: &MailboxState) -> Mailbox {
    let (name, sort_order) = match folder {
        Folder::Inbox => ("Inbox", 1),
        Folder::Drafts => ("Drafts", 2),
    };
    Mailbox {
        id: id::mailbox(folder).to_owned(),
        name: name.to_owned(),
        parent_id: None,
        role: Some(id::mailbox(folder).to_owned()),
        sort_order,
        total_emails: state.exists.into(),
        unread_emails: state.unseen.into(),
        total_threads: state.exists.into(),
        unread_threads: state.unseen.into(),
        my_rights: MailboxRights {
            may_read_items: true,
            may_add_items: true,
            may_remove_items: true,
            may_set_seen: true,
            may_set_keywords: true,
            may_submit: true,
            ..MailboxRights::default()
        },
        is_subscribed: true,
    }
}
