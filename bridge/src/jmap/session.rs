//! What this server can do and where (RFC 8620 section 2).

use std::{
    collections::BTreeMap,
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{Json, extract::State};
use estuary_jmap::session::{
    AccountInfo, Capabilities, ChatmailCapability, CoreCapability, Empty, Session, WebSocketCapability,
    capability,
};
use serde_json::json;

use super::{Jmap, auth::Login, id};
use crate::{config::Config, store::Account};

/// Largest request, in bytes.
pub(super) const MAX_SIZE_REQUEST: usize = 1 << 20;
/// Requests of one account at once.
pub(super) const MAX_CONCURRENT_REQUESTS: usize = 8;
/// Uploads of one account at once.
pub(super) const MAX_CONCURRENT_UPLOAD: usize = 4;
/// Push streams and WebSockets of one account at once.
pub(super) const MAX_STREAMS: usize = 32;
/// Calls of one request.
pub(super) const MAX_CALLS: usize = 32;
/// Ids of one `/get`, ids of one page of a `/query` or `/changes`.
pub(super) const MAX_OBJECTS_IN_GET: usize = 500;
/// Records of one `/set`.
pub(super) const MAX_OBJECTS_IN_SET: usize = 500;

/// Nothing in the session changes while the process lives but the clock, which is not part of its state.
pub(super) fn state(config: &Config) -> String {
    config.limits.mail_bytes.to_string()
}

/// `GET` of the session.
pub(super) async fn handle(State(jmap): State<Jmap>, Login(account): Login) -> Json<Session> {
    Json(session(&jmap.bridge.config, &account))
}

fn session(config: &Config, account: &Account) -> Session {
    let id = id::account(account);
    let mail = json!({
        "maxMailboxesPerEmail": 1, "maxMailboxDepth": 1, "maxSizeMailboxName": 0, "maxSizeAttachmentsPerEmail": config.limits.mail_bytes,
        "emailQuerySortOptions": ["receivedAt"], "mayCreateTopLevelMailbox": false,
    });
    let submission = json!({"maxDelayedSend": 0, "submissionExtensions": {}});
    let account_capabilities = BTreeMap::from([
        (capability::CORE.to_owned(), json!({})),
        (capability::MAIL.to_owned(), mail),
        (capability::SUBMISSION.to_owned(), submission),
        (capability::QUOTA.to_owned(), json!({})),
    ]);
    let info = AccountInfo {
        name: account.address.to_string(),
        is_personal: true,
        is_read_only: false,
        account_capabilities,
    };
    Session {
        capabilities: capabilities(config),
        primary_accounts: [capability::MAIL, capability::SUBMISSION, capability::QUOTA]
            .map(|name| (name.to_owned(), id.clone()))
            .into(),
        accounts: BTreeMap::from([(id, info)]),
        username: account.address.to_string(),
        api_url: "/jmap/api".to_owned(),
        download_url: "/jmap/download/{accountId}/{blobId}/{name}?accept={type}".to_owned(),
        upload_url: "/jmap/upload/{accountId}".to_owned(),
        event_source_url: Some("/jmap/events?types={types}&closeafter={closeafter}&ping={ping}".to_owned()),
        state: state(config),
    }
}

fn capabilities(config: &Config) -> Capabilities {
    let chatmail = ChatmailCapability {
        is_chatmail: true,
        domain: config.mail.domain.clone(),
        max_mail_size: config.limits.mail_bytes as u64,
        max_recipients: config.limits.recipients as u64,
        iroh_relay: config.metadata.iroh_relay.clone(),
        turn: config.metadata.turn.clone(),
        server_time: SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |now| i64::try_from(now.as_millis()).unwrap_or(i64::MAX)),
    };
    Capabilities {
        core: CoreCapability {
            max_size_upload: config.limits.mail_bytes as u64,
            max_concurrent_upload: MAX_CONCURRENT_UPLOAD as u64,
            max_size_request: MAX_SIZE_REQUEST as u64,
            max_concurrent_requests: MAX_CONCURRENT_REQUESTS as u64,
            max_calls_in_request: MAX_CALLS as u64,
            max_objects_in_get: MAX_OBJECTS_IN_GET as u64,
            max_objects_in_set: MAX_OBJECTS_IN_SET as u64,
            collation_algorithms: Vec::new(),
        },
        mail: Some(Empty {}),
        submission: Some(Empty {}),
        quota: Some(Empty {}),
        websocket: Some(WebSocketCapability {
            url: "/jmap/ws".to_owned(),
            supports_push: true,
            ticket_url: Some("/jmap/ws/ticket".to_owned()),
        }),
        chatmail: Some(chatmail),
    }
}
