//! `Email/import` (RFC 8621 section 4.8).

use estuary_jmap::{
    Id,
    error::{MethodError, SetError},
    mail::{EmailImport, ImportRequest},
    method::SetResponse,
};
use serde_json::{Map, Value, json};

use super::{
    super::{
        blob, id,
        run::{Answers, Context, answer, read},
        session::MAX_OBJECTS_IN_SET,
    },
    email_set::{current, failed, invalid},
    keywords,
};
use crate::{header::Fields, store::RecipientError};

pub(super) async fn import(
    context: &mut Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: ImportRequest = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    if request.emails.len() > MAX_OBJECTS_IN_SET {
        return Err(MethodError::new(
            MethodError::REQUEST_TOO_LARGE,
            format!("At most {MAX_OBJECTS_IN_SET} mails at once"),
        ));
    }
    let old_state = current(context).await?;
    if request.if_in_state.is_some_and(|state| state != old_state) {
        return Err(MethodError::bare(MethodError::STATE_MISMATCH));
    }
    let mut response = SetResponse { account_id, old_state: Some(old_state), ..SetResponse::default() };
    for (creation, email) in request.emails {
        match take_in(context, &email).await {
            Ok((id, size)) => {
                let record = json!({"id": id, "blobId": id, "threadId": id::thread(&id), "size": size});
                context.created.insert(creation.clone(), id);
                response.created.get_or_insert_default().insert(creation, record);
            }
            Err(error) => drop(response.not_created.get_or_insert_default().insert(creation, error)),
        }
    }
    response.new_state = current(context).await?;
    answer("Email/import", &response)
}

async fn take_in(context: &Context<'_>, email: &EmailImport) -> Result<(Id, u64), SetError> {
    let folder = match email.mailbox_ids.iter().collect::<Vec<_>>().as_slice() {
        [(mailbox, true)] => id::folder(mailbox),
        _ => None,
    };
    let folder =
        folder.ok_or_else(|| invalid("mailboxIds", "A mail is in exactly one of the mailboxes there are"))?;
    if email.received_at.is_some() {
        return Err(invalid("receivedAt", "A mail arrives when it is imported"));
    }
    let flags = keywords::flags(&email.keywords)
        .map_err(|keyword| invalid("keywords", &format!("Keyword {keyword} is not kept here")))?;
    let bytes = blob::find(context.jmap, context.account, &email.blob_id).await.map_err(failed)?;
    let bytes = bytes.ok_or_else(|| {
        SetError::new(SetError::BLOB_NOT_FOUND, format!("There is no blob {}", email.blob_id))
    })?;
    if Fields::of(&bytes).next().is_none_or(|field| field.name.is_empty()) {
        return Err(SetError::new(SetError::INVALID_EMAIL, "The blob is no mail"));
    }
    let mail =
        context.jmap.bridge.store.append(context.account, folder, flags, bytes).await.map_err(|error| {
            match error {
                RecipientError::Store(error) => failed(error),
                error => SetError::new(SetError::OVER_QUOTA, error.to_string()),
            }
        })?;
    context.jmap.uploads.forget(context.account.id, &email.blob_id);
    Ok((id::email(context.account, folder, mail.uid), mail.size))
}
