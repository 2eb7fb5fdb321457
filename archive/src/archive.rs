use crate::{ArchiveError, path};
use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipFileHeaderRecord, ZipSliceArchive};
use std::{collections::BTreeMap, io::Read};

/// Most entries, folders included. The largest apps known have some thousand.
const ENTRIES: usize = 20_000;
/// Most bytes of all files together; mail limits the archive to about 18 MB.
const UNPACKED: u64 = 256 << 20;
/// What a small archive may hold, however tightly packed.
const ALWAYS: u64 = 16 << 20;
/// Unpacked bytes for each byte of a larger archive. Text reaches 20; only bombs come near Deflate's limit of 1032.
const RATIO: u64 = 100;

/// An archive with its directory read and found harmless. It keeps the packed bytes; files are unpacked when asked for.
#[derive(Debug)]
pub struct Archive<T = Vec<u8>> {
    zip: ZipSliceArchive<T>,
    files: BTreeMap<String, File>,
}

#[derive(Debug, Clone, Copy)]
struct File {
    place: ZipArchiveEntryWayfinder,
    deflated: bool,
}

impl<T: AsRef<[u8]>> Archive<T> {
    /// Reads the directory.
    ///
    /// # Errors
    /// Everything of [`ArchiveError`] but what is about one file's content.
    pub fn open(bytes: T) -> Result<Self, ArchiveError> {
        let packed = bytes.as_ref().len() as u64;
        let zip = ZipArchive::from_slice(bytes).map_err(|e| damaged(&e))?;
        let mut files = BTreeMap::new();
        let mut ranges = Vec::new();
        let (mut unpacked, mut entries) = (0_u64, 0);
        for entry in zip.entries() {
            let entry = entry.map_err(|e| damaged(&e))?;
            entries += 1;
            if entries > ENTRIES {
                return Err(ArchiveError::TooManyFiles(ENTRIES));
            }
            let path = path::check(entry.file_path().as_bytes())?.to_owned();
            if path.ends_with('/') {
                continue;
            }
            let file = File::new(&path, &entry)?;
            unpacked = unpacked.saturating_add(entry.uncompressed_size_hint());
            if unpacked > UNPACKED {
                return Err(ArchiveError::TooLarge(UNPACKED));
            }
            ranges.push(zip.get_entry(file.place).map_err(|e| damaged(&e))?.compressed_data_range());
            if files.insert(path.clone(), file).is_some() {
                return Err(ArchiveError::Duplicate(path));
            }
        }
        if unpacked > ALWAYS.max(packed.saturating_mul(RATIO)) {
            return Err(ArchiveError::TooTight { packed, unpacked });
        }
        ranges.sort_unstable();
        if ranges.iter().zip(ranges.iter().skip(1)).any(|((_, end), (next, _))| next < end) {
            return Err(ArchiveError::Overlap);
        }
        Ok(Self { zip, files })
    }

    /// Paths of all files, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether there is a file of exactly this path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Unpacks a file. The path is compared byte by byte; one leading slash does not matter.
    ///
    /// # Errors
    /// [`ArchiveError::Missing`], [`ArchiveError::Checksum`], or [`ArchiveError::Damaged`].
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ArchiveError> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let file = self.files.get(path).ok_or_else(|| ArchiveError::Missing(path.to_owned()))?;
        let entry = self.zip.get_entry(file.place).map_err(|e| damaged(&e))?;
        let size = file.place.uncompressed_size_hint();
        let mut content = Vec::with_capacity(usize::try_from(size.min(UNPACKED)).unwrap_or_default());
        // One byte more than announced is enough to see that it is not what was announced.
        let limit = size.saturating_add(1);
        let read = if file.deflated {
            DeflateDecoder::new(entry.data()).take(limit).read_to_end(&mut content)
        } else {
            entry.data().take(limit).read_to_end(&mut content)
        };
        let whole = read.is_ok() && content.len() as u64 == size;
        if !whole || rawzip::crc32(&content) != entry.claim_verifier().crc {
            return Err(ArchiveError::Checksum(path.to_owned()));
        }
        Ok(content)
    }
}

impl File {
    fn new(path: &str, entry: &ZipFileHeaderRecord<'_>) -> Result<Self, ArchiveError> {
        let flags = entry.flags();
        if flags.is_encrypted() || flags.has_strong_encryption() || flags.is_masked() {
            return Err(ArchiveError::Encrypted(path.to_owned()));
        }
        let deflated = match entry.compression_method() {
            CompressionMethod::STORE => false,
            CompressionMethod::DEFLATE => true,
            other => {
                return Err(ArchiveError::Method { path: path.to_owned(), method: other.as_u16() });
            }
        };
        Ok(Self { place: entry.wayfinder(), deflated })
    }
}

fn damaged(error: &rawzip::Error) -> ArchiveError {
    ArchiveError::Damaged(error.to_string())
}
