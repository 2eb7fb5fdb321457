//! Who wrote it, and what it says.

use super::{Obstacle, RawMail, Secret, decrypt::Decrypted};
use crate::{
    address,
    db::{Reader, Transaction},
    identity::Identity,
    mail::{Autocrypt, Content, Incoming, Message},
    model,
    pgp::{Certificate, DetachedSignatures, Fingerprint, Opened, Signed},
    ports::{MailRef, Store, StoreError},
};
use sha2::{Digest, Sha256};

/// How far a sender's clock may be ahead, in milliseconds.
const AHEAD: i64 = 60_000;

/// A mail that is read.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) mail: MailRef,
    pub(crate) message: Message,
    /// Message-ID without brackets; made up where the mail has none.
    pub(crate) rfc_id: String,
    /// The valid signature inside the encryption.
    pub(crate) signed: Option<Signed>,
    /// What opened it, if not the own key.
    pub(crate) secret: Option<Secret>,
    /// The key the sender attached, unless it is the own address.
    pub(crate) autocrypt: Option<Autocrypt>,
    /// Keys of other recipients.
    pub(crate) gossip: Vec<Autocrypt>,
    /// It was encrypted.
    pub(crate) encrypted: bool,
}

impl Parsed {
    /// When it was written, by the sender's clock, which is not believed far into the future; Unix milliseconds.
    pub(crate) fn time(&self, now: i64) -> i64 {
        self.message.date.unwrap_or(self.mail.received_at).min(now + AHEAD)
    }

    /// The key that signed it, upper-case hex.
    pub(crate) fn signer(&self) -> Option<String> {
        self.signed.as_ref().map(|signed| signed.fingerprint.to_string())
    }

    /// Whether the sender meant it for others only.
    pub(crate) fn is_meant_for_others(&self, own: Fingerprint) -> bool {
        self.signed
            .as_ref()
            .is_some_and(|signed| !signed.intended.is_empty() && !signed.intended.contains(&own))
    }

    /// Whether it may be for people: shared secrets of invites open handshakes and nothing else, and with the secret of
    /// a channel nobody but its owner writes.
    pub(super) fn may_be_shown(&self) -> bool {
        match (&self.secret, &self.signed) {
            (None, _) => true,
            (Some(Secret::Channel { owner }), Some(signed)) => {
                signed.valid == 1 && owner.is_none_or(|owner| owner == signed.fingerprint)
            }
            (Some(_), _) => false,
        }
    }

    /// Whether it hands on this key.
    pub(crate) fn hands_on(&self, key: Fingerprint) -> bool {
        self.gossip.iter().any(|gossip| gossip.certificate.fingerprint() == key)
    }

    /// The key that was handed on for an address.
    pub(crate) fn gossiped(&self, address: &str) -> Option<Fingerprint> {
        let key = self.gossip.iter().find(|key| address::same(&key.address, address));
        key.map(|key| key.certificate.fingerprint())
    }

    /// The address it counts as coming from.
    pub(crate) fn sender_address(&self) -> &str {
        self.message.from.as_ref().map_or("", |from| from.address.as_str())
    }

    /// How many people it is for, the sender aside.
    pub(crate) fn recipients(&self) -> usize {
        match &self.signed {
            Some(signed) if !signed.intended.is_empty() => {
                signed.intended.iter().filter(|intended| **intended != signed.fingerprint).count()
            }
            _ => self.message.to.len() + self.message.cc.len(),
        }
    }
}

/// Verifies and reads. The sender's key is stored if it is the one that signed.
pub(super) async fn parse<S: Store>(
    db: &mut Transaction<'_, S>,
    identity: &Identity,
    incoming: &Incoming<'_>,
    decrypted: Option<Decrypted>,
    raw: &RawMail,
) -> Result<Parsed, Obstacle> {
    let Some(Decrypted { opened, secret }) = decrypted else {
        let message = incoming.unencrypted();
        let autocrypt = legacy_key(&message);
        return Ok(Parsed::new(raw, message, None, None, autocrypt, false));
    };
    let content = incoming.decrypted(&opened.payload).map_err(|e| Obstacle::Unreadable(e.to_string()))?;
    let from_self = content.outer_from().is_some_and(|from| address::same(&from.address, identity.address()));
    let autocrypt = content.autocrypt().filter(|_| !from_self);
    let signed = verify(db, identity, &opened, &content, autocrypt.as_ref()).await?;
    if let (Some(signed), Some(autocrypt)) = (&signed, &autocrypt)
        && autocrypt.certificate.fingerprint() == signed.fingerprint
    {
        model::learn(db, &autocrypt.certificate).await?;
    }
    let message = content.message(signed.is_some());
    Ok(Parsed::new(raw, message, signed, secret, autocrypt, true))
}

impl Parsed {
    fn new(
        raw: &RawMail,
        message: Message,
        signed: Option<Signed>,
        secret: Option<Secret>,
        autocrypt: Option<Autocrypt>,
        encrypted: bool,
    ) -> Self {
        let rfc_id = message.message_id.clone().unwrap_or_else(|| {
            let digest = Sha256::digest(&raw.bytes);
            format!("{digest:x}@without.message.id")
        });
        let gossip = message.gossip();
        Self { mail: raw.mail.clone(), message, rfc_id, signed, secret, autocrypt, gossip, encrypted }
    }
}

/// The first valid signature of the attached key, of a known one, or of the own.
async fn verify<S: Store>(
    db: &Reader<'_, S>,
    identity: &Identity,
    opened: &Opened,
    content: &Content<'_>,
    autocrypt: Option<&Autocrypt>,
) -> Result<Option<Signed>, StoreError> {
    let detached = content.detached_signature().and_then(|(bytes, signature)| {
        DetachedSignatures::parse(&signature).ok().map(|signatures| (bytes, signatures))
    });
    let mut issuers = opened.issuers();
    issuers.extend(detached.iter().flat_map(|(_, signatures)| signatures.issuers()));
    let mut certificates: Vec<Certificate> = vec![identity.certificate.clone()];
    certificates.extend(autocrypt.map(|autocrypt| autocrypt.certificate.clone()));
    for issuer in issuers {
        certificates.extend(model::certificate(db, &issuer.to_string()).await?);
    }
    let certificates: Vec<&Certificate> = certificates.iter().collect();
    Ok(opened.verify(&certificates).or_else(|| {
        let (bytes, signatures) = detached?;
        signatures.verify(bytes, &certificates)
    }))
}

/// The key in a mail that nothing protects: only the legacy handshake may begin so.
fn legacy_key(message: &Message) -> Option<Autocrypt> {
    let values = message.headers.all("autocrypt");
    let from = message.from.as_ref()?;
    let mut keys = values.iter().rev().filter_map(|value| Autocrypt::parse(value));
    keys.find(|key| address::same(&key.address, &from.address))
}
