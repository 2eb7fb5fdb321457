//! What a chatmail server lets out, written from the description of its filter and not from the bridge's code:
//! PGP/MIME and nothing else.

use crate::packets;
use base64::{Engine, prelude::BASE64_STANDARD};

const HEAD: &str = "-----BEGIN PGP MESSAGE-----\r\n\r\n";
const TAIL: &str = "-----END PGP MESSAGE-----";

/// Checks that a mail is strict PGP/MIME: exactly two parts, the second beginning at once with armor that has no
/// headers and a checksum, CRLF throughout, packets of the new format: session keys, then one SEIPD that ends the data.
///
/// Errors: which rule is broken.
pub fn check(mail: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(mail).map_err(|_| "Not ASCII")?;
    if text.lines().count() != text.matches("\r\n").count() + usize::from(!text.ends_with("\r\n")) {
        return Err("A line does not end with CRLF".into());
    }
    let (head, body) = text.split_once("\r\n\r\n").ok_or("No body")?;
    let content_type = header(head, "content-type").ok_or("No Content-Type")?;
    let lower = content_type.to_ascii_lowercase();
    if !lower.starts_with("multipart/encrypted") || !lower.contains("protocol=\"application/pgp-encrypted\"")
    {
        return Err(format!("The root is {content_type}"));
    }
    let boundary = content_type.split("boundary=").nth(1).ok_or("No boundary")?;
    let boundary = boundary.split(';').next().unwrap_or_default().trim_matches(['"', ' ']);
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    let [_, version, armor, end] = parts[..] else { return Err(format!("{} parts", parts.len() - 2)) };
    if !end.trim_end().eq("--") {
        return Err("Text after the last part".into());
    }
    let (version_head, version) = version.split_once("\r\n\r\n").ok_or("First part without body")?;
    expect_type(version_head, "application/pgp-encrypted")?;
    if version.trim() != "Version: 1" {
        return Err(format!("First part says {version:?}"));
    }
    let (armor_head, armor) = armor.split_once("\r\n\r\n").ok_or("Second part without body")?;
    expect_type(armor_head, "application/octet-stream")?;
    check_packets(&dearmor(armor)?)
}

fn expect_type(head: &str, wanted: &str) -> Result<(), String> {
    let found = header(head, "content-type").unwrap_or_default().to_ascii_lowercase();
    if found.split(';').next() == Some(wanted) {
        Ok(())
    } else {
        Err(format!("A part is {found}, not {wanted}"))
    }
}

/// Binary form of an armored message, without leniency.
///
/// Errors: armor headers, no checksum line, a wrong checksum, long lines, base64 that is none.
pub fn dearmor(armor: &str) -> Result<Vec<u8>, String> {
    let body = armor.strip_prefix(HEAD).ok_or("The armor has headers, or does not begin at once")?;
    let (body, _) = body.split_once(TAIL).ok_or("The armor does not end")?;
    let (data, checksum) = body.trim_end().rsplit_once("\r\n=").ok_or("The armor has no checksum line")?;
    if data.lines().any(|line| line.len() > 76) {
        return Err("A line of the armor is too long".into());
    }
    let bytes = BASE64_STANDARD.decode(data.replace("\r\n", "")).map_err(|e| format!("Armor: {e}"))?;
    let checksum = BASE64_STANDARD.decode(checksum).map_err(|e| format!("Checksum: {e}"))?;
    if checksum == crc24(&bytes) { Ok(bytes) } else { Err("The checksum is wrong".into()) }
}

/// RFC 9580 section 6.1.1.
fn crc24(bytes: &[u8]) -> [u8; 3] {
    let crc = bytes.iter().fold(0x00B7_04CE_u32, |crc, byte| {
        (0..8).fold(crc ^ (u32::from(*byte) << 16), |crc, _| {
            let crc = crc << 1;
            if crc & 0x0100_0000 == 0 { crc } else { crc ^ 0x0186_4CFB }
        })
    });
    let [_, a, b, c] = crc.to_be_bytes();
    [a, b, c]
}

fn check_packets(bytes: &[u8]) -> Result<(), String> {
    let tags: Vec<u8> = packets::split(bytes)?.iter().map(|packet| packet.tag).collect();
    match tags.split_last() {
        Some((18, keys)) if !keys.is_empty() && keys.iter().all(|tag| [1, 3].contains(tag)) => Ok(()),
        _ => Err(format!("Packets {tags:?}")),
    }
}

fn header(head: &str, name: &str) -> Option<String> {
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    unfolded.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::forge::Person;

    fn mail() -> String {
        let (ann, ben) = (Person::new("ann@x.test", true), Person::new("ben@x.test", true));
        String::from_utf8(ann.letter(&ben.address, &ben.certificate(), "hi").mail()).unwrap()
    }

    #[test]
    fn strict_pgp_mime_passes_and_nothing_else() {
        let good = mail();
        check(good.as_bytes()).unwrap();
        let checksum = good.rfind("\r\n=").map(|at| good[at..at + 7].to_owned()).unwrap();
        for (rule, bad) in [
            ("line ends", good.replace("\r\n", "\n")),
            ("armor header", good.replacen("MESSAGE-----\r\n", "MESSAGE-----\r\nVersion: 1\r\n", 1)),
            ("checksum line", good.replace(&checksum, "")),
            ("checksum", good.replace(&checksum, "\r\n=AAAA")),
            ("version part", good.replace("\r\n\r\nVersion: 1", "\r\n\r\nVersion: 2")),
            ("third part", good.replace("--forged--", "--forged\r\n\r\nmore\r\n--forged--")),
            ("blank line before the armor", good.replace("-----BEGIN", "\r\n-----BEGIN")),
            ("root", good.replace("multipart/encrypted", "multipart/mixed")),
        ] {
            assert!(check(bad.as_bytes()).is_err(), "{rule}");
        }
    }
}
