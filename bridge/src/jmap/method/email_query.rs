//! `Email/query` (RFC 8621 section 4.4), in order of arrival.

use estuary_jmap::{
    error::MethodError,
    mail::EmailFilter,
    method::{QueryRequest, QueryResponse},
};
use serde_json::{Map, Value};

use super::{
    super::{
        id,
        run::{Answers, Context, answer, read, unavailable},
        session::MAX_OBJECTS_IN_GET,
    },
    keywords,
};
use crate::store::{Folder, MailMeta};

pub(super) async fn query(
    context: &Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: QueryRequest<Value> = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    let ascending = order(&request)?;
    let filter: EmailFilter = match request.filter.clone() {
        Some(filter) => serde_json::from_value(filter)
            .map_err(|error| MethodError::new(MethodError::UNSUPPORTED_FILTER, error.to_string()))?,
        None => EmailFilter::default(),
    };
    let store = &context.jmap.bridge.store;
    let state = store.state(context.account, Folder::Inbox).await.map_err(unavailable)?;
    let mut found: Vec<(i64, String)> = Vec::new();
    for folder in Folder::ALL {
        if filter.in_mailbox.as_ref().is_some_and(|mailbox| mailbox != id::mailbox(folder)) {
            continue;
        }
        let mails =
            store.list(context.account, folder, 1..=u32::MAX, usize::MAX).await.map_err(unavailable)?;
        let fitting = mails.iter().filter(|mail| fits(&filter, mail));
        found.extend(fitting.map(|mail| (mail.received_at, id::email(context.account, folder, mail.uid))));
    }
    // Stable: mails of one moment stay in the order they came in.
    found.sort_by_key(|(received_at, _)| *received_at);
    if !ascending {
        found.reverse();
    }
    let ids: Vec<String> = found.into_iter().map(|(_, id)| id).collect();
    let start = start(&request, &ids)?;
    let asked =
        request.limit.map_or(MAX_OBJECTS_IN_GET, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let limit = asked.min(MAX_OBJECTS_IN_GET);
    let response = QueryResponse {
        account_id,
        query_state: id::state(context.account, state.modseq),
        can_calculate_changes: false,
        position: start as u64,
        total: request.calculate_total.then_some(ids.len() as u64),
        ids: ids.into_iter().skip(start).take(limit).collect(),
        limit: (request.limit.is_none() || limit < asked).then_some(limit as u64),
    };
    answer("Email/query", &response)
}

fn order(request: &QueryRequest<Value>) -> Result<bool, MethodError> {
    match request.sort.as_deref() {
        None | Some([]) => Ok(true),
        Some([by]) if by.property == "receivedAt" => Ok(by.is_ascending),
        Some(_) => Err(MethodError::new(MethodError::UNSUPPORTED_SORT, "Mail is sorted by receivedAt only")),
    }
}

fn start(request: &QueryRequest<Value>, ids: &[String]) -> Result<usize, MethodError> {
    let length = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let wanted = match &request.anchor {
        Some(anchor) => {
            let at = ids
                .iter()
                .position(|id| id == anchor)
                .ok_or_else(|| MethodError::bare(MethodError::ANCHOR_NOT_FOUND))?;
            i64::try_from(at).unwrap_or(i64::MAX).saturating_add(request.anchor_offset)
        }
        None if request.position < 0 => length.saturating_add(request.position),
        None => request.position,
    };
    Ok(usize::try_from(wanted.clamp(0, length)).unwrap_or(usize::MAX))
}

fn fits(filter: &EmailFilter, mail: &MailMeta) -> bool {
    // A keyword this server does not keep is one no mail has.
    let has = |keyword: &String| keywords::flag(keyword).is_some_and(|flag| mail.flags.has(flag));
    filter.before.is_none_or(|before| mail.received_at < before.0)
        && filter.after.is_none_or(|after| mail.received_at >= after.0)
        && filter.min_size.is_none_or(|size| mail.size >= size)
        && filter.max_size.is_none_or(|size| mail.size < size)
        && filter.has_keyword.as_ref().is_none_or(has)
        && filter.not_keyword.as_ref().is_none_or(|keyword| !has(keyword))
}
