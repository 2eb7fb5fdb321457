//! `Thread/get` (RFC 8621 section 3.1): each mail is a thread of its own.

use estuary_jmap::{
    error::MethodError,
    mail::Thread,
    method::{GetRequest, GetResponse},
};
use serde_json::{Map, Value};

use super::{
    super::{
        id,
        run::{Answers, Context, answer, read, unavailable},
    },
    email_set::current,
    limited,
};

pub(super) async fn get(
    context: &Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: GetRequest = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    limited(request.ids.as_ref())?;
    let ids = request
        .ids
        .ok_or_else(|| MethodError::new(MethodError::REQUEST_TOO_LARGE, "Threads are asked for by id"))?;
    let place =
        |thread: &String| thread.strip_prefix('t').and_then(|email| id::parse_email(context.account, email));
    let known: Vec<_> = ids.iter().filter_map(place).collect();
    let mut found =
        context.jmap.bridge.store.find(context.account, &known).await.map_err(unavailable)?.into_iter();
    let (mut list, mut not_found) = (Vec::new(), Vec::new());
    for thread in ids {
        match place(&thread).and_then(|place| {
            found.next().flatten().map(|mail| id::email(context.account, place.0, mail.uid))
        }) {
            Some(email) => list.push(Thread { id: thread, email_ids: vec![email] }),
            None => not_found.push(thread),
        }
    }
    answer("Thread/get", &GetResponse { account_id, state: current(context).await?, list, not_found })
}
