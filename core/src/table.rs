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
    /// Single values: schema version, counters, profile, settings, the cursor.
    Meta = "meta",
    /// Contact → who it is.
    Contacts = "contacts",
    /// Fingerprint → contact.
    ContactsByFingerprint = "contacts_by_fingerprint",
    /// Fingerprint → certificate.
    Certificates = "certificates",
    /// Contact → picture.
    Avatars = "avatars",
    /// Chat → its head and state.
    Chats = "chats",
    /// (Time, chat): the order of the chat list.
    ChatsByTime = "chats_by_time",
    /// Group or channel ID → chat.
    ChatsByGroup = "chats_by_group",
    /// Message → what it says.
    Messages = "messages",
    /// (Chat, time, message): the order of display.
    MessagesByChat = "messages_by_chat",
    /// (Chat, time, message) of the messages not seen.
    Unseen = "unseen",
    /// Hash of a Message-ID → what became of it. Outlives the message: a tombstone.
    MessageIds = "message_ids",
    /// Message → bytes of its attachment.
    Blobs = "blobs",
    /// Position → mail that waits to be sent.
    Outbox = "outbox",
    /// Position → bytes of that mail.
    OutboxMails = "outbox_mails",
    /// (Contact, message) whose read receipt is still to be sent.
    Receipts = "receipts",
    /// Mails on the server that are done with and still to be removed there.
    Removals = "removals",
    /// Mails that could not be read; they stay on the server.
    Parked = "parked",
    /// AUTH token of an own invite → its age.
    Tokens = "tokens",
    /// AUTH token of a foreign invite → the handshake that runs with it.
    Joins = "joins",
    /// Chat → what is known about the group or channel.
    Groups = "groups",
    /// Channel → what its posts are encrypted with, and who may post.
    ChannelSecrets = "channel_secrets",
    /// Chat → picture of the group or channel.
    Pictures = "pictures",
    /// Message → what is special about it, for the few of which something is.
    Marks = "marks",
    /// (Hash of a Message-ID, contact) → reaction. It may come before its message.
    Reactions = "reactions",
    /// (Chat, message) of the pinned messages.
    Pins = "pins",
    /// (Time, message): when messages disappear.
    Expiries = "expiries",
    /// (Message, contact) → when they read it.
    Readers = "readers",
    /// Message → its headers and its way.
    Origins = "origins",
    /// Message → its HTML.
    Htmls = "htmls",
    /// (Word, first message) → messages with that word.
    Words = "words",
    /// Chat → how the list treats it, where that is not the usual way.
    Shelves = "shelves",
    /// (Time, chat): the order of the chats at the top of the list.
    ChatsPinned = "chats_pinned",
    /// (Time, chat): the order of the archived chats.
    ChatsArchived = "chats_archived",
    /// Chat → after which time its messages disappear.
    Timers = "timers",
    /// Message → what its file is.
    Media = "media",
    /// (Chat or 0 for all, kind, time, message): files by kind.
    Gallery = "gallery",
    /// (Chat, place) → a file of its draft.
    DraftFiles = "draft_files",
    /// (Chat, place) → the bytes of that file.
    DraftBlobs = "draft_blobs",
    /// (Chat, place) → the instance that file is, if it is a mini app.
    DraftApps = "draft_apps",
    /// Message → the instance of a mini app it is.
    Apps = "apps",
    /// (Message, serial) → update of that instance.
    AppUpdates = "app_updates",
    /// (Message, hash of a `uid`) of the updates known.
    AppUids = "app_uids",
    /// Message → which of its own updates are still to be sent.
    AppsUnsent = "apps_unsent",
    /// (Hash of a Message-ID, position) → updates that came before their instance.
    AppsEarly = "apps_early",
    /// (Message, node) of those known to be in the realtime channel of that instance.
    AppPeers = "app_peers",
    /// (Hash of a Message-ID, mail) of the large files that wait on the server until they are asked for.
    Postponed = "postponed",
    /// Sticker → what it is.
    Stickers = "stickers",
    /// Sticker → its bytes.
    StickerBlobs = "sticker_blobs",
}
