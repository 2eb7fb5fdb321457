//! `Email/set` (RFC 8621 section 4.6): keywords and removal.

use std::collections::BTreeMap;

use estuary_jmap::{
    Id,
    error::{MethodError, SetError},
    method::{SetRequest, SetResponse},
};
use serde_json::{Map, Value};

use super::{
    super::{
        id,
        run::{Answers, Context, answer, read, unavailable},
        session::MAX_OBJECTS_IN_SET,
    },
    keywords,
};
use crate::store::{Flags, Folder, StoreError};

pub(super) async fn set(
    context: &mut Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: SetRequest = read(arguments)?;
    let response = apply(context, request).await?;
    answer("Email/set", &response)
}

/// Does what a request says; also on behalf of a submission.
pub(super) async fn apply(
    context: &mut Context<'_>,
    request: SetRequest,
) -> Result<SetResponse, MethodError> {
    let account_id = context.own(&request.account_id)?;
    let (create, update, destroy) = (
        request.create.unwrap_or_default(),
        request.update.unwrap_or_default(),
        request.destroy.unwrap_or_default(),
    );
    if create.len() + update.len() + destroy.len() > MAX_OBJECTS_IN_SET {
        return Err(MethodError::new(
            MethodError::REQUEST_TOO_LARGE,
            format!("At most {MAX_OBJECTS_IN_SET} records at once"),
        ));
    }
    let old_state = current(context).await?;
    if request.if_in_state.is_some_and(|state| state != old_state) {
        return Err(MethodError::bare(MethodError::STATE_MISMATCH));
    }
    let mut response = SetResponse { account_id, old_state: Some(old_state), ..SetResponse::default() };
    if !create.is_empty() {
        let error = SetError::new(SetError::FORBIDDEN, "Mail is made by Email/import here");
        response.not_created = Some(create.into_keys().map(|creation| (creation, error.clone())).collect());
    }
    for (given, patch) in update {
        match change(context, &given, &patch).await {
            Ok(id) => drop(response.updated.get_or_insert_default().insert(id, None)),
            Err(error) => drop(response.not_updated.get_or_insert_default().insert(given, error)),
        }
    }
    remove(context, destroy, &mut response).await?;
    response.new_state = current(context).await?;
    Ok(response)
}

/// The state of the account's mail now.
pub(super) async fn current(context: &Context<'_>) -> Result<String, MethodError> {
    let state = context.jmap.bridge.store.state(context.account, Folder::Inbox).await.map_err(unavailable)?;
    Ok(id::state(context.account, state.modseq))
}

async fn change(context: &Context<'_>, given: &str, patch: &Map<String, Value>) -> Result<Id, SetError> {
    let not_found = || SetError::bare(SetError::NOT_FOUND);
    let id = context.id(given).ok_or_else(not_found)?;
    let (folder, uid) = id::parse_email(context.account, id).ok_or_else(not_found)?;
    let (set, clear) = read_patch(patch, folder)?;
    let changed = context
        .jmap
        .bridge
        .store
        .set_flags(context.account, folder, &[uid], move |flags| flags.without(clear).with(set))
        .await;
    match changed {
        Ok(mails) if mails.is_empty() => Err(not_found()),
        Ok(_) => Ok(id.to_owned()),
        Err(error) => Err(failed(error)),
    }
}

/// The flags a patch sets and clears.
fn read_patch(patch: &Map<String, Value>, folder: Folder) -> Result<(Flags, Flags), SetError> {
    let (mut set, mut clear) = (Flags::default(), Flags::default());
    for (path, value) in patch {
        let wrong = || invalid(path, "This cannot be changed here");
        match (path.as_str(), path.strip_prefix("keywords/")) {
            ("keywords", _) => {
                let all: BTreeMap<String, bool> =
                    serde_json::from_value(value.clone()).map_err(|_| wrong())?;
                set = keywords::flags(&all)
                    .map_err(|keyword| invalid(path, &format!("Keyword {keyword} is not kept here")))?;
                clear = keywords::all();
            }
            (_, Some(keyword)) => {
                let flag =
                    keywords::flag(keyword).ok_or_else(|| invalid(path, "This keyword is not kept here"))?;
                match value {
                    Value::Bool(true) => set = set.with(flag),
                    Value::Null => clear = clear.with(flag),
                    _ => return Err(wrong()),
                }
            }
            // A client may send back what it was told.
            ("mailboxIds", _) if *value == serde_json::json!({ id::mailbox(folder): true }) => {}
            _ => return Err(wrong()),
        }
    }
    Ok((set, clear))
}

async fn remove(context: &Context<'_>, ids: Vec<Id>, response: &mut SetResponse) -> Result<(), MethodError> {
    let mut by_folder: BTreeMap<Folder, Vec<(Id, u32)>> = BTreeMap::new();
    for given in ids {
        match context.id(&given).and_then(|id| Some((id.to_owned(), id::parse_email(context.account, id)?))) {
            Some((id, (folder, uid))) => by_folder.entry(folder).or_default().push((id, uid)),
            None => drop(
                response
                    .not_destroyed
                    .get_or_insert_default()
                    .insert(given, SetError::bare(SetError::NOT_FOUND)),
            ),
        }
    }
    for (folder, mails) in by_folder {
        let uids: Vec<u32> = mails.iter().map(|(_, uid)| *uid).collect();
        let gone =
            context.jmap.bridge.store.expunge(context.account, folder, &uids).await.map_err(unavailable)?;
        for (id, uid) in mails {
            if gone.contains(&uid) {
                response.destroyed.get_or_insert_default().push(id);
            } else {
                response
                    .not_destroyed
                    .get_or_insert_default()
                    .insert(id, SetError::bare(SetError::NOT_FOUND));
            }
        }
    }
    Ok(())
}

/// Names the property that is wrong.
pub(super) fn invalid(property: &str, reason: &str) -> SetError {
    SetError {
        properties: Some([property.to_owned()].into()),
        ..SetError::new(SetError::INVALID_PROPERTIES, reason)
    }
}

/// A failed store is no fault of the record.
pub(super) fn failed(error: StoreError) -> SetError {
    let error = unavailable(error);
    SetError { description: error.description, ..SetError::bare(&error.kind) }
}
