//! Notices.

use crate::{
    db::Reader,
    model::{self, Contact},
    ports::{Store, StoreError},
};
use estuary_api::{ContactId, Info};

/// A notice with the names people have now.
pub(crate) async fn info<S: Store>(db: &Reader<'_, S>, info: model::Info) -> Result<Info, StoreError> {
    use model::Info as Stored;
    Ok(match info {
        Stored::Encrypted => Info::Encrypted,
        Stored::JoinWaiting => Info::JoinWaiting,
        Stored::JoinDone => Info::JoinDone,
        Stored::Text(text) => Info::Text(text),
        Stored::App { instance, href, text } => Info::App { instance, href, text },
        Stored::MemberAdded { by, who } => {
            Info::MemberAdded { by: name(db, by).await?, who: name(db, who).await? }
        }
        Stored::MemberRemoved { by, who } => {
            Info::MemberRemoved { by: name(db, by).await?, who: name(db, who).await? }
        }
        Stored::MemberLeft(who) => Info::MemberLeft(name(db, who).await?),
        Stored::MemberIn(who) => Info::MemberIn(name(db, who).await?),
        Stored::MemberOut(who) => Info::MemberOut(name(db, who).await?),
        Stored::Renamed { by, old, new } => Info::Renamed { by: name(db, by).await?, old, new },
        Stored::PictureChanged { by, set } => Info::PictureChanged { by: name(db, by).await?, set },
        Stored::TimerChanged { by, seconds } => Info::TimerChanged { by: name(db, by).await?, seconds },
        Stored::Pinned { by, message } => Info::Pinned { by: name(db, by).await?, message },
        Stored::DescriptionChanged { by } => Info::DescriptionChanged { by: name(db, by).await? },
    })
}

/// `None` stands for oneself.
async fn name<S: Store>(db: &Reader<'_, S>, who: Option<ContactId>) -> Result<Option<String>, StoreError> {
    let Some(id) = who else { return Ok(None) };
    Ok(Some(db.load::<Contact>(&id).await?.unwrap_or_default().display_name().to_owned()))
}
