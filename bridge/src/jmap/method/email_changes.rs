//! `Email/changes` (RFC 8621 section 4.3).

use estuary_jmap::{
    error::MethodError,
    method::{ChangesRequest, ChangesResponse},
};
use serde_json::{Map, Value};

use super::super::{
    id,
    run::{Answers, Context, answer, read, unavailable},
    session::MAX_OBJECTS_IN_GET,
};
use crate::store::ChangeKind;

pub(super) async fn changes(
    context: &Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: ChangesRequest = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    let limit = match request.max_changes {
        Some(0) => {
            return Err(MethodError::new(MethodError::INVALID_ARGUMENTS, "maxChanges must be at least 1"));
        }
        Some(limit) => usize::try_from(limit).unwrap_or(usize::MAX).min(MAX_OBJECTS_IN_GET),
        None => MAX_OBJECTS_IN_GET,
    };
    let forgotten = || MethodError::bare(MethodError::CANNOT_CALCULATE_CHANGES);
    let since = id::parse_state(context.account, &request.since_state).ok_or_else(forgotten)?;
    let store = &context.jmap.bridge.store;
    let page =
        store.changes(context.account, since, limit).await.map_err(unavailable)?.ok_or_else(forgotten)?;
    let mut response = ChangesResponse {
        account_id,
        old_state: request.since_state,
        new_state: id::state(context.account, page.modseq),
        has_more_changes: page.more,
        ..ChangesResponse::default()
    };
    for change in page.changes {
        let id = id::email(context.account, change.folder, change.uid);
        match change.kind {
            ChangeKind::Created => response.created.push(id),
            ChangeKind::Updated => response.updated.push(id),
            ChangeKind::Destroyed => response.destroyed.push(id),
        }
    }
    answer("Email/changes", &response)
}
