//! Rows as values: one byte of version, then postcard.

use super::Key;
use crate::{ports::StoreError, table::Table};
use serde::{Serialize, de::DeserializeOwned};

/// A type that is a row of a table.
///
/// Postcard names no fields, so a change of a type is a new version: raise [`Record::VERSION`], keep the old shape
/// as a private type, and turn it into the new one in [`Record::upgrade`]. Old rows are never rewritten in bulk;
/// they are written in the new version whenever they change.
pub trait Record: Serialize + DeserializeOwned {
    /// What finds it.
    type Key: Key + ?Sized;
    /// Where it lives.
    const TABLE: Table;
    /// The version written.
    const VERSION: u8 = 1;

    /// Reads an older version; `None` if there never was one of this number.
    fn upgrade(_version: u8, _body: &[u8]) -> Option<Self> {
        None
    }
}

/// A value as it is stored.
pub(super) fn encode<R: Record>(record: &R) -> Result<Vec<u8>, StoreError> {
    postcard::to_extend(record, vec![R::VERSION]).map_err(|e| unreadable::<R>(e))
}

/// A stored value.
pub(crate) fn decode<R: Record>(bytes: &[u8]) -> Result<R, StoreError> {
    let (version, body) = bytes.split_first().ok_or_else(|| unreadable::<R>("an empty row"))?;
    if *version == R::VERSION {
        return postcard::from_bytes(body).map_err(|e| unreadable::<R>(e));
    }
    R::upgrade(*version, body).ok_or_else(|| unreadable::<R>(format!("version {version} of a row")))
}

fn unreadable<R: Record>(reason: impl ToString) -> StoreError {
    StoreError::Unreadable { table: R::TABLE.name(), reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Row {
        text: String,
        added: u32,
    }

    impl Record for Row {
        type Key = str;
        const TABLE: Table = Table::Meta;
        const VERSION: u8 = 2;

        fn upgrade(version: u8, body: &[u8]) -> Option<Self> {
            (version == 1).then(|| postcard::from_bytes(body).ok().map(|text| Self { text, added: 0 }))?
        }
    }

    #[test]
    fn reads_what_it_wrote_and_what_older_versions_wrote() {
        let row = Row { text: "a".into(), added: 7 };
        assert_eq!(decode::<Row>(&encode(&row).unwrap()), Ok(row));
        let old = postcard::to_extend("a", vec![1]).unwrap();
        assert_eq!(decode(&old), Ok(Row { text: "a".into(), added: 0 }));
    }

    #[test]
    fn broken_and_newer_rows_are_errors() {
        for bytes in [&[][..], &[2], &[2, 200], &[3, 1, 65, 0], &[1]] {
            assert!(matches!(decode::<Row>(bytes), Err(StoreError::Unreadable { .. })), "{bytes:?}");
        }
    }
}
