//! Archives of mini apps, written byte by byte as ZIP defines them (APPNOTE 6.3), also damaged ones.

use flate2::{Compression, write::DeflateEncoder};
use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

/// A file in an archive.
pub struct Entry<'a> {
    name: &'a str,
    method: u16,
    size: usize,
    checksum: u32,
    packed: Vec<u8>,
}

impl<'a> Entry<'a> {
    /// As it is (method 0).
    pub fn stored(name: &'a str, content: &[u8]) -> Self {
        Self { name, method: 0, size: content.len(), checksum: crc32(content), packed: content.to_vec() }
    }

    /// Compressed (method 8).
    pub fn deflated(name: &'a str, content: &[u8]) -> Self {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        packer.write_all(content).unwrap();
        Self { method: 8, packed: packer.finish().unwrap(), ..Self::stored(name, content) }
    }

    /// The same with a checksum of something else.
    #[must_use]
    pub fn damaged(self) -> Self {
        Self { checksum: !self.checksum, ..self }
    }
}

/// An archive with these files, as they are.
pub fn archive<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let entries: Vec<_> = files.into_iter().map(|(name, content)| Entry::stored(name, content)).collect();
    archive_of(&entries)
}

/// An archive with these entries.
pub fn archive_of(entries: &[Entry<'_>]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for Entry { name, method, size, checksum, packed } in entries {
        let offset = u32::try_from(body.len()).unwrap();
        let mut head = Vec::new();
        head.extend([20, 0, 0, 8]); // version 2.0, names in UTF-8
        head.extend(method.to_le_bytes());
        head.extend([0, 0, 0x21, 0x5a]); // 2025-01-01
        head.extend(checksum.to_le_bytes());
        head.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        head.extend(u32::try_from(*size).unwrap().to_le_bytes());
        head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        head.extend([0, 0]);
        body.extend(b"PK\x03\x04");
        body.extend(&head);
        body.extend(name.as_bytes());
        body.extend(packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length) = (u32::try_from(body.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(entries.len()).unwrap();
    body.extend(directory);
    body.extend(b"PK\x05\x06\0\0\0\0");
    body.extend(count.to_le_bytes());
    body.extend(count.to_le_bytes());
    body.extend(length.to_le_bytes());
    body.extend(start.to_le_bytes());
    body.extend([0, 0]);
    body
}

/// An app of this name that does nothing.
pub fn app(name: &str) -> Vec<u8> {
    let manifest = format!("name = {name:?}\nsource_code_url = \"https://example.org/source\"\n");
    archive([("index.html", &b"<!doctype html><title>x</title>"[..]), ("manifest.toml", manifest.as_bytes())])
}

/// An app of this name that is at least `size` bytes large and cannot be compressed.
pub fn large_app(name: &str, size: usize) -> Vec<u8> {
    let noise: Vec<u8> = (0..size).map(|_| rand::random()).collect();
    let manifest = format!("name = {name:?}\n");
    let files =
        [("index.html", &b"<!doctype html>"[..]), ("manifest.toml", manifest.as_bytes()), ("noise", &noise)];
    archive(files)
}

/// A sample app as `cargo xtask samples` makes it; `ESTUARY_SAMPLES` names their folder.
pub fn sample(name: &str) -> PathBuf {
    let folder = env::var_os("ESTUARY_SAMPLES").expect("ESTUARY_SAMPLES names the folder of the samples");
    PathBuf::from(folder).join(format!("{name}.xdc"))
}

/// The files of a folder, by path.
pub fn folder(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_one_of_zip() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }
}
