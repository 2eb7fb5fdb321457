use super::{Person, person};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use pgp::{
    composed::{ArmorOptions, MessageBuilder, SignedPublicKey, SignedSecretKey, SubpacketConfig},
    crypto::{aead::AeadAlgorithm, aead::ChunkSize, hash::HashAlgorithm, sym::SymmetricKeyAlgorithm},
    packet::{Subpacket, SubpacketData},
    types::{CompressionAlgorithm, Fingerprint, KeyDetails, Password, StringToKey, Timestamp},
};
use rand::thread_rng;
use std::{
    fmt::Write as _,
    time::{SystemTime, UNIX_EPOCH},
};

/// How a letter is encrypted.
#[derive(Clone, Debug)]
pub enum Container {
    /// SEIPDv1 with PKESK v3.
    V1(SymmetricKeyAlgorithm),
    /// SEIPDv2 (OCB, chunks of 8 KiB) with PKESK v6.
    V2(SymmetricKeyAlgorithm),
    /// SEIPDv2 with one SKESK v6 of a shared secret, its derivation salted.
    Secret(String),
    /// The same with a derivation that is iterated, to make receivers compute.
    Slow(String),
    /// The same with an SKESK for each of these secrets.
    Secrets([String; 2]),
    /// Not at all.
    None,
}

/// What the signature says about recipients.
#[derive(Clone, Debug)]
pub enum Intended {
    /// The keys encrypted to, and the signer's.
    Recipients,
    /// Nothing.
    Unsaid,
    /// These.
    Only(Vec<Fingerprint>),
}

/// A mail in the making. Fields are public: a test overwrites what it wants to be wrong.
#[derive(Clone)]
pub struct Letter {
    /// Address in the outer `From`.
    pub outer_from: String,
    /// Outer `Date`.
    pub outer_date: String,
    /// Outer fields besides `From`, `To`, `Date`, `Message-ID`, `Subject` and `Content-Type`.
    pub outer: Vec<(String, String)>,
    /// `Message-ID`, outside and inside, without angle brackets.
    pub message_id: String,
    /// Inner fields besides `Content-Type`, in their order.
    pub inner: Vec<(String, String)>,
    /// Inner `Content-Type` without `hp`.
    pub content_type: String,
    /// Marks the payload as having header protection (RFC 9788).
    pub header_protection: bool,
    /// Inner body, lines ending with CRLF.
    pub body: Vec<u8>,
    /// Who signs.
    pub signer: Option<SignedSecretKey>,
    /// Keys encrypted to.
    pub recipients: Vec<SignedPublicKey>,
    /// Intended recipients in the signature.
    pub intended: Intended,
    /// Encryption.
    pub container: Container,
    /// Compression.
    pub compression: Option<CompressionAlgorithm>,
    /// Session keys name nobody.
    pub anonymous: bool,
}

impl Letter {
    pub(super) fn new(from: &Person, to_address: &str, to: &SignedPublicKey, text: &str) -> Self {
        let message_id = format!("{}@localhost", uuid::Uuid::new_v4());
        let fields = [
            ("From", format!("<{}>", from.address)),
            ("To", format!("<{to_address}>")),
            ("Date", mail_date()),
            ("Message-ID", format!("<{message_id}>")),
            ("Subject", "Message".into()),
            ("Chat-Version", "1.0".into()),
            ("Autocrypt", from.autocrypt()),
        ];
        Self {
            outer_from: from.address.clone(),
            outer_date: mail_date(),
            outer: vec![("Chat-Version".into(), "1.0".into())],
            message_id,
            inner: fields.map(|(name, value)| (name.into(), value)).into(),
            content_type: "text/plain; charset=\"utf-8\"".into(),
            header_protection: true,
            body: text.replace('\n', "\r\n").into_bytes(),
            signer: Some(from.key.clone()),
            recipients: vec![to.clone(), from.certificate()],
            intended: Intended::Recipients,
            container: Container::V2(SymmetricKeyAlgorithm::AES128),
            compression: Some(CompressionAlgorithm::ZLIB),
            anonymous: true,
        }
    }

    /// Gives it this `Message-ID`, outside and inside.
    #[must_use]
    pub fn called(mut self, message_id: &str) -> Self {
        self.message_id = message_id.into();
        self.with("Message-ID", format!("<{message_id}>"))
    }

    /// Replaces an inner field, or adds it.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self = self.without(name);
        self.inner.push((name.into(), value.into()));
        self
    }

    /// Removes an inner field.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.inner.retain(|(found, _)| !found.eq_ignore_ascii_case(name));
        self
    }

    /// Adds gossip of a key.
    #[must_use]
    pub fn gossiping(self, address: &str, certificate: &SignedPublicKey) -> Self {
        self.with("Autocrypt-Gossip", person::gossip(address, certificate))
    }

    /// Makes it a multipart of this kind, with an empty text and these files.
    #[must_use]
    pub fn carrying(mut self, kind: &str, files: &[(&str, Vec<u8>)]) -> Self {
        self.content_type = format!("{kind}; boundary=\"m\"");
        let mut body = "--m\r\nContent-Type: text/plain\r\n\r\n\r\n".to_owned();
        for (name, bytes) in files {
            let bytes = BASE64_STANDARD.encode(bytes);
            write!(
                body,
                "--m\r\nContent-Type: application/json\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{bytes}\r\n",
            )
            .unwrap();
        }
        self.body = (body + "--m--\r\n").into_bytes();
        self
    }

    /// The payload: inner fields and body.
    pub fn payload(&self) -> Vec<u8> {
        let hp = if self.header_protection { "; protected-headers=\"v1\"; hp=\"cipher\"" } else { "" };
        let mut head = String::new();
        for (name, value) in &self.inner {
            // No line of a mail may be longer than 998 octets (RFC 5322 section 2.1.1).
            let value = if value.len() > 900 { value.replace(' ', "\r\n ") } else { value.clone() };
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        write!(head, "Content-Type: {}{hp}\r\n\r\n", self.content_type).unwrap();
        [head.as_bytes(), &self.body].concat()
    }

    /// The finished mail.
    pub fn mail(&self) -> Vec<u8> {
        let mut head = format!(
            "From: <{}>\r\nDate: {}\r\nMessage-ID: <{}>\r\nMIME-Version: 1.0\r\n",
            self.outer_from, self.outer_date, self.message_id
        );
        for (name, value) in &self.outer {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        if matches!(self.container, Container::None) {
            return [head.as_bytes(), &self.payload()].concat();
        }
        format!(
            "{head}To: \"hidden-recipients\": ;\r\nSubject: [...]\r\n\
             Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=\"forged\"\r\n\r\n\
             --forged\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n\
             --forged\r\nContent-Type: application/octet-stream\r\n\r\n{}\r\n--forged--\r\n",
            self.armor()
        )
        .into_bytes()
    }

    fn armor(&self) -> String {
        let mut rng = thread_rng();
        let mut builder = MessageBuilder::from_bytes("", self.payload());
        if let Some(compression) = self.compression {
            builder.compression(compression);
        }
        if let Some(signer) = &self.signer {
            let subpackets =
                SubpacketConfig::UserDefined { hashed: self.hashed(signer), unhashed: Vec::new() };
            builder.sign_with_subpackets(
                &signer.primary_key,
                Password::empty(),
                HashAlgorithm::Sha256,
                subpackets,
            );
        }
        let options = ArmorOptions::default();
        let armor = match &self.container {
            Container::V1(cipher) => {
                let mut builder = builder.seipd_v1(&mut rng, *cipher);
                for certificate in &self.recipients {
                    let subkey = &certificate.public_subkeys[0].key;
                    if self.anonymous {
                        builder.encrypt_to_key_anonymous(&mut rng, subkey).unwrap();
                    } else {
                        builder.encrypt_to_key(&mut rng, subkey).unwrap();
                    }
                }
                builder.to_armored_string(&mut rng, options)
            }
            Container::V2(cipher) => {
                let mut builder = builder.seipd_v2(&mut rng, *cipher, AeadAlgorithm::Ocb, ChunkSize::C8KiB);
                for certificate in &self.recipients {
                    let subkey = &certificate.public_subkeys[0].key;
                    if self.anonymous {
                        builder.encrypt_to_key_anonymous(&mut rng, subkey).unwrap();
                    } else {
                        builder.encrypt_to_key(&mut rng, subkey).unwrap();
                    }
                }
                builder.to_armored_string(&mut rng, options)
            }
            Container::Secret(_) | Container::Slow(_) | Container::Secrets(_) => {
                let secrets = match &self.container {
                    Container::Secrets(secrets) => secrets.to_vec(),
                    Container::Secret(secret) | Container::Slow(secret) => vec![secret.clone()],
                    _ => unreachable!("only secrets come here"),
                };
                let aes = SymmetricKeyAlgorithm::AES128;
                let mut builder = builder.seipd_v2(&mut rng, aes, AeadAlgorithm::Ocb, ChunkSize::C8KiB);
                for secret in secrets {
                    let (hash_alg, salt) = (HashAlgorithm::Sha256, rand::random());
                    let s2k = match self.container {
                        Container::Slow(_) => StringToKey::IteratedAndSalted { hash_alg, salt, count: 96 },
                        _ => StringToKey::Salted { hash_alg, salt },
                    };
                    let password = Password::from(secret.as_str());
                    builder.encrypt_with_password(&mut rng, s2k, &password).unwrap();
                }
                builder.to_armored_string(&mut rng, options)
            }
            Container::None => unreachable!("a mail without encryption has no armor"),
        };
        armor.unwrap().replace("\r\n", "\n").replace('\n', "\r\n")
    }

    fn hashed(&self, signer: &SignedSecretKey) -> Vec<Subpacket> {
        let own = signer.primary_key.fingerprint();
        let intended = match &self.intended {
            Intended::Recipients => {
                self.recipients.iter().map(|certificate| certificate.primary_key.fingerprint()).collect()
            }
            Intended::Unsaid => Vec::new(),
            Intended::Only(fingerprints) => fingerprints.clone(),
        };
        let intended = intended.into_iter().map(SubpacketData::IntendedRecipientFingerprint);
        [SubpacketData::SignatureCreationTime(Timestamp::now()), SubpacketData::IssuerFingerprint(own)]
            .into_iter()
            .chain(intended)
            .map(|data| Subpacket::regular(data).unwrap())
            .collect()
    }
}

/// Now, as a mail says it (RFC 5322 section 3.3).
fn mail_date() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    mail_parser::DateTime::from_timestamp(now.cast_signed()).to_rfc822()
}
