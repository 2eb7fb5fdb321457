//! Archives as anybody's packer makes them.

use crate::pages::Files;
use anyhow::Result;
use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write;

/// A ZIP archive (APPNOTE 6.3) of deflated files, the same bytes each time.
pub(super) fn archive(files: &Files) -> Result<Vec<u8>> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let mut crc = Crc::new();
        crc.update(content);
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content)?;
        let packed = encoder.finish()?;
        let offset = u32::try_from(body.len())?;
        // Version 2.0, names in UTF-8, deflated, 1 January 2025.
        let mut head = vec![20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0x5a];
        head.extend(crc.sum().to_le_bytes());
        head.extend(u32::try_from(packed.len())?.to_le_bytes());
        head.extend(u32::try_from(content.len())?.to_le_bytes());
        head.extend(u16::try_from(name.len())?.to_le_bytes());
        head.extend([0, 0]);
        body.extend([b"PK\x03\x04", &head[..], name.as_bytes(), &packed].concat());
        directory.extend(
            [b"PK\x01\x02\x14\0", &head[..], &[0; 10], &offset.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let count = u16::try_from(files.len())?.to_le_bytes();
    let (length, start) =
        (u32::try_from(directory.len())?.to_le_bytes(), u32::try_from(body.len())?.to_le_bytes());
    body.extend(directory);
    body.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &length, &start, &[0, 0]].concat());
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_ends_with_its_directory() {
        let files = Files::from([("index.html".to_owned(), b"<p>".repeat(100))]);
        let bytes = archive(&files).unwrap();
        assert!(bytes.starts_with(b"PK\x03\x04") && bytes.len() < 250);
        let end = &bytes[bytes.len() - 22..];
        assert!(end.starts_with(b"PK\x05\x06"));
        let start = u32::from_le_bytes(end[16..20].try_into().unwrap()) as usize;
        assert!(bytes[start..].starts_with(b"PK\x01\x02"));
        assert_eq!(bytes, archive(&files).unwrap());
    }
}
