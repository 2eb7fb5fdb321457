use crate::{Archive, ArchiveError, Manifest};

/// The API level of this host; an app that asks for a higher one cannot run.
pub const API_LEVEL: u32 = 1;

/// Icons in the order of preference.
const ICONS: [&str; 2] = ["icon.png", "icon.jpg"];
/// A manifest larger than this is not read, in bytes.
const MANIFEST: usize = 64 << 10;

/// What a mini app says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    /// Its manifest.
    pub manifest: Manifest,
    /// Path of its icon.
    pub icon: Option<&'static str>,
}

impl App {
    /// Looks into an archive.
    ///
    /// # Errors
    /// [`ArchiveError::Missing`] if it has no `index.html`: then it is an archive, but no app.
    pub fn of<T: AsRef<[u8]>>(archive: &Archive<T>) -> Result<Self, ArchiveError> {
        const START: &str = "index.html";
        if !archive.has(START) {
            return Err(ArchiveError::Missing(START.to_owned()));
        }
        let manifest = archive.read("manifest.toml").ok().filter(|manifest| manifest.len() <= MANIFEST);
        Ok(Self {
            manifest: manifest.map(|manifest| Manifest::parse(&manifest)).unwrap_or_default(),
            icon: ICONS.into_iter().find(|icon| archive.has(icon)),
        })
    }

    /// It needs a newer host than this one.
    pub fn needs_newer(&self) -> bool {
        self.manifest.min_api.is_some_and(|level| level > API_LEVEL)
    }
}
