//! Opening the encrypted part, with the own key or a secret shared by an invite.

use super::Obstacle;
use crate::{
    db::Reader,
    identity::Identity,
    model::{ChannelSecret, Join, Token},
    pgp::{self, Fingerprint, Opened},
    ports::{Store, StoreError},
    securejoin,
};

/// Content larger than this is not read into memory: chatmail servers take 30 MiB, and text compresses well.
const LARGEST: usize = 96 << 20;

/// The content, its signatures still to be verified.
#[derive(Debug)]
pub(super) struct Decrypted {
    pub(super) opened: Opened,
    pub(super) secret: Option<Secret>,
}

/// A secret that opened a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Secret {
    /// Of a foreign invite: only the inviter may have used it.
    Invite {
        /// AUTH token.
        auth: String,
        /// The inviter, upper-case hex.
        fingerprint: String,
    },
    /// Of a channel: only its owner may have used it.
    Channel {
        /// The owner; `None`: oneself.
        owner: Option<Fingerprint>,
    },
    /// Of an own invite: whoever has the link may use it.
    Own {
        /// AUTH token.
        auth: String,
    },
}

pub(super) async fn decrypt<S: Store>(
    db: &Reader<'_, S>,
    identity: &Identity,
    ciphertext: &[u8],
) -> Result<Decrypted, Obstacle> {
    let secrets = secrets(db, identity).await?;
    let passphrases: Vec<&str> = secrets.iter().map(|(passphrase, _)| passphrase.as_str()).collect();
    let opened = pgp::open(ciphertext, &identity.key, &passphrases, LARGEST)
        .map_err(|e| Obstacle::Unreadable(e.to_string()))?;
    let secret = opened.symmetric.and_then(|index| secrets.into_iter().nth(index)).map(|(_, secret)| secret);
    Ok(Decrypted { opened, secret })
}

/// Every secret a mail may be encrypted with, in the order of trying.
async fn secrets<S: Store>(
    db: &Reader<'_, S>,
    identity: &Identity,
) -> Result<Vec<(String, Secret)>, StoreError> {
    let joins = Join::all(db).await?.into_iter().map(|(auth, join)| {
        (securejoin::secret(&join.fingerprint, &auth), Secret::Invite { auth, fingerprint: join.fingerprint })
    });
    let channels = ChannelSecret::all(db).await?.into_iter();
    let channels = channels.map(|(_, row)| (row.secret, Secret::Channel { owner: row.owner }));
    let own = identity.fingerprint();
    let tokens = Token::all(db).await?.into_iter();
    let tokens = tokens.map(|(auth, _)| (securejoin::secret(&own, &auth), Secret::Own { auth }));
    Ok(joins.chain(channels).chain(tokens).collect())
}
