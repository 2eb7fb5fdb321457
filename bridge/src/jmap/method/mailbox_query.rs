//! `Mailbox/query` (RFC 8621 section 2.3) over the two there are.

use estuary_jmap::{
    error::MethodError,
    method::{QueryRequest, QueryResponse},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::{
    id,
    run::{Answers, Context, answer, read, unavailable},
};
use crate::store::Folder;

/// What can be asked of mailboxes that have no parents and always the same names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filter {
    role: Option<String>,
}

pub(super) async fn query(
    context: &Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: QueryRequest<Value> = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    let sorted = |name: &str| matches!(name, "sortOrder" | "name");
    if request.sort.iter().flatten().any(|by| !sorted(&by.property)) {
        return Err(MethodError::bare(MethodError::UNSUPPORTED_SORT));
    }
    let filter: Option<Filter> = request
        .filter
        .map(serde_json::from_value)
        .transpose()
        .map_err(|error| MethodError::new(MethodError::UNSUPPORTED_FILTER, error.to_string()))?;
    let role = filter.and_then(|filter| filter.role);
    let mut ids: Vec<String> = Folder::ALL.iter().map(|folder| id::mailbox(*folder).to_owned()).collect();
    // By name they are the other way round than by place.
    if request.sort.iter().flatten().next().is_some_and(|by| (by.property == "name") == by.is_ascending) {
        ids.reverse();
    }
    ids.retain(|id| role.as_ref().is_none_or(|role| role == id));
    let total = request.calculate_total.then_some(ids.len() as u64);
    let position = usize::try_from(request.position.max(0)).unwrap_or(usize::MAX).min(ids.len());
    let mut ids = ids.split_off(position);
    ids.truncate(request.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX)));
    let state = context.jmap.bridge.store.state(context.account, Folder::Inbox).await.map_err(unavailable)?;
    let query_state = id::state(context.account, state.modseq);
    answer(
        "Mailbox/query",
        &QueryResponse {
            account_id,
            query_state,
            position: position as u64,
            ids,
            total,
            ..QueryResponse::default()
        },
    )
}
