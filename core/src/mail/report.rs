//! Reports about other mail: read receipts (RFC 8098) and bounces (RFC 3464).

use super::message_id::parse_list;
use mailparse::{MailHeaderMap, ParsedMail};

/// What a mail reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// These messages were read, or were told to be.
    Read(Vec<String>),
    /// A relay's report about a message.
    Bounce(Bounce),
}

/// What a relay says about a message it could not hand on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// The message.
    pub message_id: Option<String>,
    /// The address it did not reach.
    pub recipient: Option<String>,
    /// Whether it was given up, and not only delayed.
    pub failed: bool,
    /// The relay's reason.
    pub reason: String,
}

pub(super) fn read(report: &ParsedMail<'_>) -> Option<Report> {
    let kind = report.ctype.params.get("report-type").map(|kind| kind.to_ascii_lowercase());
    match kind.as_deref() {
        Some("disposition-notification") => receipt(report),
        Some("delivery-status") => bounce(report),
        _ => None,
    }
}

fn receipt(report: &ParsedMail<'_>) -> Option<Report> {
    let body = part(report, "message/disposition-notification")?.get_body_raw().ok()?;
    let (fields, _) = mailparse::parse_headers(&body).ok()?;
    let mut ids = parse_list(&fields.get_first_value("Original-Message-ID")?);
    ids.extend(parse_list(&fields.get_first_value("Additional-Message-IDs").unwrap_or_default()));
    fields.get_first_value("Disposition")?;
    Some(Report::Read(ids))
}

fn bounce(report: &ParsedMail<'_>) -> Option<Report> {
    let status = part(report, "message/delivery-status")?.get_body_raw().ok()?;
    let original = ["message/rfc822", "text/rfc822-headers", "message/global-headers", "message/global"]
        .into_iter()
        .find_map(|kind| part(report, kind));
    let message_id = original.and_then(|part| {
        let body = part.get_body_raw().ok()?;
        let (fields, _) = mailparse::parse_headers(&body).ok()?;
        let name = ["X-Microsoft-Original-Message-ID", "Message-ID"];
        let value = name.into_iter().find_map(|name| fields.get_first_value(name))?;
        parse_list(&value).into_iter().next()
    });
    let field = |name: &str| status_field(&status, name);
    let without_type =
        |value: String| value.rsplit_once(';').map_or(value.clone(), |(_, rest)| rest.trim().into());
    Some(Report::Bounce(Bounce {
        message_id,
        recipient: field("Final-Recipient").or_else(|| field("Original-Recipient")).map(without_type),
        failed: field("Action").is_some_and(|action| action.eq_ignore_ascii_case("failed")),
        reason: field("Diagnostic-Code").map(without_type).or_else(|| field("Status")).unwrap_or_default(),
    }))
}

/// The first field of this name in any block: about the message, then about each recipient.
fn status_field(status: &[u8], name: &str) -> Option<String> {
    let mut rest = status;
    while !rest.is_empty() {
        let (fields, end) = mailparse::parse_headers(rest).ok()?;
        if let Some(value) = fields.get_first_value(name) {
            return Some(value.trim().to_owned());
        }
        rest = rest.get(end.max(1)..)?.trim_ascii_start();
    }
    None
}

fn part<'m, 'a>(report: &'m ParsedMail<'a>, kind: &str) -> Option<&'m ParsedMail<'a>> {
    report.subparts.iter().find(|part| part.ctype.mimetype.eq_ignore_ascii_case(kind))
}
