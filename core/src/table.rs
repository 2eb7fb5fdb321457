//! The tables of the store.

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $store:literal,)*) => {
        /// A table. Adding one is a schema change: raise [`crate::schema::CURRENT`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Table { $($(#[$doc])* $name,)* }

        impl Table {
            /// Every table.
            pub const ALL: &'static [Table] = &[$(Table::$name,)*];

            /// Its name in the database.
            pub const fn name(self) -> &'static str {
                match self { $(Table::$name => $store,)* }
            }
        }
    };
}

tables! {
    /// Single values: schema version, counters, settings, the cursor.
    Meta = "meta",
}
