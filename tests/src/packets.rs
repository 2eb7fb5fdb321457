//! OpenPGP packet framing (RFC 9580 section 4.2), read by hand: a library would forgive what a server's filter does
//! not.

/// A packet: its type and its body without framing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packet {
    /// Packet type, for example 1 for a public-key encrypted session key.
    pub tag: u8,
    /// Body, partial lengths joined.
    pub body: Vec<u8>,
}

/// Splits `bytes` into packets.
///
/// Errors: old-format framing, a length that leads beyond the end, an indeterminate end.
pub fn split(mut bytes: &[u8]) -> Result<Vec<Packet>, String> {
    let mut packets = Vec::new();
    while let Some((first, rest)) = bytes.split_first() {
        if first & 0xC0 != 0xC0 {
            return Err(format!("Octet {first:#04x} does not begin a packet in the new format"));
        }
        let (body, rest) = body(rest)?;
        packets.push(Packet { tag: first & 0x3F, body });
        bytes = rest;
    }
    Ok(packets)
}

fn body(mut bytes: &[u8]) -> Result<(Vec<u8>, &[u8]), String> {
    let mut body = Vec::new();
    loop {
        let (length, partial, rest) = length(bytes)?;
        let (chunk, rest) = rest.split_at_checked(length).ok_or("A packet ends beyond the data")?;
        body.extend_from_slice(chunk);
        bytes = rest;
        if !partial {
            return Ok((body, bytes));
        }
    }
}

/// A length, whether it is partial, and what follows it.
fn length(bytes: &[u8]) -> Result<(usize, bool, &[u8]), String> {
    Ok(match bytes {
        [a @ 0..=191, rest @ ..] => (usize::from(*a), false, rest),
        [a @ 192..=223, b, rest @ ..] => {
            (((usize::from(*a) - 192) << 8) + usize::from(*b) + 192, false, rest)
        }
        [a @ 224..=254, rest @ ..] => (1 << (a & 0x1F), true, rest),
        [255, a, b, c, d, rest @ ..] => (u32::from_be_bytes([*a, *b, *c, *d]) as usize, false, rest),
        _ => return Err("A packet without a length".into()),
    })
}

#[cfg(test)]
mod tests {
    use super::{Packet, split};

    #[test]
    fn lengths_of_one_two_and_five_octets_and_partial_ones() {
        let mut bytes = vec![0xC1, 2, 7, 8];
        bytes.extend([0xC3, 192, 0]);
        bytes.extend(vec![1; 192]);
        bytes.extend([0xD2, 0xE1, 5, 6, 255, 0, 0, 0, 1, 9]);
        let packets = split(&bytes).unwrap();
        assert_eq!(packets[0], Packet { tag: 1, body: vec![7, 8] });
        assert_eq!(packets[1], Packet { tag: 3, body: vec![1; 192] });
        assert_eq!(packets[2], Packet { tag: 18, body: vec![5, 6, 9] });
    }

    #[test]
    fn old_format_and_cut_packets_are_refused() {
        assert!(split(&[0x84, 0]).is_err());
        assert!(split(&[0xC1, 3, 1, 2]).is_err());
        assert!(split(&[0xC1]).is_err());
    }
}
