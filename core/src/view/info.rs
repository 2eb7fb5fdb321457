//! Notices.

use crate::{
    db::Reader,
    model::{self, Contact, DeviceNews},
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
        Stored::Device(news) => Info::Device(news.into()),
        Stored::DescriptionChanged { by } => Info::DescriptionChanged { by: name(db, by).await? },
    })
}

impl From<estuary_api::DeviceNews> for DeviceNews {
    fn from(news: estuary_api::DeviceNews) -> Self {
        use estuary_api::DeviceNews as Given;
        match news {
            Given::Welcome => Self::Welcome,
            Given::Updated { version } => Self::Updated { version },
            Given::ClockWrong { hours } => Self::ClockWrong { hours },
            Given::ServerFull { percent } => Self::ServerFull { percent },
            Given::StorageFull { percent } => Self::StorageFull { percent },
        }
    }
}

impl From<DeviceNews> for estuary_api::DeviceNews {
    fn from(news: DeviceNews) -> Self {
        match news {
            DeviceNews::Welcome => Self::Welcome,
            DeviceNews::Updated { version } => Self::Updated { version },
            DeviceNews::ClockWrong { hours } => Self::ClockWrong { hours },
            DeviceNews::ServerFull { percent } => Self::ServerFull { percent },
            DeviceNews::StorageFull { percent } => Self::StorageFull { percent },
        }
    }
}

/// `None` stands for oneself.
async fn name<S: Store>(db: &Reader<'_, S>, who: Option<ContactId>) -> Result<Option<String>, StoreError> {
    let Some(id) = who else { return Ok(None) };
    Ok(Some(db.load::<Contact>(&id).await?.unwrap_or_default().display_name().to_owned()))
}
