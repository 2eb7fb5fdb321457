//! Chats by name.
//!
//! A name is found by any part of it, which no index of words can tell. So what it takes lies in memory: read when somebody
//! looks for the first time, and told of every commit since the start.

use super::fold::fold;
use crate::{
    db::{Key, Reader, Record, Transaction, tail_u32},
    model::{Chat, Contact, Shelf},
    ports::{KeyRange, Order, Store, StoreError},
};
use estuary_api::{ChatId, ContactId};
use futures::try_join;
use std::{cell::RefCell, cmp::Reverse, collections::HashMap};

/// The names of all chats, and the order of the list.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    tables: RefCell<Tables>,
}

/// What it keeps of which rows; also what a unit of work changes in that.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    chats: Mirror<Entry>,
    people: Mirror<String>,
    shelves: Mirror<Shelf>,
}

#[derive(Debug)]
struct Entry {
    /// Whose name it has, instead of its own.
    contact: Option<ContactId>,
    name: String,
    listed: bool,
    time: i64,
}

impl Directory {
    /// What a unit of work is about to change.
    pub(crate) fn changes<S: Store>(work: &Transaction<'_, S>) -> Tables {
        Tables {
            chats: Mirror::changed(work, entry),
            people: Mirror::changed(work, name),
            shelves: Mirror::changed(work, |shelf| shelf),
        }
    }

    /// That is committed now.
    pub(crate) fn learn(&self, changes: Tables) {
        let mut tables = self.tables.borrow_mut();
        tables.chats.learn(changes.chats);
        tables.people.learn(changes.people);
        tables.shelves.learn(changes.shelves);
    }

    /// The chats of the list whose names contain the query, in the order of the list.
    pub(crate) async fn find<S: Store>(
        &self,
        db: &Reader<'_, S>,
        query: &str,
    ) -> Result<Vec<ChatId>, StoreError> {
        if !self.tables.borrow().chats.complete {
            let (chats, people, shelves) =
                try_join!(all(db, entry), all(db, name), all(db, |shelf: Shelf| shelf))?;
            let mut tables = self.tables.borrow_mut();
            tables.chats.complete(chats);
            tables.people.complete(people);
            tables.shelves.complete(shelves);
        }
        Ok(self.tables.borrow().find(&fold(query)))
    }
}

impl Tables {
    fn find(&self, query: &str) -> Vec<ChatId> {
        let place = |(id, entry): (u32, &Entry)| {
            let name = match entry.contact {
                Some(contact) => self.people.get(contact.0)?,
                None => &entry.name,
            };
            let shelf = self.shelves.get(id).copied().unwrap_or_default();
            let fits = entry.listed && !shelf.archived && name.contains(query);
            fits.then_some((shelf.pinned, entry.time, id))
        };
        let mut places: Vec<_> = self.chats.iter().filter_map(place).collect();
        places.sort_unstable_by_key(|place| Reverse(*place));
        places.into_iter().map(|(_, _, id)| ChatId(id)).collect()
    }
}

fn entry(chat: Chat) -> Entry {
    Entry { contact: chat.contact, name: fold(&chat.name), listed: chat.listed, time: chat.time }
}

fn name(contact: Contact) -> String {
    fold(contact.display_name())
}

/// Something of all rows of a table.
async fn all<S: Store, R: Record, T>(
    db: &Reader<'_, S>,
    of: impl Fn(R) -> T,
) -> Result<Vec<(u32, T)>, StoreError> {
    let rows = db.records::<R>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
    Ok(rows.into_iter().filter_map(|(key, row)| Some((tail_u32(&key)?, of(row)))).collect())
}

/// Something of the rows of a table: of those that changed since the start, and of all once they were read.
#[derive(Debug)]
struct Mirror<T> {
    complete: bool,
    /// `None` for rows that are gone.
    rows: HashMap<u32, Option<T>>,
}

impl<T> Default for Mirror<T> {
    fn default() -> Self {
        Self { complete: false, rows: HashMap::new() }
    }
}

impl<T> Mirror<T> {
    fn changed<S: Store, R: Record<Key: Key>>(work: &Transaction<'_, S>, of: impl Fn(R) -> T) -> Self {
        let changes = work.changed::<R>();
        let rows = changes.filter_map(|(key, row)| Some((tail_u32(key)?, row.map(&of)))).collect();
        Self { complete: false, rows }
    }

    fn learn(&mut self, changes: Self) {
        self.rows.extend(changes.rows);
    }

    /// Of what changed while this was read, newer things are known.
    fn complete(&mut self, read: Vec<(u32, T)>) {
        for (id, row) in read {
            self.rows.entry(id).or_insert(Some(row));
        }
        self.complete = true;
    }

    fn get(&self, id: u32) -> Option<&T> {
        self.rows.get(&id)?.as_ref()
    }

    fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.rows.iter().filter_map(|(id, row)| Some((*id, row.as_ref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::Db, ports::memory::MemoryStore};
    use futures::executor::block_on;

    struct World {
        db: Db,
        store: MemoryStore,
        directory: Directory,
    }

    impl World {
        fn change<T>(&self, change: impl AsyncFnOnce(&mut Transaction<'_, MemoryStore>) -> T) -> T {
            block_on(async {
                let mut work = self.db.begin(&self.store).await;
                let done = change(&mut work).await;
                let changes = Directory::changes(&work);
                work.commit().await.unwrap();
                self.directory.learn(changes);
                done
            })
        }

        fn group(&self, name: &str, time: i64) -> ChatId {
            let chat = Chat { name: name.into(), listed: true, time, ..Chat::default() };
            self.change(async |work| Chat::create(work, chat).await.unwrap())
        }

        fn find(&self, query: &str) -> Vec<u32> {
            let found = block_on(self.directory.find(&self.db.read(&self.store), query)).unwrap();
            // Whoever starts now finds the same.
            let fresh = block_on(Directory::default().find(&self.db.read(&self.store), query)).unwrap();
            assert_eq!(found, fresh);
            found.into_iter().map(|id| id.0).collect()
        }
    }

    fn world() -> World {
        World { db: Db::default(), store: MemoryStore::default(), directory: Directory::default() }
    }

    #[test]
    fn chats_are_found_by_any_part_of_their_names() {
        let world = world();
        let (cafe, fair) = (world.group("Café", 1), world.group("Affair", 2));
        assert_eq!(world.find("AF"), [fair.0, cafe.0]);
        assert_eq!(world.find("cafe"), [cafe.0]);
        assert_eq!(world.find("x"), Vec::<u32>::new());
    }

    #[test]
    fn what_changes_is_known_whether_or_not_somebody_looked_before() {
        for early in [false, true] {
            let world = world();
            let (one, two) = (world.group("Water one", 1), world.group("Water two", 2));
            let look = |wanted: &[ChatId]| {
                let wanted: Vec<u32> = wanted.iter().map(|id| id.0).collect();
                if early {
                    assert_eq!(world.find("water"), wanted);
                }
                wanted
            };
            look(&[two, one]);
            let load = async |work: &mut Transaction<'_, MemoryStore>, id: ChatId| {
                work.load::<Chat>(&id).await.unwrap().unwrap()
            };
            let put = |id, shelf: Shelf| {
                world.change(async |work| {
                    let chat = load(work, id).await;
                    shelf.keep(work, id, &chat).await.unwrap();
                });
            };
            put(one, Shelf { pinned: true, ..Shelf::default() });
            look(&[one, two]);
            put(two, Shelf { archived: true, ..Shelf::default() });
            look(&[one]);
            let (person, _) =
                world.change(async |work| Contact::ensure(work, "AB", "rain@a.example").await.unwrap());
            let (three, _) = world.change(async |work| Chat::with(work, person, false, 3).await.unwrap());
            look(&[one]);
            world.change(async |work| {
                let contact = work.load::<Contact>(&person).await.unwrap().unwrap();
                work.save(&person, &Contact { nickname: "Waterman".into(), ..contact }).unwrap();
            });
            look(&[one, three]);
            world.change(async |work| {
                let chat = load(work, one).await;
                Chat { name: "Wine".into(), ..chat }.keep(work, one).await.unwrap();
            });
            let last = look(&[three]);
            assert_eq!(world.find("water"), last);
            world.change(async |work| work.remove(Chat::TABLE, three.bytes()));
            assert_eq!(world.find("water"), Vec::<u32>::new());
        }
    }
}
