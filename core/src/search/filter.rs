//! What a search asks for beyond words.

use super::fold::fold;
use crate::{
    db::Reader,
    model::{Media, Message},
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, FileKind, MessageId, Search, SearchKind, Sender};
use std::collections::BTreeSet;

/// More tags of a query are ignored.
const TAGS: usize = 16;

/// A sender, a kind, a chat, tags.
#[derive(Debug)]
pub(super) struct Filter {
    from: Option<Sender>,
    kind: Option<SearchKind>,
    pub(super) chat: Option<ChatId>,
    /// With their hash signs. Their letters are words, which the index knows; that they are tags is told by the text alone.
    tags: Vec<String>,
}

impl Filter {
    pub(super) fn new(search: &Search) -> Self {
        let query = fold(&search.query);
        let tags = query.split_whitespace().filter(|word| word.len() > 1 && word.starts_with('#'));
        let tags = tags.take(TAGS).map(str::to_owned).collect();
        Self { from: search.from, kind: search.kind, chat: search.chat, tags }
    }

    /// A chat alone is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.from.is_none() && self.kind.is_none() && self.tags.is_empty()
    }

    /// The messages of its kind, where galleries know them.
    pub(super) async fn candidates<S: Store>(
        &self,
        db: &Reader<'_, S>,
    ) -> Result<Option<BTreeSet<MessageId>>, StoreError> {
        let Some(kinds) = self.kind.and_then(file_kinds) else { return Ok(None) };
        let found = Media::gallery(db, self.chat, kinds, None, usize::MAX).await?;
        Ok(Some(found.into_iter().collect()))
    }

    /// The beginning of a word that everything of its kind has.
    pub(super) fn word(&self) -> Option<&'static str> {
        (self.kind == Some(SearchKind::Links)).then_some("http")
    }

    /// Whether a message is of this chat and sender. Of kinds that are kinds of files the galleries have said it.
    pub(super) fn admits(&self, message: &Message) -> bool {
        let from = match self.from {
            None => message.info.is_none(),
            Some(Sender::Me) => message.is_own(),
            Some(Sender::Contact(contact)) => message.from == Some(contact) && message.info.is_none(),
        };
        from && self.chat.is_none_or(|chat| chat == message.chat)
            && (self.kind != Some(SearchKind::Links) || has_link(&message.text))
            && (self.tags.is_empty() || has_tags(&message.text, &self.tags))
    }
}

/// The files that make a message of a kind; of links none do.
fn file_kinds(kind: SearchKind) -> Option<&'static [FileKind]> {
    Some(match kind {
        SearchKind::Pictures => &[FileKind::Image, FileKind::Gif],
        SearchKind::Videos => &[FileKind::Video],
        SearchKind::Sounds => &[FileKind::Voice, FileKind::Audio],
        SearchKind::Files => &[FileKind::File],
        SearchKind::Apps => &[FileKind::App],
        SearchKind::Cards => &[FileKind::Card],
        SearchKind::Links => return None,
    })
}

/// Whether a text has tags that begin so. A hash sign in a word, a path or a character reference begins none.
fn has_tags(text: &str, tags: &[String]) -> bool {
    let text = fold(text);
    let joins = |letter: char| letter.is_alphanumeric() || matches!(letter, '#' | '/' | '&');
    tags.iter().all(|tag| {
        let mut found = text.match_indices(tag.as_str()).filter_map(|(at, _)| text.get(..at));
        found.any(|before| !before.chars().next_back().is_some_and(joins))
    })
}

/// Whether a text has a link that a person can follow.
fn has_link(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["https://", "http://"].iter().any(|scheme| {
        text.match_indices(scheme).any(|(at, _)| {
            text.get(at + scheme.len()..)
                .and_then(|rest| rest.chars().next())
                .is_some_and(char::is_alphanumeric)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{fold, has_link, has_tags};

    #[test]
    fn links_have_a_scheme_and_a_host() {
        for (text, has) in [
            ("see HTTPS://delta.chat", true),
            ("(http://a.example/b)", true),
            ("https:// is a scheme", false),
            ("www.example.org", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(has_link(text), has, "{text}");
        }
    }
    #[test]
    fn tags_begin_with_a_hash_sign_of_their_own() {
        for (text, tags, has) in [
            ("#Größe counts", "#grosse", true),
            ("so #tides, and (#harbour)", "#tide #harbour", true),
            ("tides", "#tides", false),
            ("#tides alone", "#tides #harbour", false),
            ("see https://a.example/#tides", "#tides", false),
            ("a#tides ##tides &#tides", "#tides", false),
            ("#🌊", "#🌊", true),
        ] {
            let tags: Vec<String> = fold(tags).split(' ').map(str::to_owned).collect();
            assert_eq!(has_tags(text, &tags), has, "{text}");
        }
    }
}
