//! The content of a decrypted message: at most one compression layer, signatures, one literal.

use super::{OpenError, open::read_bounded, opened::MessageSignature};
use pgp::{composed::Message, packet::PacketParser, types::Tag};
use std::io;

/// More signatures than this on one message are an attempt to make us compute.
const MAX_SIGNATURES: usize = 16;

/// Takes the literal and the signatures out of `plain`.
pub(super) fn unpack(plain: &[u8], max: usize) -> Result<(Vec<u8>, Vec<MessageSignature>), OpenError> {
    check_signature_count(plain)?;
    match Message::from_bytes(plain)? {
        Message::Compressed { reader, is_nested } => {
            let mut inflating = Message::Compressed { reader: reader.decompress()?, is_nested };
            let inflated = read_bounded(&mut inflating, plain.len().saturating_mul(2), max)?;
            check_signature_count(&inflated)?;
            literal(Message::from_bytes(inflated.as_slice())?, inflated.len(), max)
        }
        message => literal(message.decompress()?, plain.len(), max),
    }
}

fn literal(
    mut message: Message<'_>,
    expected: usize,
    max: usize,
) -> Result<(Vec<u8>, Vec<MessageSignature>), OpenError> {
    if message.literal_data_header().is_none() {
        return Err(OpenError::Unsupported("more than one layer of compression or encryption"));
    }
    let payload = read_bounded(&mut message, expected, max)?;
    let Message::Signed { reader, .. } = message else { return Ok((payload, vec![])) };
    let signatures = (0..reader.num_signatures()).filter_map(|index| {
        Some(MessageSignature {
            signature: reader.signature(index)?.clone(),
            digest: reader.hash(index)?.into(),
        })
    });
    Ok((payload, signatures.collect()))
}

/// Refuses floods of signatures before the library makes a hasher for each.
fn check_signature_count(packets: &[u8]) -> Result<(), OpenError> {
    let mut parser = PacketParser::new(packets);
    let mut count = 0;
    while let Some(packet) = parser.next_ref() {
        let mut packet = packet?;
        match packet.packet_header().tag() {
            Tag::LiteralData | Tag::CompressedData => break,
            Tag::OnePassSignature | Tag::Signature => count += 1,
            _ => {}
        }
        if count > MAX_SIGNATURES {
            return Err(OpenError::Unsupported("too many signatures"));
        }
        io::copy(&mut packet, &mut io::sink())?;
    }
    Ok(())
}
