//! What is in the archive of an instance.

use crate::{Engine, db::Key, model::App, ports::Platform, table::Table, view};
use estuary_api::{MessageId, Problem, ProblemKind};
use estuary_archive::{Archive, ArchiveError};
use std::rc::Rc;

/// The archive opened last: an app asks for file after file.
#[derive(Debug)]
pub(crate) struct Opened {
    instance: MessageId,
    archive: Archive,
}

/// How names of mini apps end.
const SUFFIX: &str = ".xdc";

/// What a file says about itself, if it is a mini app: by its name, and because it is an archive with a first page.
pub(crate) fn read(name: &str, bytes: &[u8], topic: Option<String>) -> Option<App> {
    if !name.ends_with(SUFFIX) {
        return None;
    }
    let archive = Archive::open(bytes).ok()?;
    let found = estuary_archive::App::of(&archive).ok()?;
    let needs_newer = found.needs_newer();
    Some(App {
        name: found.manifest.name.unwrap_or_else(|| name.to_owned()),
        icon: found.icon.map(str::to_owned),
        source_code_url: found.manifest.source_code_url,
        needs_newer,
        topic: topic.filter(|topic| is_topic(topic)),
        here: true,
        ..App::default()
    })
}

/// Why a file named like a mini app is none; `None` where it is one, or is named otherwise.
pub(super) fn fault(name: &str, bytes: &[u8]) -> Option<Problem> {
    let read = Archive::open(bytes).and_then(|archive| estuary_archive::App::of(&archive).map(drop));
    read.err().filter(|_| name.ends_with(SUFFIX)).map(unusable)
}

/// 32 bytes in base32 without padding; whatever else somebody sends is not passed on.
fn is_topic(text: &str) -> bool {
    const LENGTH: usize = 52;
    text.len() == LENGTH && text.bytes().all(|c| c.is_ascii_alphabetic() || (b'2'..=b'7').contains(&c))
}

fn unusable(error: ArchiveError) -> Problem {
    Problem::new(ProblemKind::AppUnusable, error)
}

impl<P: Platform> Engine<P> {
    /// A file of an instance.
    pub(crate) async fn app_file(&self, instance: MessageId, path: &str) -> Result<Vec<u8>, Problem> {
        let opened = self.archive.borrow().clone().filter(|opened| opened.instance == instance);
        let opened = match opened {
            Some(opened) => opened,
            None => self.open_archive(instance).await?,
        };
        opened.archive.read(path).map_err(|e| match e {
            ArchiveError::Missing(_) => Problem::new(ProblemKind::NotFound, e),
            error => unusable(error),
        })
    }

    async fn open_archive(&self, instance: MessageId) -> Result<Rc<Opened>, Problem> {
        let db = self.db.read(self.platform.store());
        if !db.load::<App>(&instance).await?.is_some_and(|app| app.here) {
            return Err(view::not_found("mini app"));
        }
        // One archive in memory is enough.
        self.archive.borrow_mut().take();
        let bytes = db.bytes(Table::Blobs, &instance.bytes()).await?;
        let bytes = bytes.ok_or_else(|| view::not_found("mini app"))?;
        let archive = Archive::open(bytes).map_err(unusable)?;
        let opened = Rc::new(Opened { instance, archive });
        *self.archive.borrow_mut() = Some(Rc::clone(&opened));
        Ok(opened)
    }
}

#[cfg(test)]
mod tests {
    use super::is_topic;

    #[test]
    fn topics_have_one_form() {
        assert!(is_topic(&"a2".repeat(26)));
        for wrong in ["", "a", &"a1".repeat(26), &"a".repeat(53), &"é".repeat(26)] {
            assert!(!is_topic(wrong), "{wrong}");
        }
    }
}
