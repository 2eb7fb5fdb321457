//! How bytes may be written.

use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE},
};

/// As they are, in hexadecimal, and in base64 wherever they stand in a longer content.
pub(super) fn forms(bytes: &[u8]) -> Vec<Vec<u8>> {
    let lower: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut forms = vec![bytes.to_vec(), lower.to_uppercase().into(), lower.into()];
    for before in 0..3 {
        let content = [&vec![0; before], bytes].concat();
        // Only the characters that depend on nothing else.
        let own = (before * 8).div_ceil(6)..content.len() * 8 / 6;
        for engine in [BASE64_STANDARD, BASE64_URL_SAFE] {
            forms.push(engine.encode(&content).as_bytes()[own.clone()].to_vec());
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_found_wherever_they_stand() {
        let secret = [0xfb, 0xff, 0x3e, 0x12, 0xc4];
        let is_in = |content: &str| {
            forms(&secret).iter().any(|form| content.as_bytes().windows(form.len()).any(|part| part == form))
        };
        assert!(is_in("<fbff3e12c4>") && is_in("<FBFF3E12C4>") && !is_in("fbff3e12"));
        for before in 0..7 {
            let content = [&vec![7; before][..], &secret, b"and on"].concat();
            assert!(is_in(&BASE64_STANDARD.encode(&content)) && is_in(&BASE64_URL_SAFE.encode(&content)));
            assert!(!is_in(&BASE64_STANDARD.encode(vec![7; before + 9])));
        }
    }
}
