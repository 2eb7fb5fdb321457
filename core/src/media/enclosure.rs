//! A file on its way out.

use super::{kind_of_type, received, type_of_name, viewtype};
use crate::{
    apps,
    card::is_card,
    db::{Key, Reader, Transaction},
    mail::{self, HeaderValue, clean_file_name},
    model::{App, Attachment, DraftApp, DraftFile, DraftPlace, Media, Message},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::{FileKind, LARGEST_FILE, MessageId, NewFile, Problem, ProblemKind};
use estuary_jmap::date::UtcDate;
use serde::Serialize;

/// A file with everything that is said about it.
#[derive(Debug, Clone)]
pub(crate) struct Enclosure {
    /// As one's own message shows it.
    pub(crate) attachment: Attachment,
    pub(crate) media: Media,
    pub(crate) app: Option<App>,
    pub(crate) bytes: Vec<u8>,
}

impl Enclosure {
    /// What the person chose.
    ///
    /// # Errors
    /// `TooLarge` above [`LARGEST_FILE`].
    pub(crate) fn new(file: NewFile) -> Result<Self, Problem> {
        if file.bytes.len() as u64 > LARGEST_FILE {
            let detail = format!(
                "{} has {} bytes, and at most {LARGEST_FILE} can be sent",
                file.name,
                file.bytes.len()
            );
            return Err(Problem::new(ProblemKind::TooLarge, detail));
        }
        let name = clean_file_name(&file.name, &file.media_type);
        let app = apps::read(&name, &file.bytes, None);
        let media_type = media_type(&name, &file);
        let mut media = Media::new(if app.is_some() {
            FileKind::App
        } else {
            checked(file.kind, &media_type, &file.bytes)
        });
        media.dimensions = match media.kind() {
            FileKind::Image | FileKind::Gif | FileKind::Sticker => {
                received::dimensions(&file.bytes).or(file.size)
            }
            FileKind::Video => file.size,
            _ => None,
        };
        media.duration = file.duration.filter(|_| is_played(media.kind()));
        let size = file.bytes.len() as u64;
        let attachment = Attachment { name, media_type, size, here: true };
        Ok(Self { attachment, media, app, bytes: file.bytes })
    }

    /// The file of a message, if it has one that is here.
    pub(crate) async fn of<S: Store>(
        db: &Reader<'_, S>,
        id: MessageId,
        message: &Message,
    ) -> Result<Option<Self>, StoreError> {
        let Some(attachment) = message.attachment.clone().filter(|attachment| attachment.here) else {
            return Ok(None);
        };
        let Some(bytes) = db.bytes(Table::Blobs, &id.bytes()).await? else { return Ok(None) };
        let media = Media::of(db, id, &attachment).await?;
        let app = db.load::<App>(&id).await?;
        Ok(Some(Self { attachment, media, app, bytes }))
    }

    /// A file of a chat's draft, as it is now.
    pub(crate) async fn of_draft<S: Store>(
        db: &Reader<'_, S>,
        at: DraftPlace,
    ) -> Result<Option<Self>, StoreError> {
        let Some(DraftFile { attachment, media, mut app }) = db.load(&at).await? else { return Ok(None) };
        let Some(bytes) = db.bytes(Table::DraftBlobs, &at.bytes()).await? else { return Ok(None) };
        if let Some((instance, _)) = DraftApp::of(db, at).await? {
            app = db.load::<App>(&instance).await?;
        }
        Ok(Some(Self { attachment, media, app, bytes }))
    }

    /// Stores it with its message.
    pub(crate) async fn keep<S: Store>(
        &self,
        db: &mut Transaction<'_, S>,
        id: MessageId,
    ) -> Result<(), StoreError> {
        db.put(Table::Blobs, id.bytes(), self.bytes.clone());
        if let Some(message) = db.load::<Message>(&id).await? {
            self.media.keep(db, id, &message).await?;
        }
        if let Some(app) = &self.app {
            db.save(&id, app)?;
        }
        Ok(())
    }

    /// Fields that say what it is.
    pub(crate) fn headers(&self) -> Vec<(&'static str, HeaderValue)> {
        let mut headers = Vec::new();
        let mut add = |name, value: String| headers.push((name, HeaderValue::Raw(value)));
        match self.media.kind() {
            FileKind::Voice => add("Chat-Voice-Message", "1".into()),
            FileKind::Sticker => add("Chat-Content", "sticker".into()),
            _ => {}
        }
        if let Some(duration) = self.media.duration {
            add("Chat-Duration", duration.to_string());
        }
        if let Some(topic) = self.app.as_ref().and_then(|app| app.topic.clone()) {
            add("Iroh-Gossip-Topic", topic);
        }
        headers
    }

    /// As it goes into a mail of this time (Unix milliseconds): names that cameras and recorders give tell nobody's
    /// business.
    pub(crate) fn mail(self, time: i64) -> mail::File {
        let name = self.wire_name(time);
        mail::File { name, media_type: self.attachment.media_type, data: self.bytes }
    }

    fn wire_name(&self, time: i64) -> String {
        let name = &self.attachment.name;
        let neutral = match self.media.kind() {
            FileKind::Voice => "voice-messsage", // so spelled by all
            FileKind::Image | FileKind::Gif => "image",
            FileKind::Video => "video",
            _ => return name.clone(),
        };
        let ending = name.rsplit_once('.').map_or("dat", |(_, ending)| ending);
        let date = UtcDate(time - time.rem_euclid(1000)).to_string();
        let date = date.trim_end_matches('Z').replace('T', "_").replace(':', "-");
        format!("{neutral}_{date}.{ending}")
    }

    /// What a first mail says about the file that follows.
    pub(crate) fn metadata(&self, time: i64) -> String {
        let filename = match &self.app {
            Some(app) => app.name.clone(),
            None => self.wire_name(time),
        };
        let metadata = Metadata {
            size: self.attachment.size,
            viewtype: viewtype(self.media.kind()),
            filename,
            wh: self.media.dimensions,
            duration: self.media.duration,
        };
        serde_json::to_string(&metadata).unwrap_or_default()
    }
}

/// `Chat-Post-Message-Metadata`.
#[derive(Serialize)]
struct Metadata {
    size: u64,
    viewtype: &'static str,
    filename: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    wh: Option<(u32, u32)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<u32>,
}

fn is_played(kind: FileKind) -> bool {
    matches!(kind, FileKind::Audio | FileKind::Voice | FileKind::Video)
}

/// What receivers shall take it for; a recorder knows better than the ending of a name.
fn media_type(name: &str, file: &NewFile) -> String {
    let told = file.media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_type = |text: &str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c);
        text.split_once('/').is_some_and(|(kind, sub)| {
            !kind.is_empty() && !sub.is_empty() && kind.chars().all(allowed) && sub.chars().all(allowed)
        })
    };
    let by_name = type_of_name(name);
    match by_name {
        Some(certain @ ("application/webxdc+zip" | "text/vcard")) => certain.to_owned(),
        _ if is_type(&told) && told != "application/octet-stream" => told,
        _ => by_name.unwrap_or("application/octet-stream").to_owned(),
    }
}

/// The kind asked for, if receivers will see it as that.
fn checked(kind: FileKind, media_type: &str, bytes: &[u8]) -> FileKind {
    let natural = kind_of_type(media_type);
    match (kind, natural) {
        (FileKind::Sticker, FileKind::Image | FileKind::Gif) => FileKind::Sticker,
        (FileKind::Voice, FileKind::Audio) => FileKind::Voice,
        (FileKind::Card, _) if media_type == "text/vcard" && is_card(bytes) => FileKind::Card,
        _ => natural,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, media_type: &str, kind: FileKind) -> Enclosure {
        let (name, media_type) = (name.to_owned(), media_type.to_owned());
        let bytes = b"content".to_vec();
        let file = NewFile { name, media_type, kind, size: Some((4, 3)), duration: Some(9), bytes };
        Enclosure::new(file).unwrap()
    }

    #[test]
    fn names_of_cameras_and_recorders_are_replaced() {
        let time = 1_767_323_045_678;
        for (name, media_type, kind, sent) in [
            ("IMG_1234.jpg", "image/jpeg", FileKind::Image, "image_2026-01-02_03-04-05.jpg"),
            ("holiday.gif", "", FileKind::Gif, "image_2026-01-02_03-04-05.gif"),
            ("rec.ogg", "audio/ogg;codecs=opus", FileKind::Voice, "voice-messsage_2026-01-02_03-04-05.ogg"),
            ("rec.webm", "video/webm", FileKind::Video, "video_2026-01-02_03-04-05.webm"),
            ("song.mp3", "", FileKind::Audio, "song.mp3"),
            ("sticker.webp", "", FileKind::Sticker, "sticker.webp"),
            ("report.pdf", "", FileKind::File, "report.pdf"),
        ] {
            let enclosure = file(name, media_type, kind);
            assert_eq!(enclosure.media.kind(), kind, "{name}");
            assert_eq!(enclosure.mail(time).name, sent);
        }
    }

    #[test]
    fn what_receivers_would_not_see_is_not_claimed() {
        for kind in [FileKind::Voice, FileKind::Sticker, FileKind::Card, FileKind::App, FileKind::Video] {
            assert_eq!(file("a.bin", "", kind).media.kind(), FileKind::File, "{kind:?}");
        }
        let broken = file("a.xdc", "text/html\r\nX: y", FileKind::App);
        assert_eq!(broken.attachment.media_type, "application/webxdc+zip");
        assert_eq!(
            file("a.bin", "text/html\r\nX: y", FileKind::File).attachment.media_type,
            "application/octet-stream"
        );
    }

    #[test]
    fn what_is_too_large_is_refused_in_words() {
        let bytes = vec![0; LARGEST_FILE as usize + 1];
        let file = NewFile {
            name: "a.bin".into(),
            media_type: String::new(),
            kind: FileKind::File,
            size: None,
            duration: None,
            bytes,
        };
        let problem = Enclosure::new(file).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::TooLarge);
        assert!(problem.detail.contains("18874369"), "{problem}");
    }

    #[test]
    fn metadata_is_as_the_real_core_writes_it() {
        let json = file("rec.ogg", "audio/ogg", FileKind::Voice).metadata(0);
        let name = "voice-messsage_1970-01-01_00-00-00.ogg";
        assert_eq!(
            json,
            format!("{{\"size\":7,\"viewtype\":\"Voice\",\"filename\":\"{name}\",\"duration\":9}}")
        );
    }
}
