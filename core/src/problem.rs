//! Every error of the core in the words a person gets: the one place that translates.

use crate::ports::{StoreError, TransportError, VaultError};
use estuary_api::{Problem, ProblemKind as Kind};

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let kind = match &error {
            StoreError::Full => Kind::StorageFull,
            StoreError::Refused(_) => Kind::StorageRefused,
            StoreError::Newer { .. } => Kind::StorageNewer,
            StoreError::Unreadable { .. } => Kind::StorageUnreadable,
            StoreError::Closed => Kind::OtherVersion,
            StoreError::Failed(_) => Kind::Internal,
        };
        Self::new(kind, error)
    }
}

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Self {
        let kind = match &error {
            VaultError::Unreadable(_) => Kind::KeysUnreadable,
            VaultError::Unavailable(_) => Kind::StorageRefused,
        };
        Self::new(kind, error)
    }
}

impl From<TransportError> for Problem {
    fn from(error: TransportError) -> Self {
        let kind = match &error {
            TransportError::Unreachable(_) => Kind::ServerUnreachable,
            TransportError::WrongPassword => Kind::WrongPassword,
            TransportError::AccountRefused(_) => Kind::AccountRefused,
            TransportError::Later { rate_limit: true, .. } => Kind::TooFast,
            TransportError::Later { rate_limit: false, .. } | TransportError::Protocol(_) => {
                Kind::ServerError
            }
            TransportError::Refused(_) => Kind::MessageRefused,
            TransportError::TooLarge { .. } => Kind::TooLarge,
            TransportError::OverQuota => Kind::ServerFull,
            TransportError::Gone => Kind::NotFound,
        };
        Self::new(kind, error)
    }
}
