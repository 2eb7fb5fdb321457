//! ASCII armor (RFC 9580 section 6.2) in the one form that chatmail servers let pass.

use base64::{Engine, prelude::BASE64_STANDARD};

const BEGIN: &str = "-----BEGIN PGP MESSAGE-----\r\n";
const END: &str = "-----END PGP MESSAGE-----";

/// RFC 2045 section 6.8; RFC 9580 section 6 repeats it.
const LONGEST_LINE: usize = 76;

/// Takes off the armor that must begin with the first byte of `text`, have no headers and end with a checksum.
///
/// Errors: which of that is not so, or what base64 is wrong with.
pub(super) fn decode(text: &[u8]) -> Result<Vec<u8>, &'static str> {
    let text = std::str::from_utf8(text).map_err(|_| "The armor is not ASCII")?;
    let text = text.strip_prefix(BEGIN).ok_or("The second part must begin at once with its armor")?;
    let text = text.strip_prefix("\r\n").ok_or("The armor must have no headers")?;
    let text = text.trim_end_matches("\r\n").strip_suffix(END).ok_or("The armor has no end")?;
    let text = text.strip_suffix("\r\n").ok_or("The end of the armor needs a line of its own")?;
    let (data, checksum) = text.rsplit_once("\r\n=").ok_or("The armor needs a checksum line")?;
    if data.split("\r\n").any(|line| line.is_empty() || line.len() > LONGEST_LINE) {
        return Err("Lines of the armor must be neither empty nor longer than 76 characters");
    }
    let data = BASE64_STANDARD.decode(data.replace("\r\n", "")).map_err(|_| "The armor is not base64")?;
    let checksum = BASE64_STANDARD.decode(checksum).map_err(|_| "The checksum of the armor is not base64")?;
    let [_, sum @ ..] = crc24::hash_raw(&data).to_be_bytes();
    if checksum == sum { Ok(data) } else { Err("The checksum of the armor is wrong") }
}
