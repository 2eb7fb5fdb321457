//! What clients are told of the server and tell it about themselves (RFC 5464, with Delta Chat's entries).

use imap_codec::imap_types::{
    core::{AString, NString, Vec1},
    extensions::metadata::{Depth, Entry, EntryValue, GetMetadataOption, MetadataCode, MetadataResponse},
    mailbox::Mailbox,
    response::{Code, Data},
};

use super::{
    answer::{Answer, Failure},
    wire::Wire,
};
use crate::config::Config;

/// Entries asked for at once.
const MOST_ENTRIES: usize = 64;

/// Gives out entries of the server. Those of the inbox are write-only.
pub(super) async fn get(
    config: &Config,
    mailbox: &Mailbox<'_>,
    options: &[GetMetadataOption],
    wanted: &[Entry<'_>],
    wire: &mut Wire,
) -> Result<Answer, Failure> {
    if wanted.len() > MOST_ENTRIES {
        return Err(Answer::no("Too many entries").with(Code::Metadata(MetadataCode::TooMany)).into());
    }
    let (mut largest, mut depth) = (usize::MAX, Depth::Null);
    for option in options {
        match option {
            GetMetadataOption::MaxSize(size) => largest = *size as usize,
            GetMetadataOption::Depth(given) => depth = given.clone(),
        }
    }
    let known = if *mailbox == Mailbox::Inbox {
        Vec::new()
    } else {
        require_server(mailbox).map(|()| entries(config))?
    };
    let (mut found, mut left_out) = (Vec::new(), 0);
    for wanted in wanted {
        let wanted = String::from_utf8_lossy(wanted.as_ref()).to_ascii_lowercase();
        let matching: Vec<_> = known.iter().filter(|(name, _)| is_within(name, &wanted, &depth)).collect();
        if matching.is_empty() && depth == Depth::Null {
            found.push((wanted, None)); // NIL: it has no value
            continue;
        }
        for (name, value) in matching {
            if value.len() > largest {
                left_out = left_out.max(value.len());
            } else {
                found.push(((*name).to_owned(), Some(value.clone())));
            }
        }
    }
    let items = found.into_iter().filter_map(|(name, value)| entry_value(name, value)).collect::<Vec<_>>();
    if let Ok(items) = Vec1::try_from(items) {
        wire.data(Data::Metadata { mailbox: mailbox.clone(), items: MetadataResponse::WithValues(items) })
            .await?;
    }
    let done = Answer::ok("Done");
    Ok(match u32::try_from(left_out) {
        Ok(size @ 1..) => done.with(Code::Metadata(MetadataCode::LongEntries(size))),
        _ => done,
    })
}

/// Takes the address of a device for push notifications. It is good only for services of the makers of mobile
/// platforms, which this server does not call, so it is not kept.
pub(super) fn set(mailbox: &Mailbox<'_>, entries: &[EntryValue<'_>]) -> Result<(), Failure> {
    let is_token =
        |entry: &EntryValue<'_>| entry.entry.as_ref().eq_ignore_ascii_case(b"/private/devicetoken");
    if *mailbox == Mailbox::Inbox && entries.iter().all(is_token) {
        return Ok(());
    }
    Err(Answer::no("This entry cannot be set").because("NOPERM").into())
}

fn require_server(mailbox: &Mailbox<'_>) -> Result<(), Failure> {
    match mailbox {
        Mailbox::Other(name) if name.as_ref().is_empty() => Ok(()),
        _ => Err(Answer::no("INBOX is the only folder").because("NONEXISTENT").into()),
    }
}

/// Entries that have a value.
fn entries(config: &Config) -> Vec<(&'static str, String)> {
    let metadata = &config.metadata;
    [
        ("/shared/comment", metadata.comment.clone()),
        ("/shared/admin", metadata.admin.clone()),
        ("/shared/vendor/deltachat/irohrelay", metadata.iroh_relay.clone()),
        ("/shared/vendor/deltachat/turn", metadata.turn.clone()),
        ("/shared/vendor/deltachat/maxsmtprecipients", Some(config.limits.recipients.to_string())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

/// Whether an entry is the one asked for, or lies below it as deep as was asked.
fn is_within(name: &str, wanted: &str, depth: &Depth) -> bool {
    let Some(below) = name.strip_prefix(wanted) else { return false };
    match depth {
        _ if below.is_empty() => true,
        Depth::Null => false,
        Depth::One => below.strip_prefix('/').is_some_and(|below| !below.contains('/')),
        Depth::Infinity => below.starts_with('/'),
    }
}

fn entry_value(name: String, value: Option<String>) -> Option<EntryValue<'static>> {
    let entry = Entry::try_from(AString::try_from(name).ok()?).ok()?;
    let value = match value {
        Some(value) => NString::try_from(value).ok()?,
        None => NString::default(),
    };
    Some(EntryValue { entry, value: imap_codec::imap_types::core::NString8::NString(value) })
}

#[cfg(test)]
mod tests {
    use super::is_within;
    use imap_codec::imap_types::extensions::metadata::Depth;

    #[test]
    fn depth_says_what_lies_within() {
        let relay = "/shared/vendor/deltachat/irohrelay";
        for (wanted, depth, within) in [
            (relay, Depth::Null, true),
            ("/shared/vendor/deltachat", Depth::Null, false),
            ("/shared/vendor/deltachat", Depth::One, true),
            ("/shared/vendor", Depth::One, false),
            ("/shared", Depth::Infinity, true),
            ("/shared/vendor/delta", Depth::Infinity, false),
            ("/private", Depth::Infinity, false),
        ] {
            assert_eq!(is_within(relay, wanted, &depth), within, "{wanted}");
        }
    }
}
