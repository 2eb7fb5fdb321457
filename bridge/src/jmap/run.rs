//! The calls of a batch, one after the other.

use std::collections::BTreeMap;

use estuary_jmap::{
    Id,
    error::MethodError,
    request::{Invocation, Request, Response},
    session::capability,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{Jmap, id, method, reference, session};
use crate::store::{Account, StoreError};

/// Bytes of mail headers one batch may have read and parsed.
const HEADER_BUDGET: usize = 32 << 20;
/// Bytes of answers after which no further call is run.
const ANSWER_BUDGET: usize = 32 << 20;

/// What a method sees.
pub(super) struct Context<'a> {
    /// Server.
    pub(super) jmap: &'a Jmap,
    /// Who asks.
    pub(super) account: &'a Account,
    /// Records made earlier in the batch, by creation id.
    pub(super) created: BTreeMap<Id, Id>,
    /// Bytes of headers that may still be read.
    pub(super) header_budget: usize,
}

impl Context<'_> {
    /// The account id, if it is the asker's.
    pub(super) fn own(&self, account_id: &str) -> Result<Id, MethodError> {
        let own = id::account(self.account);
        if account_id == own { Ok(own) } else { Err(MethodError::bare(MethodError::ACCOUNT_NOT_FOUND)) }
    }

    /// What an id means that may be a creation id (RFC 8620 section 5.3).
    pub(super) fn id<'i>(&'i self, given: &'i str) -> Option<&'i str> {
        match given.strip_prefix('#') {
            Some(creation) => self.created.get(creation).map(String::as_str),
            None => Some(given),
        }
    }
}

/// Answers of one call: method names and arguments.
pub(super) type Answers = Vec<(String, Map<String, Value>)>;

/// Runs a batch that was checked.
pub(super) async fn run(jmap: &Jmap, account: &Account, request: Request) -> Response {
    let wants_created = request.created_ids.is_some();
    let created = request.created_ids.unwrap_or_default();
    let mut context = Context { jmap, account, created, header_budget: HEADER_BUDGET };
    let mut answers: Vec<Invocation> = Vec::with_capacity(request.method_calls.len());
    let mut left = ANSWER_BUDGET;
    for Invocation(name, arguments, call) in request.method_calls {
        let result = match (left, reference::resolve(arguments, &answers)) {
            (0, _) => {
                Err(MethodError::new(MethodError::REQUEST_TOO_LARGE, "The answers before are too large"))
            }
            (_, Ok(arguments)) if uses(&request.using, &name) => {
                method::dispatch(&mut context, &name, arguments).await
            }
            (_, Ok(_)) => Err(MethodError::bare(MethodError::UNKNOWN_METHOD)),
            (_, Err(error)) => Err(error),
        };
        match result {
            Ok(found) => answers.extend(found.into_iter().map(|(name, arguments)| {
                left = left.saturating_sub(weight(&arguments));
                Invocation(name, arguments, call.clone())
            })),
            Err(error) => {
                answers.push(Invocation("error".to_owned(), object(&error).unwrap_or_default(), call))
            }
        }
    }
    Response {
        method_responses: answers,
        created_ids: wants_created.then_some(context.created),
        session_state: session::state(&jmap.bridge.config),
    }
}

/// A method is there only for who uses its capability (RFC 8620 section 3.3).
fn uses(using: &[String], method: &str) -> bool {
    let needed = match method.split('/').next().unwrap_or_default() {
        "Core" => capability::CORE,
        "Identity" | "EmailSubmission" => capability::SUBMISSION,
        "Quota" => capability::QUOTA,
        _ => capability::MAIL,
    };
    using.iter().any(|name| name == needed)
}

fn weight(arguments: &Map<String, Value>) -> usize {
    fn of(value: &Value) -> usize {
        match value {
            Value::String(text) => text.len() + 8,
            Value::Array(entries) => entries.iter().map(of).sum(),
            Value::Object(map) => map.iter().map(|(name, value)| name.len() + of(value)).sum(),
            _ => 8,
        }
    }
    arguments.values().map(of).sum()
}

/// The typed arguments of a call.
pub(super) fn read<T: DeserializeOwned>(arguments: Map<String, Value>) -> Result<T, MethodError> {
    serde_json::from_value(Value::Object(arguments))
        .map_err(|error| MethodError::new(MethodError::INVALID_ARGUMENTS, error.to_string()))
}

/// An answer under the name of its method.
pub(super) fn answer(name: &str, answer: &impl Serialize) -> Result<Answers, MethodError> {
    Ok(vec![(name.to_owned(), object(answer)?)])
}

fn object(value: &impl Serialize) -> Result<Map<String, Value>, MethodError> {
    match serde_json::to_value(value) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(MethodError::bare(MethodError::SERVER_FAIL)),
        Err(error) => Err(MethodError::new(MethodError::SERVER_FAIL, error.to_string())),
    }
}

/// A failed store is no fault of the call.
pub(super) fn unavailable(error: StoreError) -> MethodError {
    tracing::error!(%error, "Mail store failed");
    MethodError::new(MethodError::SERVER_UNAVAILABLE, "The mail store failed; try again later")
}
