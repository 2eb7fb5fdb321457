use thiserror::Error;

/// Why an archive, or a file of it, is not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ArchiveError {
    /// Not a ZIP, or one that is cut off or damaged.
    #[error("it is not a ZIP archive, or a damaged one: {0}")]
    Damaged(String),
    /// More files than any app has.
    #[error("it has more than {0} files")]
    TooManyFiles(usize),
    /// Unpacked, it would be larger than a browser should hold.
    #[error("unpacked it would be larger than {0} bytes")]
    TooLarge(u64),
    /// It is packed more tightly than honest files can be.
    #[error("it is packed too tightly: {packed} bytes for {unpacked}")]
    TooTight {
        /// Bytes of the archive.
        packed: u64,
        /// Bytes it says to hold.
        unpacked: u64,
    },
    /// A path that leads out of the archive, or that no two systems read alike.
    #[error("it has a file with the path {0:?}")]
    Path(String),
    /// Two files of the same path: which one counts would be anybody's guess.
    #[error("it has two files with the path {0:?}")]
    Duplicate(String),
    /// Two files share bytes of the archive.
    #[error("it has files that lie inside each other")]
    Overlap,
    /// A file that needs a password.
    #[error("{0:?} is encrypted")]
    Encrypted(String),
    /// A file packed by another method than Store and Deflate.
    #[error("{path:?} is packed by method {method}, which mini apps may not use")]
    Method {
        /// The file.
        path: String,
        /// Number of the method (APPNOTE 4.4.5).
        method: u16,
    },
    /// There is no such file.
    #[error("there is no {0:?} in it")]
    Missing(String),
    /// A file whose length or checksum is not what the directory says.
    #[error("{0:?} is damaged")]
    Checksum(String),
}
