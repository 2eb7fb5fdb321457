//! Encrypted mail that servers rearranged, and signatures inside of encryption (wire protocol 1.10).

use crate::world::{bridge, core, person, receivers};
use estuary_tests::forge::Letter;
use pgp::{
    composed::{ArmorOptions, DetachedSignature},
    crypto::hash::HashAlgorithm,
    types::Password,
};
use rand::thread_rng;

const PROPER: &str =
    "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=\"forged\"";
const EMPTY: &str = "Content-Type: text/plain; charset=\"us-ascii\"\r\n\r\n\r\n";

/// `multipart/mixed` of an empty text and the two parts, as Exchange and Google Workspace make it.
fn flattened(letter: &Letter) -> String {
    let mail = String::from_utf8(letter.mail()).unwrap();
    mail.replacen(PROPER, "Content-Type: multipart/mixed; boundary=\"forged\"", 1).replacen(
        "--forged\r\n",
        &format!("--forged\r\n{EMPTY}--forged\r\n"),
        1,
    )
}

/// The whole behind a text that a server added.
fn wrapped(letter: &Letter) -> String {
    let mail = String::from_utf8(letter.mail()).unwrap();
    let (head, body) = mail.split_once(PROPER).unwrap();
    format!(
        "{head}Content-Type: multipart/mixed; boundary=\"outer\"\r\n\r\n--outer\r\n{EMPTY}--outer\r\n{PROPER}{body}\r\n--outer--\r\n"
    )
}

#[test]
fn c99_encrypted_mail_that_servers_rearranged_is_read() {
    let (core, tab) = (core("Repairing"), &receivers().tab);
    // Otherwise it does not even fetch what does not look encrypted.
    core.set_config("force_encryption", "0");
    let both =
        [(core.address(), core.certificate()), (tab.profile().address, tab.secret_key().to_public_key())];
    let writer = person(true);
    for (text, damage) in
        [("flattened by a server", flattened as fn(&Letter) -> String), ("wrapped by a server", wrapped)]
    {
        for (address, certificate) in &both {
            let letter = writer.letter(address, certificate, text);
            bridge().deliver(address, damage(&letter).as_bytes());
        }
        core.until_received(text);
        tab.until_received(text);
    }
}

#[test]
fn c99_a_signature_beside_the_text_counts_inside_of_encryption() {
    let receivers = receivers();
    let writer = person(true);
    let signed = "Content-Type: text/plain; charset=utf-8\r\n\r\nsigned beside\r\n";
    receivers.deliver(|address, certificate| {
        let mut letter = writer.letter(address, certificate, "");
        let signature = DetachedSignature::sign_binary_data(
            thread_rng(),
            &letter.signer.take().unwrap().primary_key,
            &Password::empty(),
            HashAlgorithm::Sha256,
            signed.as_bytes(),
        )
        .unwrap()
        .to_armored_string(ArmorOptions::default())
        .unwrap();
        letter.content_type =
            "multipart/signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\"; boundary=\"s\"".into();
        letter.body = format!(
            "--s\r\n{signed}\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\n{signature}\r\n--s--\r\n"
        )
        .into_bytes();
        letter
    });
    receivers.core.until_received("signed beside");
    receivers.tab.until_received("signed beside");
}
