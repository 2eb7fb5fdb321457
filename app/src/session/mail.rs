//! What is handed over for somebody: links to mail addresses lead to the chat with whoever writes from there.

use super::{Dialog, Handed, Session};
use crate::{client, format::strip_mail};
use estuary_api::{ChatId, Command, ContactCommand, Problem, ProblemKind, Reply};
use leptos::{prelude::*, task::spawn_local};
use percent_encoding::percent_decode_str;

/// Characters of such a link that are read.
const LONGEST: usize = 20_000;

impl Handed {
    /// What a link to a mail address asks for (RFC 6068), or a mere address: the first of those it is to, and subject and
    /// text. Files and other headers are not for a link to choose.
    pub(crate) fn by_mail(link: &str) -> Self {
        let link: String = link.chars().take(LONGEST).collect();
        let link = strip_mail(&link).unwrap_or(&link);
        let (to, fields) = link.split_once('?').unwrap_or((link, ""));
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().replace('\r', "");
        let field = |name: &str| {
            let mut fields = fields.split('&').filter_map(|field| field.split_once('='));
            fields.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| decode(value))
        };
        let text = [field("subject"), field("body")].into_iter().flatten().filter(|text| !text.is_empty());
        Self {
            to: decode(to.split(',').next().unwrap_or_default()).trim().to_owned(),
            text: text.collect::<Vec<_>>().join("\n"),
            ..Self::default()
        }
    }
}

impl Session {
    /// Makes a draft of it: in the chat with whom it is for, or in one that a person chooses.
    pub(crate) fn hand(self, handed: Handed) {
        spawn_local(async move {
            if let Some(chat) = chat_at(&handed.to).await {
                self.handed.set(Some((chat, handed)));
                self.open(chat);
            } else if handed.text.is_empty() && handed.files.is_empty() {
                self.problem.set(Some(Problem::new(ProblemKind::KeyMissing, handed.to)));
            } else {
                self.dialog.set(Some(Dialog::ToChat(handed)));
            }
        });
    }
}

/// The single chat with somebody whose key is known, by their address; of several at one address with whom was heard of
/// last.
async fn chat_at(address: &str) -> Option<ChatId> {
    if address.is_empty() {
        return None;
    }
    let list = Command::Contacts(ContactCommand::List { query: address.to_owned() });
    let Ok(Reply::Contacts(people)) = client::call(list).await else { return None };
    let there = people.into_iter().filter(|one| one.address.eq_ignore_ascii_case(address));
    let contact = there.max_by_key(|one| one.last_seen)?;
    match client::call(Command::Contacts(ContactCommand::Chat(contact.id))).await {
        Ok(Reply::Chat(view)) => Some(view.row.id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(link: &str) -> (String, String) {
        let Handed { to, text, files, quote } = Handed::by_mail(link);
        assert!(files.is_empty() && quote.is_none());
        (to, text)
    }

    #[test]
    fn links_to_mail_addresses_say_whom_and_what() {
        let expected = |to: &str, text: &str| (to.to_owned(), text.to_owned());
        assert_eq!(read("ada@example.org"), expected("ada@example.org", ""));
        assert_eq!(read("MAILTO:ada%2Bx@example.org,ben@example.org"), expected("ada+x@example.org", ""));
        let both = "mailto:ada@example.org?Subject=Tides%20%26%20boats&cc=x&body=One%0D%0Atwo+two";
        assert_eq!(read(both), expected("ada@example.org", "Tides & boats\nOne\ntwo+two"));
        assert_eq!(read("mailto:?body=for%20whom"), expected("", "for whom"));
    }

    #[test]
    fn whatever_stands_there_is_read() {
        for hostile in
            ["", "mailto:", "mailto:?", "?&&=&body", "mailto:%ff%fe?body", "é", "mailtö:x?attach=/etc/passwd"]
        {
            assert_eq!(read(hostile).1, "", "{hostile}");
        }
        let long = format!("mailto:?body={}", "%41".repeat(100_000));
        assert!(read(&long).1.len() < 20_000);
    }
}
