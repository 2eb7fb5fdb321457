//! Somebody who writes mail by hand: another messenger, or an enemy.

use super::{Device, World};
use crate::{
    mail::{Body, HeaderValue, Incoming, Mailbox, Outgoing, TextLayout, new_message_id},
    pgp::{self, Certificate, SecretKey},
    ports::{Login, MailTransport, memory::SeededEntropy},
    rng::EntropyRng,
};
use futures::executor::block_on;

pub(super) struct Stranger {
    pub(super) address: String,
    pub(super) key: SecretKey,
    pub(super) certificate: Certificate,
    entropy: SeededEntropy,
}

impl Stranger {
    /// With an account of this name.
    pub(super) fn new(world: &World, name: &str) -> Self {
        let address = format!("{name}@{}", super::DOMAIN);
        let login =
            Login { address: address.clone(), password: "strangers too".into(), endpoint: String::new() };
        block_on(world.mail.mailbox().connect(&login)).unwrap();
        let entropy = SeededEntropy::new(name.bytes().map(u64::from).sum::<u64>() << 32);
        let key = SecretKey::generate(&address, super::NOW, &mut EntropyRng::new(&entropy)).unwrap();
        let certificate = key.certificate(&address, &[&address], super::NOW).unwrap();
        Self { address, key, certificate, entropy }
    }

    pub(super) fn rng(&self) -> EntropyRng<'_, SeededEntropy> {
        EntropyRng::new(&self.entropy)
    }

    /// A chat message to be changed at will.
    pub(super) fn write(&self, to: &Device, text: &str) -> Outgoing<'_> {
        Outgoing {
            from: Mailbox::new("Stranger", &self.address),
            message_id: new_message_id(&mut self.rng()),
            date: super::NOW,
            to: vec![Mailbox::new("", to.login().address)],
            subject: "...".into(),
            chat: true,
            autocrypt: Some(&self.certificate),
            gossip: vec![],
            in_reply_to: None,
            references: vec![],
            headers: vec![],
            body: Body::Text(TextLayout { text, ..TextLayout::default() }.to_body()),
        }
    }

    /// Like [`Stranger::write`], with a field.
    pub(super) fn with(&self, to: &Device, text: &str, name: &'static str, value: &str) -> Outgoing<'_> {
        let mut outgoing = self.write(to, text);
        outgoing.headers.push((name, HeaderValue::Raw(value.into())));
        outgoing
    }

    /// Sealed for these keys.
    pub(super) fn seal(&self, outgoing: &Outgoing<'_>, to: &[&Certificate]) -> Vec<u8> {
        let composed = outgoing.compose(&mut self.rng()).unwrap();
        let payload = composed.payload.clone();
        let armored = pgp::seal(payload, to, &self.key, true, super::NOW, &mut self.rng()).unwrap();
        composed.mail(&armored)
    }

    /// Sealed with a secret, signed or not.
    pub(super) fn seal_with(&self, outgoing: &Outgoing<'_>, secret: &str, signed: bool) -> Vec<u8> {
        let composed = outgoing.compose(&mut self.rng()).unwrap();
        let payload = composed.payload.clone();
        let signer = signed.then_some(&self.key);
        let armored =
            pgp::seal_symmetric(payload, secret, signer, false, super::NOW, &mut self.rng()).unwrap();
        composed.mail(&armored)
    }

    /// What lies in the own mailbox, opened: (step, gossiped fingerprints), newest last.
    pub(super) fn handshakes(&self, world: &World, secret: &str) -> Vec<(String, Vec<String>)> {
        let read = |mail: &Vec<u8>| {
            let incoming = Incoming::parse(mail).unwrap();
            let opened = pgp::open(&incoming.ciphertext().unwrap(), &self.key, &[secret], 1 << 20).unwrap();
            let message = incoming.decrypted(&opened.payload).unwrap().message(true);
            let keys = message.gossip().iter().map(|key| key.certificate.fingerprint().to_string()).collect();
            (message.handshake().map(|step| step.name().to_owned()).unwrap_or_default(), keys)
        };
        world.mail.stored(&self.address).iter().map(read).collect()
    }

    /// Puts it into the mailbox of a device and waits until it is handled.
    pub(super) fn send(&self, world: &World, to: &Device, outgoing: &Outgoing<'_>) {
        let own = block_on(to.engine.own()).unwrap();
        world.mail.deliver(own.address(), &self.seal(outgoing, &[&own.certificate]));
        world.pass(2_000);
    }
}
