//! Properties of a mail that are read from its header (RFC 8621 section 4.1.2).

use estuary_jmap::{date::UtcDate, error::MethodError, mail::Address};
use mail_parser::{HeaderForm, HeaderName, HeaderValue, Message};
use serde_json::{Value, json};

/// A property somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Property {
    /// Known to the store.
    Stored(Stored),
    /// Read from the header.
    Header(Header),
}

/// Properties the store knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored {
    /// `id`, always there.
    Id,
    /// `blobId`.
    BlobId,
    /// `threadId`.
    ThreadId,
    /// `mailboxIds`.
    MailboxIds,
    /// `keywords`.
    Keywords,
    /// `size`.
    Size,
    /// `receivedAt`.
    ReceivedAt,
}

/// A header field in one of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// As it was asked for.
    pub(super) property: String,
    field: String,
    form: HeaderForm,
    all: bool,
}

/// What is answered to who asks for nothing in particular.
pub(super) const DEFAULT: [&str; 18] = [
    "id",
    "blobId",
    "threadId",
    "mailboxIds",
    "keywords",
    "size",
    "receivedAt",
    "messageId",
    "inReplyTo",
    "references",
    "sender",
    "from",
    "to",
    "cc",
    "bcc",
    "replyTo",
    "subject",
    "sentAt",
];

impl Property {
    /// Reads a name.
    pub(super) fn parse(name: &str) -> Result<Self, MethodError> {
        let header = |field: &str, form| {
            Ok(Self::Header(Header { property: name.to_owned(), field: field.to_owned(), form, all: false }))
        };
        match name {
            "id" => Ok(Self::Stored(Stored::Id)),
            "blobId" => Ok(Self::Stored(Stored::BlobId)),
            "threadId" => Ok(Self::Stored(Stored::ThreadId)),
            "mailboxIds" => Ok(Self::Stored(Stored::MailboxIds)),
            "keywords" => Ok(Self::Stored(Stored::Keywords)),
            "size" => Ok(Self::Stored(Stored::Size)),
            "receivedAt" => Ok(Self::Stored(Stored::ReceivedAt)),
            "messageId" => header("Message-ID", HeaderForm::MessageIds),
            "inReplyTo" => header("In-Reply-To", HeaderForm::MessageIds),
            "references" => header("References", HeaderForm::MessageIds),
            "sender" => header("Sender", HeaderForm::Addresses),
            "from" => header("From", HeaderForm::Addresses),
            "to" => header("To", HeaderForm::Addresses),
            "cc" => header("Cc", HeaderForm::Addresses),
            "bcc" => header("Bcc", HeaderForm::Addresses),
            "replyTo" => header("Reply-To", HeaderForm::Addresses),
            "subject" => header("Subject", HeaderForm::Text),
            "sentAt" => header("Date", HeaderForm::Date),
            _ => Self::parse_header(name).ok_or_else(|| {
                MethodError::new(MethodError::INVALID_ARGUMENTS, format!("Unknown property {name:?}"))
            }),
        }
    }

    fn parse_header(name: &str) -> Option<Self> {
        let mut parts = name.strip_prefix("header:")?.split(':');
        let field = parts
            .next()
            .filter(|field| !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_graphic()))?;
        let (mut form, mut all) = (HeaderForm::Raw, false);
        for (index, part) in parts.enumerate() {
            match (index, part) {
                (_, "all") if !all => all = true,
                (0, part) => form = self::form(part)?,
                _ => return None,
            }
        }
        Some(Self::Header(Header { property: name.to_owned(), field: field.to_owned(), form, all }))
    }
}

fn form(name: &str) -> Option<HeaderForm> {
    Some(match name {
        "asRaw" => HeaderForm::Raw,
        "asText" => HeaderForm::Text,
        "asAddresses" => HeaderForm::Addresses,
        "asMessageIds" => HeaderForm::MessageIds,
        "asDate" => HeaderForm::Date,
        _ => return None,
    })
}

impl Header {
    /// The value in a mail: the last field of the name or all, `null` where there is none.
    pub(super) fn value(&self, mail: &Message<'_>) -> Value {
        let name = HeaderName::parse(self.field.as_str())
            .unwrap_or_else(|| HeaderName::Other(self.field.clone().into()));
        let mut values: Vec<Value> =
            mail.header_as(name, self.form).into_iter().map(|value| json_of(value, self.form)).collect();
        if self.all { Value::Array(values) } else { values.pop().unwrap_or(Value::Null) }
    }
}

fn json_of(value: HeaderValue<'_>, form: HeaderForm) -> Value {
    match value {
        // One id is a list, too.
        HeaderValue::Text(text) if form == HeaderForm::MessageIds => json!([text]),
        HeaderValue::Text(text) => Value::String(text.into_owned()),
        HeaderValue::TextList(list) => {
            list.into_iter().map(|text| Value::String(text.into_owned())).collect()
        }
        HeaderValue::Address(addresses) => addresses
            .iter()
            .map(|address| {
                json!(Address {
                    name: address.name().map(str::to_owned),
                    email: address.address().unwrap_or_default().to_owned()
                })
            })
            .collect(),
        HeaderValue::DateTime(date) => match UtcDate::parse(&date.to_rfc3339()) {
            Some(_) => Value::String(date.to_rfc3339()),
            None => Value::Null,
        },
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use mail_parser::MessageParser;

    use super::*;

    const MAIL: &str = "From: \"Ann B\" <ann@x>, ben@x\r\nSubject: =?utf-8?q?h=C3=A9?=\r\nMessage-ID: <1@x>\r\n\
        Date: Thu, 1 Jan 2026 00:00:00 +0100\r\nX-Y: one\r\nX-Y: two\r\n\r\n";

    fn value(name: &str) -> Value {
        let mail = MessageParser::default().parse_headers(MAIL).unwrap();
        match Property::parse(name).unwrap() {
            Property::Header(header) => header.value(&mail),
            Property::Stored(_) => panic!(),
        }
    }

    #[test]
    fn reads_fields_in_their_forms() {
        assert_eq!(
            value("from"),
            json!([{"name": "Ann B", "email": "ann@x"}, {"name": null, "email": "ben@x"}])
        );
        assert_eq!(value("subject"), json!("hé"));
        assert_eq!(value("messageId"), json!(["1@x"]));
        assert_eq!(value("sentAt"), json!("2026-01-01T00:00:00+01:00"));
        assert_eq!(value("header:X-Y"), json!("two"));
        assert_eq!(value("header:x-y:asText:all"), json!(["one", "two"]));
        assert_eq!(value("cc"), Value::Null);
    }

    #[test]
    fn refuses_what_there_is_not() {
        for name in [
            "bodyStructure",
            "header:",
            "header:A B",
            "header:X:asNothing",
            "header:X:all:all",
            "header:X:asRaw:asText",
            "",
        ] {
            assert!(Property::parse(name).is_err(), "{name}");
        }
    }
}
