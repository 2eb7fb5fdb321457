//! `EmailSubmission/set` and `/get` (RFC 8621 section 7). A mail is delivered when it is submitted; there is nothing
//! to undo, and no record of it is kept.

use std::{
    collections::BTreeMap,
    time::{SystemTime, UNIX_EPOCH},
};

use estuary_jmap::{
    Id,
    date::UtcDate,
    error::{MethodError, SetError},
    mail::{Submission, SubmissionSetRequest},
    method::{GetRequest, GetResponse, SetRequest, SetResponse},
};
use mail_parser::MessageParser;
use serde_json::{Map, Value, json};

use super::{
    super::{
        id,
        run::{Answers, Context, answer, read},
        session::MAX_OBJECTS_IN_SET,
        ticket::random_hex,
    },
    email_set::{self, failed, invalid},
    identity, limited,
    submission_error::set_error,
};
use crate::{address::Address, submission::Envelope};

/// Never changes, as nothing is kept.
const STATE: &str = "0";

pub(super) fn get(context: &Context<'_>, arguments: Map<String, Value>) -> Result<Answers, MethodError> {
    let request: GetRequest = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    limited(request.ids.as_ref())?;
    let not_found = request.ids.unwrap_or_default();
    answer(
        "EmailSubmission/get",
        &GetResponse::<Value> { account_id, state: STATE.to_owned(), list: Vec::new(), not_found },
    )
}

pub(super) async fn set(
    context: &mut Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: SubmissionSetRequest = read(arguments)?;
    let account_id = context.own(&request.set.account_id)?;
    let (create, update, destroy) = (
        request.set.create.unwrap_or_default(),
        request.set.update.unwrap_or_default(),
        request.set.destroy.unwrap_or_default(),
    );
    if create.len() + update.len() + destroy.len() > MAX_OBJECTS_IN_SET {
        return Err(MethodError::new(
            MethodError::REQUEST_TOO_LARGE,
            format!("At most {MAX_OBJECTS_IN_SET} records at once"),
        ));
    }
    if request.set.if_in_state.is_some_and(|state| state != STATE) {
        return Err(MethodError::bare(MethodError::STATE_MISMATCH));
    }
    let mut response = SetResponse {
        account_id: account_id.clone(),
        old_state: Some(STATE.to_owned()),
        new_state: STATE.to_owned(),
        ..SetResponse::default()
    };
    let gone = |ids: Vec<Id>| {
        ids.into_iter().map(|id| (id, SetError::bare(SetError::NOT_FOUND))).collect::<BTreeMap<_, _>>()
    };
    response.not_updated = Some(gone(update.into_keys().collect())).filter(|errors| !errors.is_empty());
    response.not_destroyed = Some(gone(destroy)).filter(|errors| !errors.is_empty());
    let mut sent: BTreeMap<Id, Id> = BTreeMap::new();
    for (creation, submission) in create {
        match submit(context, submission).await {
            Ok((submission, email)) => {
                sent.insert(format!("#{creation}"), email);
                if let Some(id) = &submission.get("id").and_then(Value::as_str) {
                    context.created.insert(creation.clone(), (*id).to_owned());
                }
                response.created.get_or_insert_default().insert(creation, submission);
            }
            Err(error) => drop(response.not_created.get_or_insert_default().insert(creation, error)),
        }
    }
    let mut answers = answer("EmailSubmission/set", &response)?;
    let after = SetRequest {
        account_id,
        update: request.on_success_update_email.map(|patches| {
            patches.into_iter().filter_map(|(id, patch)| Some((sent.get(&id)?.clone(), patch))).collect()
        }),
        destroy: request
            .on_success_destroy_email
            .map(|ids| ids.iter().filter_map(|id| sent.get(id).cloned()).collect()),
        ..SetRequest::default()
    };
    if after.update.as_ref().is_some_and(|update| !update.is_empty())
        || after.destroy.as_ref().is_some_and(|destroy| !destroy.is_empty())
    {
        answers.extend(answer("Email/set", &email_set::apply(context, after).await?)?);
    }
    Ok(answers)
}

async fn submit(context: &Context<'_>, submission: Value) -> Result<(Value, Id), SetError> {
    let submission: Submission = serde_json::from_value(submission)
        .map_err(|error| SetError::new(SetError::INVALID_PROPERTIES, error.to_string()))?;
    if submission.identity_id != identity::ID {
        return Err(invalid("identityId", "There is no such identity"));
    }
    let no_mail = || invalid("emailId", "There is no such mail");
    let email = context.id(&submission.email_id).ok_or_else(no_mail)?.to_owned();
    let (folder, uid) = id::parse_email(context.account, &email).ok_or_else(no_mail)?;
    context.jmap.bridge.submissions.admit(context.account).map_err(set_error)?;
    let raw = context
        .jmap
        .bridge
        .store
        .raw(context.account, folder, uid)
        .await
        .map_err(failed)?
        .ok_or_else(no_mail)?;
    let envelope = match submission.envelope {
        Some(envelope) => read_envelope(&envelope)?,
        None => envelope_of(&raw, context.account.address.clone())?,
    };
    context.jmap.bridge.submissions.accept(context.account, envelope, raw).await.map_err(set_error)?;
    let id = format!("s{}", random_hex().map_err(failed)?);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |now| i64::try_from(now.as_secs()).unwrap_or(i64::MAX));
    let record = json!({"id": id, "threadId": id::thread(&email), "sendAt": UtcDate(now.saturating_mul(1000)), "undoStatus": "final"});
    Ok((record, email))
}

fn read_envelope(envelope: &estuary_jmap::mail::Envelope) -> Result<Envelope, SetError> {
    let from = Address::parse(&envelope.mail_from.email)
        .map_err(|_| SetError::bare(SetError::FORBIDDEN_MAIL_FROM))?;
    addressed(from, envelope.rcpt_to.iter().map(|to| to.email.as_str()))
}

/// What the header says, where no envelope was given.
fn envelope_of(mail: &[u8], from: Address) -> Result<Envelope, SetError> {
    let mail = MessageParser::default().parse_headers(mail).unwrap_or_default();
    let fields = [mail.to(), mail.cc(), mail.bcc()];
    addressed(
        from,
        fields.iter().flatten().flat_map(|field| field.iter()).filter_map(|address| address.address()),
    )
}

fn addressed<'a>(from: Address, recipients: impl Iterator<Item = &'a str>) -> Result<Envelope, SetError> {
    let (mut to, mut wrong) = (Vec::new(), Vec::new());
    for recipient in recipients {
        match Address::parse(recipient) {
            Ok(address) => to.push(address),
            Err(_) => wrong.push(recipient.to_owned()),
        }
    }
    if wrong.is_empty() {
        return Ok(Envelope { from, to });
    }
    let text = "Some recipients are no mail addresses";
    Err(SetError {
        invalid_recipients: Some(wrong.into()),
        ..SetError::new(SetError::INVALID_RECIPIENTS, text)
    })
}
