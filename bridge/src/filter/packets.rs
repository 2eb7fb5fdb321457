//! OpenPGP packet framing (RFC 9580 section 4.2): that the data is what its armor says, without a key to open it.

/// Public-key encrypted session key.
const PKESK: u8 = 1;
/// Symmetric-key encrypted session key.
const SKESK: u8 = 3;
/// Symmetrically encrypted and integrity protected data.
const SEIPD: u8 = 18;

/// Checks that `bytes` are session keys followed by encrypted data, and nothing else.
///
/// Errors: what they are instead.
pub(super) fn check(mut bytes: &[u8]) -> Result<(), &'static str> {
    let mut session_keys = false;
    loop {
        let (first, rest) = bytes.split_first().ok_or("The message has no encrypted data")?;
        if first & 0xC0 != 0xC0 {
            return Err("Packets must be in the new format");
        }
        match first & 0x3F {
            PKESK | SKESK => {
                session_keys = true;
                bytes = skip_body(rest, false)?;
            }
            SEIPD if session_keys => {
                let end = skip_body(rest, true)?;
                return if end.is_empty() { Ok(()) } else { Err("Data follows the encrypted packet") };
            }
            _ => return Err("The packets are not session keys followed by encrypted data"),
        }
    }
}

/// What follows a packet's body. Only a packet of data may come in parts of unknown number.
fn skip_body(mut bytes: &[u8], may_be_partial: bool) -> Result<&[u8], &'static str> {
    const CUT: &str = "A packet is cut off";
    loop {
        let (length, partial, rest) = match bytes {
            [a @ 0..=191, rest @ ..] => (usize::from(*a), false, rest),
            [a @ 192..=223, b, rest @ ..] => {
                ((usize::from(*a) - 192) * 256 + usize::from(*b) + 192, false, rest)
            }
            [a @ 224..=254, rest @ ..] if may_be_partial => (1 << (a & 0x1F), true, rest),
            [224..=254, ..] => return Err("A packet of a session key has a partial length"),
            [255, a, b, c, d, rest @ ..] => (u32::from_be_bytes([*a, *b, *c, *d]) as usize, false, rest),
            _ => return Err(CUT),
        };
        bytes = rest.get(length..).ok_or(CUT)?;
        if !partial {
            return Ok(bytes);
        }
    }
}
