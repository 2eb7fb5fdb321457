//! `Identity/get` (RFC 8621 section 6.1): the one address of an account.

use estuary_jmap::{
    error::MethodError,
    mail::Identity,
    method::{GetRequest, GetResponse},
};
use serde_json::{Map, Value};

use super::{
    super::run::{Answers, Context, answer, read},
    limited, pick, select, value,
};

/// Id of the one identity.
pub(super) const ID: &str = "own";

pub(super) fn get(context: &Context<'_>, arguments: Map<String, Value>) -> Result<Answers, MethodError> {
    let request: GetRequest = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    limited(request.ids.as_ref())?;
    let own =
        Identity { id: ID.to_owned(), email: context.account.address.to_string(), ..Identity::default() };
    let (list, not_found) = pick(vec![value(&own)?], request.ids);
    let list = select(list, request.properties.as_ref())?;
    answer("Identity/get", &GetResponse { account_id, state: "0".to_owned(), list, not_found })
}
