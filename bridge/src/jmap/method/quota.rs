//! `Quota/get` (RFC 9425 section 4.1).

use estuary_jmap::{
    error::MethodError,
    mail::Quota,
    method::{GetRequest, GetResponse},
};
use serde_json::{Map, Value};

use super::{
    super::run::{Answers, Context, answer, read, unavailable},
    limited, pick, select, value,
};

pub(super) async fn get(
    context: &Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: GetRequest = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    limited(request.ids.as_ref())?;
    let (used, hard_limit) = context.jmap.bridge.store.quota(context.account).await.map_err(unavailable)?;
    let quota = Quota {
        id: "mail".to_owned(),
        resource_type: "octets".to_owned(),
        used,
        hard_limit,
        scope: "account".to_owned(),
        name: context.account.address.to_string(),
        types: vec!["Email".to_owned()],
    };
    let (list, not_found) = pick(vec![value(&quota)?], request.ids);
    let list = select(list, request.properties.as_ref())?;
    answer("Quota/get", &GetResponse { account_id, state: used.to_string(), list, not_found })
}
