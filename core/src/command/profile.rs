//! The own profile.

use crate::{
    Engine,
    db::Reader,
    model::Profile,
    ports::{Clock, Platform, Store},
    view,
};
use estuary_api::{Event, Picture, Problem, ProblemKind, ProfileView};

/// Largest picture that is sent in a header, in bytes.
const AVATAR: usize = 60_000;
/// Longest name and status, in characters.
const TEXT: usize = 1_000;

impl<P: Platform> Engine<P> {
    pub(super) async fn profile(&self) -> Result<ProfileView, Problem> {
        let profile = Profile::find(&self.db.read(self.platform.store())).await?;
        profile.map(view::profile).ok_or_else(no_profile)
    }

    pub(super) async fn set_profile(
        &self,
        name: String,
        avatar: Option<Vec<u8>>,
        status: String,
    ) -> Result<ProfileView, Problem> {
        check_avatar(avatar.as_deref())?;
        let mut work = self.db.begin(self.platform.store()).await;
        let mut profile = Profile::find(&work).await?.ok_or_else(no_profile)?;
        if profile.avatar != avatar {
            profile.avatar = avatar;
            profile.avatar_changed = self.platform.clock().now();
        }
        profile.name = clean(&name);
        profile.status = status.trim().chars().take(TEXT).collect();
        profile.keep(&mut work)?;
        work.tell(Event::ProfileChanged);
        work.strict();
        self.commit(work).await?;
        Ok(view::profile(profile))
    }
}

/// A name as others can show it: one line.
pub(super) fn clean(name: &str) -> String {
    let line: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(TEXT).collect();
    line.trim().to_owned()
}

/// Only pictures that peers show, in a size that fits into a header.
/// The bytes of a picture for a chat. What is kept already is good as it is.
pub(super) async fn picture_bytes<S: Store>(
    db: &Reader<'_, S>,
    picture: Option<Picture>,
) -> Result<Option<Vec<u8>>, Problem> {
    match picture {
        Some(Picture::Kept { of, .. }) => view::picture_bytes(db, of).await.map(Some),
        Some(Picture::Bytes(bytes)) => check_avatar(Some(&bytes)).map(|()| Some(bytes)),
        None => Ok(None),
    }
}

pub(super) fn check_avatar(avatar: Option<&[u8]>) -> Result<(), Problem> {
    let Some(bytes) = avatar else { return Ok(()) };
    let known = bytes.starts_with(&[0xff, 0xd8, 0xff])
        || bytes.starts_with(b"\x89PNG\r\n\x1a\n")
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"));
    if known && bytes.len() <= AVATAR {
        return Ok(());
    }
    let detail =
        format!("{} bytes, {}", bytes.len(), if known { "too many" } else { "not JPEG, PNG or WebP" });
    Err(Problem::new(ProblemKind::PictureUnusable, detail))
}

fn no_profile() -> Problem {
    Problem::new(ProblemKind::NoProfile, "there is no profile yet")
}
