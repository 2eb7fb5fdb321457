//! Files of stores that were written before files had kinds.

use super::kind_of_type;
use crate::{
    apps,
    db::{Db, Key},
    model::{Media, Message},
    ports::{Batch, KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{FileKind, MessageId};

/// Messages read at once.
const PAGE: usize = 500;

/// What puts the files of all messages into the galleries, and makes instances of mini apps.
pub(crate) async fn catalogue(store: &impl Store) -> Result<Batch, StoreError> {
    let db = Db::default();
    let mut work = db.begin(store).await;
    let mut range = KeyRange::all();
    loop {
        let page = work.records::<Message>(range.clone(), Order::Ascending, PAGE).await?;
        let Some((last, _)) = page.last() else { return Ok(work.batch()) };
        range.start = [last.as_slice(), &[0]].concat();
        for (key, message) in page {
            let Some(id) = key.first_chunk().copied().map(u64::from_be_bytes).map(MessageId) else {
                continue;
            };
            let Some(file) = &message.attachment else { continue };
            let bytes = work.bytes(Table::Blobs, &id.bytes()).await?;
            let app = bytes.and_then(|bytes| apps::read(&file.name, &bytes, None));
            let kind = if app.is_some() { FileKind::App } else { kind_of_type(&file.media_type) };
            Media::new(kind).keep(&mut work, id, &message).await?;
            if let Some(app) = app {
                work.save(&id, &app)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{App, Attachment, Info},
        ports::{Durability, memory::MemoryStore},
    };
    use estuary_api::ChatId;
    use futures::executor::block_on;

    #[test]
    fn files_of_an_older_store_are_found_by_kind() {
        block_on(async {
            let (db, store) = (Db::default(), MemoryStore::default());
            let mut work = db.begin(&store).await;
            for n in 1..=1200_u32 {
                let (name, media_type) = match n {
                    3 => ("a.xdc", "application/octet-stream"),
                    n if n % 2 == 0 => ("a.jpg", "image/jpeg"),
                    _ => ("a.pdf", "application/pdf"),
                };
                let (name, media_type) = (name.to_owned(), media_type.to_owned());
                let file = Attachment { name, media_type, size: 1, here: true };
                let info = Info::Text(String::new());
                let message = Message {
                    attachment: Some(file),
                    info: None,
                    ..Message::notice(ChatId(1), info, i64::from(n))
                };
                work.save(&MessageId(n.into()), &message).unwrap();
            }
            work.put(Table::Blobs, MessageId(3).bytes(), crate::scenarios::apps::archive(0));
            work.commit().await.unwrap();
            let batch = catalogue(&store).await.unwrap();
            store.commit(batch, Durability::Strict).await.unwrap();
            let reader = db.read(&store);
            let pictures = Media::gallery(&reader, None, &[FileKind::Image], None, 1000).await.unwrap();
            assert_eq!((pictures.len(), pictures[0], pictures[599]), (600, MessageId(1200), MessageId(2)));
            let apps = Media::gallery(&reader, Some(ChatId(1)), &[FileKind::App], None, 10).await.unwrap();
            assert_eq!(apps, [MessageId(3)]);
            assert!(reader.load::<App>(&MessageId(3)).await.unwrap().unwrap().here);
        });
    }
}
