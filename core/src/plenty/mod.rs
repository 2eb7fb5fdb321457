//! A store as years of much use leave it, for benches. Its rows are written by the code that writes them otherwise;
//! what is left out is the encryption in which the messages would have come.

mod text;

use crate::{
    db::{Db, Key as _, Transaction},
    group,
    model::{
        self, Attachment, Chat, ChatKind, Contact, Group, Marks, Media, Message, Origin, Profile, Quote,
        Reaction, State,
    },
    pgp::{Fingerprint, SecretKey},
    ports::{Store, StoreError, memory::SeededEntropy},
    rng::EntropyRng,
    search::Indexed,
    table::Table,
};
use estuary_api::{ChatId, ContactId, FileKind, MessageId};
use rand::Rng as _;
use text::Words;

/// Messages of one unit of work.
const BATCH: u32 = 500;
/// Of so many chats one is with a single person; the others are groups.
const CHATS_A_PERSON: u32 = 5;
/// Members of the long chat, beside oneself.
const MEMBERS: usize = 20;
/// Between two messages of the long chat, in milliseconds.
const PACE: i64 = 10 * 60_000;
/// The name of the long chat.
pub const LONG: &str = "Everybody";

type Seeded<'a> = EntropyRng<'a, SeededEntropy>;

/// How much.
#[derive(Debug, Clone)]
pub struct Plenty {
    /// Chats.
    pub chats: u32,
    /// Messages of the longest one.
    pub messages: u32,
    /// Pictures of people and groups, as JPEG.
    pub faces: Vec<Vec<u8>>,
    /// Pictures in messages, as JPEG.
    pub pictures: Vec<Vec<u8>>,
    /// Width and height of those.
    pub dimensions: (u32, u32),
    /// When the newest message came, Unix milliseconds.
    pub now: i64,
}

struct Person {
    id: ContactId,
    key: Fingerprint,
}

/// Fills a store that has a profile and nothing else. The longest chat is the first of the list.
pub async fn fill(store: &impl Store, plenty: &Plenty) -> Result<(), StoreError> {
    let (db, entropy) = (Db::default(), SeededEntropy::new(1));
    let mut rng = EntropyRng::new(&entropy);
    let words = Words::new(&mut rng);
    let people = people(&db, store, plenty, &mut rng, &words).await?;
    let mut writer = Writer { plenty, words, people, rng, written: 0 };
    for first in (1..plenty.chats).step_by(BATCH as usize) {
        let mut work = db.begin(store).await;
        for n in first..plenty.chats.min(first + BATCH) {
            writer.short_chat(&mut work, n).await?;
        }
        work.commit().await?;
    }
    let mut work = db.begin(store).await;
    let (long, _) = writer.group(&mut work, LONG, 0..MEMBERS.min(writer.people.len()), 0).await?;
    work.commit().await?;
    for first in (0..plenty.messages).step_by(BATCH as usize) {
        let mut work = db.begin(store).await;
        let mut chat: Chat = work.load(&long).await?.unwrap_or_default();
        for n in first..plenty.messages.min(first + BATCH) {
            let time = plenty.now - i64::from(plenty.messages - 1 - n) * PACE;
            writer.message(&mut work, long, &mut chat, time).await?;
        }
        work.commit().await?;
    }
    loop {
        let mut work = db.begin(store).await;
        let more = Indexed::advance(&mut work).await?;
        work.commit().await?;
        if !more {
            return Ok(());
        }
    }
}

async fn people<S: Store>(
    db: &Db,
    store: &S,
    plenty: &Plenty,
    rng: &mut Seeded<'_>,
    words: &Words,
) -> Result<Vec<Person>, StoreError> {
    let mut people = Vec::new();
    let mut work = db.begin(store).await;
    for n in 0..(plenty.chats / CHATS_A_PERSON).max(1) {
        let name = words.name(rng);
        let address = format!("person{n}@chat.example");
        let made = SecretKey::generate(&address, plenty.now - 1000 * PACE, rng)
            .and_then(|key| Ok((key.certificate(&address, &[&address], plenty.now - 1000 * PACE)?, key)))
            .map_err(|error| StoreError::Failed(error.to_string()))?;
        let key = made.0.fingerprint();
        model::learn(&mut work, &made.0).await?;
        let (id, contact) = Contact::ensure(&mut work, &key.to_string(), &address).await?;
        work.save(&id, &Contact { name, verified: n % 3 == 0, told: plenty.now, ..contact })?;
        if let Some(face) = some(&plenty.faces, n, 2) {
            work.put(Table::Avatars, id.bytes(), face.clone());
        }
        people.push(Person { id, key });
    }
    work.commit().await?;
    Ok(people)
}

/// Every one in `step` has one of the pictures.
fn some(pictures: &[Vec<u8>], n: u32, step: u32) -> Option<&Vec<u8>> {
    (n.is_multiple_of(step)).then(|| pictures.get((n / step) as usize % pictures.len().max(1)))?
}

struct Writer<'a> {
    plenty: &'a Plenty,
    words: Words,
    people: Vec<Person>,
    rng: Seeded<'a>,
    written: u32,
}

impl Writer<'_> {
    /// A chat with one or two messages, the older the smaller its number.
    async fn short_chat<S: Store>(
        &mut self,
        work: &mut Transaction<'_, S>,
        n: u32,
    ) -> Result<(), StoreError> {
        let time = self.plenty.now - i64::from(self.plenty.chats - n) * PACE;
        let person = self
            .people
            .get(n as usize / CHATS_A_PERSON as usize)
            .filter(|_| n.is_multiple_of(CHATS_A_PERSON));
        let (id, mut chat) = match person {
            Some(person) => Chat::with(work, person.id, false, time).await?,
            None => {
                let name = self.words.name(&mut self.rng);
                let first = self.rng.gen_range(0..self.people.len());
                self.group(work, &name, first..(first + 5).min(self.people.len()), n).await?
            }
        };
        for _ in 0..self.rng.gen_range(1..=2) {
            self.message(work, id, &mut chat, time).await?;
        }
        Ok(())
    }

    async fn group<S: Store>(
        &mut self,
        work: &mut Transaction<'_, S>,
        name: &str,
        members: std::ops::Range<usize>,
        n: u32,
    ) -> Result<(ChatId, Chat), StoreError> {
        let since = (self.plenty.now - i64::from(self.plenty.messages) * PACE) / 1000;
        let mut state = group::State { name: name.to_owned(), listed: since, ..group::State::default() };
        let own = Profile::find(work).await?.and_then(|profile| profile.fingerprint.parse().ok());
        let others = self.people.get(members).into_iter().flatten().map(|person| person.key);
        others.chain(own).for_each(|key| state.roster.add(key, since));
        let chat = Chat { kind: ChatKind::Group, listed: true, ..Chat::default() };
        let (id, mut chat) = Chat::create_group(work, &format!("g/plenty{n}"), chat).await?;
        Group::set_picture(work, id, some(&self.plenty.faces, n, 4).cloned());
        Group { state, promoted: true, ..Group::default() }.keep(work, id, &mut chat).await?;
        Ok((id, chat))
    }

    /// A message of somebody: mostly text, sometimes an answer, liked, or a picture.
    async fn message<S: Store>(
        &mut self,
        work: &mut Transaction<'_, S>,
        place: ChatId,
        chat: &mut Chat,
        time: i64,
    ) -> Result<(), StoreError> {
        let n = self.written;
        self.written += 1;
        let from = match chat.contact {
            Some(contact) => Some(contact),
            None => {
                self.people.get(self.rng.gen_range(0..MEMBERS.min(self.people.len()))).map(|person| person.id)
            }
        };
        let from = from.filter(|_| self.rng.gen_ratio(4, 5));
        let file = some(&self.plenty.pictures, n, 50).cloned();
        let message = Message {
            chat: place,
            from,
            rfc_id: format!("{n}@plenty.example"),
            time,
            sort: time,
            text: self.words.text(&mut self.rng),
            quote: self.quote(n),
            attachment: file.as_ref().map(|bytes| Attachment {
                name: format!("picture-{n}.jpg"),
                media_type: "image/jpeg".into(),
                size: bytes.len() as u64,
                here: true,
            }),
            state: if from.is_some() { State::Seen } else { State::Read },
            edited: self.rng.gen_ratio(1, 100),
            info: None,
            wants_receipt: false,
        };
        let rfc_id = message.rfc_id.clone();
        let (id, message) = message.place(work, chat).await?;
        if let Some(bytes) = file {
            work.put(Table::Blobs, id.bytes(), bytes);
            let mut media = Media::new(FileKind::Image);
            media.dimensions = Some(self.plenty.dimensions);
            media.keep(work, id, &message).await?;
        }
        if n.is_multiple_of(30) {
            let liked = Reaction { emoji: "👍".into(), time };
            liked.keep(work, &rfc_id, self.people.first().map(|person| person.id)).await?;
            Marks { reacted: true, ..Marks::default() }.keep(work, id, &message).await?;
        }
        if from.is_some() {
            self.origin(work, id, &rfc_id, time)?;
        }
        Ok(())
    }

    fn quote(&mut self, n: u32) -> Option<Quote> {
        let rfc_id = n.checked_sub(1).map(|before| format!("{before}@plenty.example"));
        (n % 20 == 7).then(|| Quote { rfc_id, text: self.words.text(&mut self.rng) })
    }

    fn origin<S: Store>(
        &self,
        work: &mut Transaction<'_, S>,
        id: MessageId,
        rfc_id: &str,
        received: i64,
    ) -> Result<(), StoreError> {
        let headers = format!("Message-ID: <{rfc_id}>\nMIME-Version: 1.0\nChat-Version: 1.0\n");
        work.save(&id, &Origin { received, headers, hops: "Hop: chat.example".into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ports::memory::MemoryStore, search, view};
    use futures::executor::block_on;

    #[test]
    fn what_was_written_is_shown_and_found() {
        let store = MemoryStore::default();
        let pictures = vec![vec![1]];
        let plenty = Plenty {
            chats: 30,
            messages: 700,
            faces: pictures.clone(),
            pictures,
            dimensions: (3, 2),
            now: 1_767_225_600_000,
        };
        block_on(fill(&store, &plenty)).unwrap();
        let db = Db::default();
        let db = db.read(&store);
        let all = estuary_api::WhichChats::Listed { query: String::new(), unread: false };
        let directory = search::Directory::default();
        let list = block_on(view::chat_list(&db, &directory, &all, (0, 10), &[])).unwrap();
        assert_eq!((list.total, list.rows.len(), list.rows[0].name.as_str()), (30, 10, LONG));
        let page = block_on(view::messages(&db, list.rows[0].id, None, 1000, &[])).unwrap();
        assert_eq!(page.rows.len(), 700);
        let estuary_api::MessageBody::Content { text, .. } = &page.rows[500].body else { panic!() };
        let wanted = estuary_api::Search { query: text.clone(), limit: 1, ..Default::default() };
        assert!(!block_on(search::find(&db, &wanted)).unwrap().is_empty());
    }
}
