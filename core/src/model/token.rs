//! AUTH tokens of own invites.

use crate::{
    db::{Reader, Record},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::ChatId;
use serde::{Deserialize, Serialize};

/// A token that lets others in until it is withdrawn. Its key is the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Token {
    /// Invite number of the old protocol that belongs to it.
    pub(crate) invite_number: String,
    /// When it was made, Unix milliseconds.
    pub(crate) made: i64,
    /// The group it lets into; otherwise it leads to a conversation.
    pub(crate) chat: Option<ChatId>,
}

/// Before there were invites to groups.
#[derive(Deserialize)]
struct First {
    invite_number: String,
    made: i64,
}

impl Record for Token {
    type Key = str;
    const TABLE: Table = Table::Tokens;
    const VERSION: u8 = 2;

    fn upgrade(version: u8, body: &[u8]) -> Option<Self> {
        let First { invite_number, made } = (version == 1).then(|| postcard::from_bytes(body).ok())??;
        Some(Self { invite_number, made, chat: None })
    }
}

impl Token {
    /// Every token that is not withdrawn.
    pub(crate) async fn all<S: Store>(db: &Reader<'_, S>) -> Result<Vec<(String, Self)>, StoreError> {
        let rows = db.records::<Self>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        Ok(rows.into_iter().map(|(key, row)| (String::from_utf8_lossy(&key).into_owned(), row)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, Token};

    #[test]
    fn tokens_of_the_first_version_lead_to_conversations() {
        let old = postcard::to_stdvec(&("number", 7_i64)).unwrap();
        let new = Token { invite_number: "number".into(), made: 7, chat: None };
        assert_eq!(Token::upgrade(1, &old), Some(new));
        assert_eq!(Token::upgrade(3, &old), None);
    }
}
