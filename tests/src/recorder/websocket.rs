//! What is said on a WebSocket.

/// Frames of a WebSocket, unmasked (RFC 6455 section 5.2), as far as they are complete.
pub(super) fn messages(mut stream: &[u8]) -> Vec<Vec<u8>> {
    let mut messages = Vec::new();
    while let Some((message, rest)) = message(stream) {
        messages.push(message);
        stream = rest;
    }
    messages
}

fn message(stream: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let (start, rest) = stream.split_at_checked(2)?;
    let (length, rest) = match start[1] & 0x7f {
        126 => {
            rest.split_first_chunk().map(|(length, rest)| (u64::from(u16::from_be_bytes(*length)), rest))?
        }
        127 => rest.split_first_chunk().map(|(length, rest)| (u64::from_be_bytes(*length), rest))?,
        short => (u64::from(short), rest),
    };
    let (mask, rest) = match start[1] & 0x80 {
        0 => ([0; 4], rest),
        _ => rest.split_first_chunk().map(|(mask, rest)| (*mask, rest))?,
    };
    let (masked, rest) = rest.split_at_checked(length.try_into().ok()?)?;
    let message = masked.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask).collect();
    Some((message, rest))
}

#[cfg(test)]
mod tests {
    use super::messages;

    #[test]
    fn frames_are_read_with_and_without_masks() {
        // The examples of RFC 6455 section 5.7.
        let masked = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];
        let plain = [0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f];
        assert_eq!(messages(&[&masked[..], &plain].concat()), [b"Hello", b"Hello"]);
        let long = [&[0x82, 0x7e, 0x01, 0x00][..], &[7; 256]].concat();
        assert_eq!(messages(&long), [vec![7; 256]]);
        assert!(messages(&long[..259]).is_empty());
    }
}
