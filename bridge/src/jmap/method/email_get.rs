//! `Email/get` (RFC 8621 section 4.2).

use std::collections::BTreeMap;

use estuary_jmap::{
    date::UtcDate,
    error::MethodError,
    mail::Email,
    method::{GetRequest, GetResponse},
};
use mail_parser::MessageParser;
use serde_json::{Map, Value};

use super::{
    super::{
        id,
        run::{Answers, Context, answer, read, unavailable},
    },
    keywords, limited,
    property::{DEFAULT, Property, Stored},
};
use crate::store::{Folder, MailMeta};

/// Bytes read of a mail for its header; headers of more are cut off.
const MAX_HEADER: usize = 64 * 1024;

pub(super) async fn get(
    context: &mut Context<'_>,
    arguments: Map<String, Value>,
) -> Result<Answers, MethodError> {
    let request: GetRequest = read(arguments)?;
    let account_id = context.own(&request.account_id)?;
    limited(request.ids.as_ref())?;
    let properties = properties(request.properties)?;
    let store = &context.jmap.bridge.store;
    // Read first: what changes after it is told again, not missed.
    let state = store.state(context.account, Folder::Inbox).await.map_err(unavailable)?;
    let ids = match request.ids {
        Some(ids) => ids,
        None => everything(context).await?,
    };
    let (mut list, mut not_found) = (Vec::with_capacity(ids.len()), Vec::new());
    let places: Vec<_> = ids
        .iter()
        .map(|given| context.id(given).and_then(|id| id::parse_email(context.account, id)))
        .collect();
    let known: Vec<_> = places.iter().flatten().copied().collect();
    let mut found = store.find(context.account, &known).await.map_err(unavailable)?.into_iter();
    for (given, place) in ids.into_iter().zip(places) {
        let mail = place.and_then(|place| found.next().flatten().map(|mail| (place.0, mail)));
        match mail {
            Some((folder, mail)) => list.push(email(context, folder, &mail, &properties).await?),
            None => not_found.push(given),
        }
    }
    answer(
        "Email/get",
        &GetResponse { account_id, state: id::state(context.account, state.modseq), list, not_found },
    )
}

fn properties(asked: Option<Vec<String>>) -> Result<Vec<Property>, MethodError> {
    match asked {
        Some(names) if names.len() > 64 => {
            Err(MethodError::new(MethodError::REQUEST_TOO_LARGE, "At most 64 properties"))
        }
        Some(names) => names.iter().map(|name| Property::parse(name)).collect(),
        None => DEFAULT.iter().map(|name| Property::parse(name)).collect(),
    }
}

async fn everything(context: &Context<'_>) -> Result<Vec<String>, MethodError> {
    let most = super::super::session::MAX_OBJECTS_IN_GET;
    let mut ids = Vec::new();
    for folder in Folder::ALL {
        let mails = context
            .jmap
            .bridge
            .store
            .list(context.account, folder, 1..=u32::MAX, most + 1)
            .await
            .map_err(unavailable)?;
        ids.extend(mails.iter().map(|mail| id::email(context.account, folder, mail.uid)));
    }
    limited(Some(&ids))?;
    Ok(ids)
}

async fn email(
    context: &mut Context<'_>,
    folder: Folder,
    mail: &MailMeta,
    properties: &[Property],
) -> Result<Email, MethodError> {
    let id = id::email(context.account, folder, mail.uid);
    let mut email = Email { id: id.clone(), ..Email::default() };
    let mut headers = Vec::new();
    for property in properties {
        match property {
            Property::Stored(Stored::Id) => {}
            Property::Stored(Stored::BlobId) => email.blob_id = Some(id.clone()),
            Property::Stored(Stored::ThreadId) => email.thread_id = Some(id::thread(&id)),
            Property::Stored(Stored::MailboxIds) => {
                email.mailbox_ids = Some(BTreeMap::from([(id::mailbox(folder).to_owned(), true)]))
            }
            Property::Stored(Stored::Keywords) => email.keywords = Some(keywords::of(mail.flags)),
            Property::Stored(Stored::Size) => email.size = Some(mail.size),
            Property::Stored(Stored::ReceivedAt) => email.received_at = Some(UtcDate(mail.received_at)),
            Property::Header(header) => headers.push(header),
        }
    }
    if headers.is_empty() {
        return Ok(email);
    }
    let bytes = context
        .jmap
        .bridge
        .store
        .head(context.account, folder, mail.uid, MAX_HEADER)
        .await
        .map_err(unavailable)?
        .unwrap_or_default();
    // Each property may repeat the whole header.
    context.header_budget =
        context.header_budget.checked_sub(header_size(&bytes).saturating_mul(headers.len())).ok_or_else(
            || MethodError::new(MethodError::REQUEST_TOO_LARGE, "Headers of fewer mails at once, please"),
        )?;
    let parsed = MessageParser::default().parse_headers(bytes.as_ref()).unwrap_or_default();
    email.headers =
        headers.into_iter().map(|header| (header.property.clone(), header.value(&parsed))).collect();
    Ok(email)
}

fn header_size(mail: &[u8]) -> usize {
    mail.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap_or(mail.len())
}
