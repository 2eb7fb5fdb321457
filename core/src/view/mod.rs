//! What screens show, read from the store. Rows that vanish between two reads are left out.

mod card;
mod chat;
mod chat_list;
mod chat_profile;
mod contact;
mod incoming;
mod info;
mod message;
mod message_info;
mod picture;
mod profile;
mod reaction;
mod search;

pub(crate) use card::card;
pub(crate) use chat::{can_send, chat};
pub(crate) use chat_list::chat_list;
pub(crate) use chat_profile::chat_profile;
pub(crate) use contact::{contact, contact_profile, contacts};
pub(crate) use incoming::incoming;
use info::info;
pub(crate) use message::{around, attachment, file, messages, pinned, quote, quoted_text};
pub(crate) use message_info::{html, message_info};
pub(crate) use picture::{picture, picture_bytes};
pub(crate) use profile::profile;
pub(crate) use reaction::reactors;
pub(crate) use search::{found, placed};

use crate::{db::AT_ONCE, mail, ports::StoreError};
use estuary_api::{Problem, ProblemKind};
use futures::{StreamExt, TryStreamExt, future::ready, stream};

/// Reads several, in their order; what is not there any more is left out.
pub(crate) async fn each<T, R, F: Future<Output = Result<Option<R>, StoreError>>>(
    all: impl IntoIterator<Item = T>,
    read: impl FnMut(T) -> F,
) -> Result<Vec<R>, StoreError> {
    stream::iter(all).map(read).buffered(AT_ONCE).try_filter_map(|found| ready(Ok(found))).try_collect().await
}

/// What was asked for does not exist (any more).
pub(crate) fn not_found(what: &str) -> Problem {
    Problem::new(ProblemKind::NotFound, what)
}

/// At most `limit` characters of a text on one line, which does not turn what stands beside it.
fn one_line(text: &str, limit: usize) -> String {
    let mut line = String::new();
    let unturned: String = text.chars().filter(|letter| !mail::turns(*letter)).collect();
    for word in unturned.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().take(limit));
        if line.chars().count() >= limit {
            break;
        }
    }
    line.chars().take(limit).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_becomes_one_short_line() {
        assert_eq!(super::one_line("  a\n\nb\tc ", 200), "a b c");
        assert_eq!(super::one_line("äöü äöü", 5), "äöü ä");
        assert_eq!(super::one_line("\u{202E}a\u{2069} b", 200), "a b");
    }
}
