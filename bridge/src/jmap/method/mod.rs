//! The methods.

mod email_changes;
mod email_get;
mod email_import;
mod email_query;
mod email_set;
mod identity;
mod keywords;
mod mailbox;
mod mailbox_query;
mod property;
mod quota;
mod submission;
mod submission_error;
mod thread;

use estuary_jmap::error::MethodError;
use serde_json::{Map, Value};

use super::run::{Answers, Context};

/// Runs one call whose references are resolved.
pub(super) async fn dispatch(
    context: &mut Context<'_>,
    name: &str,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    match name {
        "Core/echo" => Ok(vec![(name.to_owned(), arguments)]),
        "Mailbox/get" => mailbox::get(context, arguments).await,
        "Mailbox/changes" => mailbox::changes(context, arguments).await,
        "Mailbox/query" => mailbox_query::query(context, arguments).await,
        "Email/get" => email_get::get(context, arguments).await,
        "Email/query" => email_query::query(context, arguments).await,
        "Email/changes" => email_changes::changes(context, arguments).await,
        "Email/set" => email_set::set(context, arguments).await,
        "Email/import" => email_import::import(context, arguments).await,
        "Thread/get" => thread::get(context, arguments).await,
        "Identity/get" => identity::get(context, arguments),
        "EmailSubmission/get" => submission::get(context, arguments),
        "EmailSubmission/set" => submission::set(context, arguments).await,
        "Quota/get" => quota::get(context, arguments).await,
        _ => Err(MethodError::bare(MethodError::UNKNOWN_METHOD)),
    }
}

/// Checks how many ids a `/get` asks for.
fn limited(ids: Option<&Vec<String>>) -> Result<(), MethodError> {
    let most = super::session::MAX_OBJECTS_IN_GET;
    match ids {
        Some(ids) if ids.len() > most => {
            Err(MethodError::new(MethodError::REQUEST_TOO_LARGE, format!("At most {most} ids at once")))
        }
        _ => Ok(()),
    }
}

/// Leaves of records only the properties that were asked for, and their ids.
fn select(records: Vec<Value>, properties: Option<&Vec<String>>) -> Result<Vec<Value>, MethodError> {
    let Some(properties) = properties else { return Ok(records) };
    let mut selected = Vec::with_capacity(records.len());
    for record in records {
        let Value::Object(mut record) = record else { continue };
        if let Some(unknown) = properties.iter().find(|name| !record.contains_key(*name)) {
            return Err(MethodError::new(
                MethodError::INVALID_ARGUMENTS,
                format!("Unknown property {unknown:?}"),
            ));
        }
        record.retain(|name, _| name == "id" || properties.contains(name));
        selected.push(Value::Object(record));
    }
    Ok(selected)
}

/// The records of a `/get` over a few that always exist.
fn pick(records: Vec<Value>, ids: Option<Vec<String>>) -> (Vec<Value>, Vec<String>) {
    let Some(ids) = ids else { return (records, Vec::new()) };
    let has = |record: &Value, id: &str| record.get("id").and_then(Value::as_str) == Some(id);
    let (known, unknown): (Vec<String>, Vec<String>) =
        ids.into_iter().partition(|id| records.iter().any(|record| has(record, id)));
    let list = records.into_iter().filter(|record| known.iter().any(|id| has(record, id))).collect();
    (list, unknown)
}

/// A record as JSON.
fn value(record: &impl serde::Serialize) -> Result<Value, MethodError> {
    serde_json::to_value(record)
        .map_err(|error| MethodError::new(MethodError::SERVER_FAIL, error.to_string()))
}
