//! Chats by name.
//!
//! A name is found by any part of it, which no index of words can tell. So what it takes lies in memory: read when somebody
//! looks for the first time, and told of every commit since the start.

use super::fold::fold;
use crate::{
    db::{self, Reader, Transaction, tail_u32},
    model::{Chat, Contact, Shelf},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, ContactId};
use std::{
    cell::{Cell, RefCell},
    cmp::Reverse,
    collections::BTreeMap,
};

/// Where it is written what a chat is called and where in the list it stands.
const TABLES: [Table; 3] = [Table::Chats, Table::Contacts, Table::Shelves];

/// Rows read at once: all of them together would make the memory grow for what is needed once.
const PAGE: usize = 1_000;

/// The names of all chats, and the order of the list.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    /// Of the rows that changed since the start, and of all once they were read.
    facts: RefCell<Facts>,
    is_complete: Cell<bool>,
}

/// What is kept of rows, by table and id; `None` of those that are gone.
pub(crate) type Facts = BTreeMap<(Table, u32), Option<Fact>>;

#[derive(Debug)]
pub(crate) enum Fact {
    Chat {
        /// Whose name it has, instead of its own.
        contact: Option<ContactId>,
        name: String,
        listed: bool,
        /// Something in it was not seen.
        unread: bool,
        time: i64,
    },
    Person(String),
    Shelf(Shelf),
}

impl Directory {
    /// What a unit of work is about to change.
    pub(crate) fn changes<S: Store>(work: &Transaction<'_, S>) -> Facts {
        let mut facts = Facts::new();
        for table in TABLES {
            for (key, row) in work.changed(table) {
                if let Some(id) = tail_u32(key) {
                    // It was written just now, so it can be read.
                    facts.insert((table, id), row.and_then(|row| fact(table, row).ok()));
                }
            }
        }
        facts
    }

    /// That is committed now.
    pub(crate) fn learn(&self, changes: Facts) {
        self.facts.borrow_mut().extend(changes);
    }

    /// Reads all rows of a table, a page at a time.
    async fn read<S: Store>(&self, db: &Reader<'_, S>, table: Table) -> Result<(), StoreError> {
        let mut range = KeyRange::all();
        loop {
            let rows = db.scan(table, range.clone(), Order::Ascending, PAGE).await?;
            let Some((last, _)) = rows.last() else { return Ok(()) };
            range.start = [last.as_slice(), &[0]].concat();
            let mut facts = self.facts.borrow_mut();
            for (key, row) in rows {
                if let Some(id) = tail_u32(&key) {
                    let fact = fact(table, &row)?;
                    // Of what changed while this was read, newer things are known.
                    facts.entry((table, id)).or_insert(Some(fact));
                }
            }
        }
    }

    /// The chats of the list whose names contain the query, in the order of the list; if asked for, only those with
    /// something not seen.
    pub(crate) async fn find<S: Store>(
        &self,
        db: &Reader<'_, S>,
        query: &str,
        only_unread: bool,
    ) -> Result<Vec<ChatId>, StoreError> {
        if !self.is_complete.get() {
            for table in TABLES {
                self.read(db, table).await?;
            }
            self.is_complete.set(true);
        }
        let query = fold(query);
        let facts = self.facts.borrow();
        let mut places: Vec<_> = facts
            .iter()
            .filter_map(|((_, id), fact)| {
                Some((place(&facts, *id, fact.as_ref()?, (&query, only_unread))?, *id))
            })
            .collect();
        places.sort_unstable_by_key(|place| Reverse(*place));
        Ok(places.into_iter().map(|(_, id)| ChatId(id)).collect())
    }
}

/// Where in the list a chat stands that is looked for: the greater, the higher.
fn place(facts: &Facts, id: u32, fact: &Fact, (query, only_unread): (&str, bool)) -> Option<(bool, i64)> {
    let of = |table, id| facts.get(&(table, id)).and_then(Option::as_ref);
    let Fact::Chat { contact, name, listed: true, unread, time } = fact else { return None };
    let name = match contact {
        None => name,
        Some(contact) => match of(Table::Contacts, contact.0)? {
            Fact::Person(name) => name,
            _ => return None,
        },
    };
    let shelf = match of(Table::Shelves, id) {
        Some(Fact::Shelf(shelf)) => *shelf,
        _ => Shelf::default(),
    };
    let is_meant = (*unread || !only_unread) && name.contains(query);
    (!shelf.archived && is_meant).then_some((shelf.pinned, *time))
}

/// What is kept of a row.
fn fact(table: Table, row: &[u8]) -> Result<Fact, StoreError> {
    Ok(match table {
        Table::Chats => {
            let Chat { contact, name, listed, unread, time, .. } = db::decode(row)?;
            Fact::Chat { contact, name: fold(&name), listed, unread: unread > 0, time }
        }
        Table::Contacts => Fact::Person(fold(db::decode::<Contact>(row)?.display_name())),
        _ => Fact::Shelf(db::decode(row)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::{Db, Key as _, Record as _},
        ports::memory::MemoryStore,
    };
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
            self.look(query, false)
        }

        fn look(&self, query: &str, only_unread: bool) -> Vec<u32> {
            let db = self.db.read(&self.store);
            let found = block_on(self.directory.find(&db, query, only_unread)).unwrap();
            // Whoever starts now finds the same.
            assert_eq!(block_on(Directory::default().find(&db, query, only_unread)).unwrap(), found);
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
    fn all_names_are_read_however_many() {
        let world = world();
        let groups: Vec<u32> = (0..=PAGE as i64).map(|time| world.group("Water", time).0).collect();
        assert!(world.find("water").into_iter().rev().eq(groups));
    }

    #[test]
    fn unread_chats_are_found_as_long_as_they_are_unread() {
        let world = world();
        let (one, two) = (world.group("Water one", 1), world.group("Water two", 2));
        assert_eq!(world.look("", true), Vec::<u32>::new());
        let put = |id: ChatId, unread: u32| {
            world.change(async |work| {
                let chat = work.load::<Chat>(&id).await.unwrap().unwrap();
                Chat { unread, ..chat }.keep(work, id).await.unwrap();
            });
        };
        put(one, 3);
        put(two, 1);
        assert_eq!((world.look("", true), world.look("one", true)), (vec![two.0, one.0], vec![one.0]));
        put(two, 0);
        assert_eq!((world.look("", true), world.find("water")), (vec![one.0], vec![two.0, one.0]));
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
