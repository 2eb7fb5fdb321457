//! What a screen shows. Times are Unix times in milliseconds.

use crate::{AppSummary, ChatId, ContactId, FileKind, MessageId, Problem};
use serde::{Deserialize, Serialize};

/// Whose picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Face {
    /// Of a person.
    Contact(ContactId),
    /// Of a group or channel.
    Chat(ChatId),
}

/// A picture of a person or chat.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Picture {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The one that is kept; its bytes are the answer to [`crate::MediaCommand::Picture`].
    Kept {
        /// Whose.
        of: Face,
        /// Another picture has another one.
        version: u32,
    },
}

impl Picture {
    /// The bytes, where it is they.
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Kept { .. } => None,
        }
    }
}

/// What there is when the page opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The profile, once there is one.
    pub profile: Option<ProfileView>,
    /// Mail domain at which a new profile is made, as the server says; `None` while it is not reachable.
    pub domain: Option<String>,
}

/// The own profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileView {
    /// Display name.
    pub name: String,
    /// Mail address.
    pub address: String,
    /// Fingerprint, upper-case hex.
    pub fingerprint: String,
    /// Status text.
    pub status: String,
    /// Picture.
    pub avatar: Option<Vec<u8>>,
    /// Colour, 0xRRGGBB, as Delta Chat computes it (XEP-0392).
    pub color: u32,
}

/// A person on the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Local id.
    pub id: ContactId,
    /// Display name; the address where there is none.
    pub name: String,
    /// Address last seen.
    pub address: String,
    /// Fingerprint, upper-case hex; empty for a contact without a key.
    pub fingerprint: String,
    /// Verified by SecureJoin, or by somebody verified who introduced them.
    pub verified: bool,
    /// Picture.
    pub avatar: Option<Picture>,
    /// Status text.
    pub status: String,
    /// Colour, 0xRRGGBB.
    pub color: u32,
    /// When they were heard of last; 0 for never.
    pub last_seen: i64,
}

/// A person as the writer of a message, which does not change with everything that is heard of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Local id.
    pub id: ContactId,
    /// Display name.
    pub name: String,
    /// Picture.
    pub avatar: Option<Picture>,
    /// Colour, 0xRRGGBB.
    pub color: u32,
}

impl From<Contact> for Author {
    fn from(Contact { id, name, avatar, color, .. }: Contact) -> Self {
        Self { id, name, avatar, color }
    }
}

/// Kinds of chats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChatKind {
    /// With one contact.
    Single,
    /// A group.
    Group,
    /// A channel one reads.
    Channel,
    /// A channel one fills.
    OwnChannel,
    /// The chat with oneself.
    Saved,
    /// The chat in which the app itself talks to the person.
    Device,
}

/// A row of the chat list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatRow {
    /// The chat.
    pub id: ChatId,
    /// Its kind.
    pub kind: ChatKind,
    /// Its name.
    pub name: String,
    /// Its picture.
    pub avatar: Option<Picture>,
    /// Its colour, 0xRRGGBB.
    pub color: u32,
    /// The other side is verified, see [`Contact::verified`].
    pub verified: bool,
    /// When the other side was heard of last; 0 for never, and in chats with several.
    pub last_seen: i64,
    /// A contact request: not accepted yet.
    pub request: bool,
    /// One is not in this group or channel any more.
    pub left: bool,
    /// What is not sent yet, shown instead of the last message: its text, or else the first of its files.
    pub draft: Option<SummaryBody>,
    /// The last message.
    pub last: Option<Summary>,
    /// Messages not seen.
    pub unread: u32,
    /// Time of the last change that moves the chat up.
    pub time: i64,
    /// It stands at the top of the list.
    pub pinned: bool,
    /// It was moved out of the list.
    pub archived: bool,
    /// Silent until then; 0: not at all, `i64::MAX`: for ever.
    pub muted_until: i64,
}

/// A message in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What it says.
    pub body: SummaryBody,
    /// Sender, in chats with several.
    pub from: Option<String>,
    /// Delivery.
    pub state: DeliveryState,
    /// Time.
    pub time: i64,
}

/// See [`Summary`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SummaryBody {
    /// Text, cut after some 200 characters, on one line.
    Text(String),
    /// A file without text.
    File {
        /// What it is shown as.
        kind: FileKind,
        /// Its name.
        name: String,
    },
    /// A notice.
    Info(Info),
}

/// A page of the chat list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatListPage<Rows = Vec<ChatRow>> {
    /// The rows.
    pub rows: Rows,
    /// How many rows there are in all.
    pub total: u32,
    /// Messages not seen in all chats of the list.
    pub unread: u32,
    /// How many chats were moved out of the list.
    pub archived: u32,
}

/// Head and state of a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatView {
    /// As in the list.
    pub row: ChatRow,
    /// The contact of a single chat.
    pub contact: Option<Contact>,
    /// Whether the person can write, and if not, why.
    pub can_send: Result<(), Problem>,
    /// The unsent text.
    pub draft: String,
    /// The message the draft answers.
    pub draft_quote: Option<Quote>,
    /// The files of the draft, in the order in which they will be sent.
    pub draft_files: Vec<DraftFile>,
    /// Members of a group, or subscribers of an own channel, oneself included.
    pub members: u32,
    /// Messages disappear so many seconds after they were seen; 0: they stay.
    pub timer: u32,
    /// The newest pinned message.
    pub pinned: Option<Quote>,
    /// Oldest message not seen: the unread divider stands before it.
    pub first_unread: Option<MessageId>,
}

/// A file that is kept with the unsent text of a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFile {
    /// Where it stands among the others.
    pub place: u64,
    /// What it is.
    pub file: Attachment,
    /// The instance it is, if it is a mini app: it can be used before it is sent.
    pub instance: Option<MessageId>,
}

/// A page of messages, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagePage<Rows = Vec<MessageRow>> {
    /// The messages.
    pub rows: Rows,
    /// There are older ones.
    pub more: bool,
    /// There may be newer ones.
    pub newer: bool,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRow {
    /// Local id.
    pub id: MessageId,
    /// What it says.
    pub body: MessageBody,
    /// Delivery.
    pub state: DeliveryState,
    /// When it was sent, by the sender's clock (never in the future).
    pub time: i64,
    /// The text was edited by its sender.
    pub edited: bool,
    /// Reactions, the most frequent first.
    pub reactions: Vec<Reaction>,
    /// It came by way of somebody else.
    pub forwarded: bool,
    /// A copy of it is in the chat with oneself.
    pub saved: bool,
    /// It is pinned in its chat.
    pub pinned: bool,
    /// There is more to it than the text: its HTML can be asked for.
    pub html: bool,
    /// It disappears at this time, Unix milliseconds; 0: it stays.
    pub expires: i64,
}

/// A reaction and how many chose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// The emoji.
    pub emoji: String,
    /// How many.
    pub count: u32,
    /// Oneself is among them.
    pub own: bool,
}

/// Who reacted with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reactor {
    /// `None`: oneself.
    pub contact: Option<Contact>,
    /// The emoji.
    pub emoji: String,
}

/// A message and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Where.
    pub chat: ChatId,
    /// Name of the chat.
    pub chat_name: String,
    /// The message.
    pub row: MessageRow,
}

/// A page of messages with files, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gallery {
    /// The messages.
    pub rows: Vec<Found>,
    /// There are older ones.
    pub more: bool,
}

/// Everything that is known of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageInfo {
    /// `Message-ID`, without brackets.
    pub rfc_id: String,
    /// When it was sent, by its sender's clock.
    pub sent: i64,
    /// When it arrived here; 0 for own ones.
    pub received: i64,
    /// Who read it, and when.
    pub readers: Vec<(Contact, i64)>,
    /// Its headers as they came, decrypted.
    pub headers: String,
    /// The servers it passed, one a line.
    pub hops: String,
    /// Why it was not sent.
    pub error: Option<Problem>,
}

/// See [`MessageRow`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MessageBody {
    /// A notice, not written by anybody.
    Info(Info),
    /// Text, an attachment, or both.
    Content {
        /// Sender; `None` for own messages.
        from: Option<Author>,
        /// Text; may be empty beside an attachment.
        text: String,
        /// The message it answers.
        quote: Option<Quote>,
        /// What is attached.
        attachment: Option<Attachment>,
    },
}

/// Something attached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// File name, made safe for display and saving.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// It is on this device; otherwise it is still on its way.
    pub here: bool,
    /// How it stands with fetching it, where it waits on the server.
    pub download: Option<Download>,
    /// What it is shown as.
    pub kind: FileKind,
    /// Width and height of a picture or video.
    pub dimensions: Option<(u32, u32)>,
    /// Length of a sound or video, in milliseconds.
    pub duration: Option<u32>,
    /// What a mini app shows of itself.
    pub app: Option<AppSummary>,
}

/// A file that is larger than what is fetched without asking, see [`Settings::download_limit`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Download {
    /// Nobody asked for it.
    Offered,
    /// It is being fetched, or will be as soon as the server can be reached.
    Running,
    /// It did not work, and can be tried again.
    Failed(Problem),
}

/// A message inside another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The message, where it is known here.
    pub id: Option<MessageId>,
    /// The chat it is in, where that is another: a private answer.
    pub elsewhere: Option<ChatId>,
    /// Who wrote it: `None` for oneself or unknown.
    pub from: Option<String>,
    /// It is one's own.
    pub own: bool,
    /// Its text, cut.
    pub text: String,
}

/// How far a message got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeliveryState {
    /// Received, not seen.
    Fresh,
    /// Received and seen.
    Seen,
    /// A notice.
    Notice,
    /// Waits in the outbox.
    Pending,
    /// The server has it.
    Delivered,
    /// The other side has read it.
    Read,
    /// It will not be sent by itself any more; *retry* is possible.
    Failed(Problem),
}

/// Notices in a chat; the interface writes the text in the person's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Info {
    /// Messages of this chat are end-to-end encrypted.
    Encrypted,
    /// Waits for the other side to answer the handshake.
    JoinWaiting,
    /// The handshake is done; messages can be sent.
    JoinDone,
    /// A member was added to the group. `by`: who did it, `None` for oneself; `who`: `None` for oneself.
    MemberAdded {
        /// Who did it.
        by: Option<String>,
        /// Whom it concerns.
        who: Option<String>,
    },
    /// A member was removed.
    MemberRemoved {
        /// Who did it.
        by: Option<String>,
        /// Whom it concerns.
        who: Option<String>,
    },
    /// A member left (`None`: oneself).
    MemberLeft(Option<String>),
    /// Somebody is a member, as a message of another one showed.
    MemberIn(Option<String>),
    /// Somebody is no member any more, as a message of another one showed.
    MemberOut(Option<String>),
    /// The name changed.
    Renamed {
        /// Who did it, `None` for oneself.
        by: Option<String>,
        /// Before.
        old: String,
        /// Now.
        new: String,
    },
    /// The picture changed (`set`) or was removed.
    PictureChanged {
        /// Who did it, `None` for oneself.
        by: Option<String>,
        /// There is one now.
        set: bool,
    },
    /// The description changed.
    DescriptionChanged {
        /// Who did it, `None` for oneself.
        by: Option<String>,
    },
    /// The time after which messages disappear changed.
    TimerChanged {
        /// Who did it, `None` for oneself.
        by: Option<String>,
        /// Seconds; 0: they stay.
        seconds: u32,
    },
    /// A message was pinned.
    Pinned {
        /// Who did it, `None` for oneself.
        by: Option<String>,
        /// The message.
        message: MessageId,
    },
    /// What a mini app tells.
    App {
        /// The instance.
        instance: MessageId,
        /// Where in the app to go, relative.
        href: Option<String>,
        /// The text.
        text: String,
    },
    /// A text of another client that this version shows as it came.
    Text(String),
    /// What the app itself tells the person.
    Device(DeviceNews),
}

/// What the app tells the person, in a chat of its own on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceNews {
    /// The profile was made.
    Welcome,
    /// A release of this version runs for the first time.
    Updated {
        /// The version.
        version: String,
    },
    /// The clock of this device and the server's are more than a day apart.
    ClockWrong {
        /// By so many hours; positive where this device is ahead.
        hours: i64,
    },
    /// So much of the mailbox on the server is used.
    ServerFull {
        /// 0 to 100. A person is told from 80 and from 95 on.
        percent: u8,
    },
    /// So much of what the browser lets this site store is used.
    StorageFull {
        /// As above.
        percent: u8,
    },
}

/// An invite link, read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// What it leads to.
    pub kind: InviteKind,
    /// Name of the inviter; may be empty.
    pub name: String,
    /// Address of the inviter.
    pub address: String,
    /// Fingerprint of the inviter.
    pub fingerprint: String,
    /// What accepting it would mean.
    pub standing: InviteStanding,
}

/// See [`Invite`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InviteKind {
    /// A contact.
    Contact,
    /// A group of this name.
    Group(String),
    /// A channel of this name.
    Channel(String),
}

/// See [`Invite`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InviteStanding {
    /// Nobody known yet.
    New,
    /// A contact already verified, in this chat.
    Known(ChatId),
    /// The own invite.
    Own,
}

/// What a person can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Ask for and send read receipts.
    pub read_receipts: bool,
    /// Let mini apps talk in realtime.
    pub realtime: bool,
    /// Files whose mail has more bytes wait on the server until they are asked for; `None`: none do.
    pub download_limit: Option<u64>,
}
