//! Apps without a chat: peers that hear each other at once, for whoever writes an app.

use super::Traffic;
use crate::browser;
use estuary_api::{AppSummary, AppUpdate, AppUpdates, ChatId, Instance, MessageId};
use leptos::prelude::{ArcRwSignal, GetUntracked, Set, Update, With, WithUntracked};
use std::{collections::BTreeMap, sync::Arc};

/// What a real core tells apps.
const UPDATE_INTERVAL: u32 = 1000;
const UPDATE_MAX_SIZE: u32 = 18_874_368;

/// An app as it was opened from this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Archive {
    /// Name and icon.
    pub(crate) summary: AppSummary,
    /// Where its source is.
    pub(crate) source_code_url: Option<String>,
    /// It wants a newer API than there is.
    pub(crate) needs_newer: bool,
    /// All files.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// An update on its way to all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    /// Number of the peer that sent it.
    pub(crate) peer: usize,
    /// The update.
    pub(crate) json: String,
}

/// Peers with the same app.
#[derive(Clone)]
pub(crate) struct Room {
    archive: ArcRwSignal<Arc<Archive>>,
    /// How often its files changed.
    pub(crate) changes: ArcRwSignal<u32>,
    seed: [u8; 16],
    /// All updates, in the order in which all peers hear them.
    pub(crate) log: ArcRwSignal<Vec<Sent>>,
    /// What was said in their realtime channel.
    pub(crate) traffic: ArcRwSignal<Traffic>,
}

/// One of them.
#[derive(Clone)]
pub(crate) struct Peer {
    room: Room,
    number: usize,
}

/// What a peer calls itself.
pub(crate) fn peer_name(number: usize) -> String {
    format!("Peer {}", number + 1)
}

impl Room {
    /// An empty one.
    pub(crate) fn new(archive: Archive) -> Self {
        Self {
            archive: ArcRwSignal::new(Arc::new(archive)),
            changes: ArcRwSignal::default(),
            seed: browser::random(),
            log: ArcRwSignal::default(),
            traffic: ArcRwSignal::default(),
        }
    }

    /// The same app with nothing in it, on origins nobody has been on.
    pub(crate) fn anew(&self) -> Self {
        Self { archive: self.archive.clone(), changes: self.changes.clone(), ..Self::new(Archive::default()) }
    }

    /// The app was changed. Its peers keep what they have.
    pub(crate) fn replace(&self, archive: Archive) {
        self.archive.set(Arc::new(archive));
        self.changes.update(|count| *count = count.wrapping_add(1));
    }

    /// Whether both have the files of one app, as they are now and as they become.
    pub(crate) fn has_files_of(&self, other: &Self) -> bool {
        self.archive == other.archive
    }

    /// One of its peers; the first is the one who brought the app.
    pub(crate) fn peer(&self, number: usize) -> Peer {
        Peer { room: self.clone(), number }
    }

    /// How many updates there are; followed by who asks inside a reactive context.
    pub(crate) fn count(&self) -> usize {
        self.log.with(Vec::len)
    }
}

impl Peer {
    /// Its room.
    pub(crate) fn room(&self) -> &Room {
        &self.room
    }

    /// Its number in the room, from 0.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Whether both hear the same updates.
    pub(super) fn shares_room(&self, other: &Self) -> bool {
        self.room.seed == other.room.seed
    }

    /// What it calls itself.
    pub(crate) fn name(&self) -> String {
        peer_name(self.number)
    }

    /// Its instance.
    pub(crate) fn instance(&self) -> Instance {
        let archive = self.room.archive.get_untracked();
        Instance {
            id: MessageId(0),
            chat: ChatId(0),
            chat_name: self.name(),
            summary: archive.summary.clone(),
            source_code_url: archive.source_code_url.clone(),
            self_addr: self.hex(),
            self_name: self.name(),
            is_app_sender: self.number == 0,
            is_broadcast: false,
            update_interval: UPDATE_INTERVAL,
            update_max_size: UPDATE_MAX_SIZE,
            needs_newer: archive.needs_newer,
            label: self.label(),
            can_send: true,
            realtime: true,
        }
    }

    pub(super) fn file(&self, path: &str) -> Option<Vec<u8>> {
        self.room.archive.with_untracked(|archive| archive.files.get(path).cloned())
    }

    pub(super) fn send(&self, json: String) {
        self.room.log.update(|log| log.push(Sent { peer: self.number, json }));
    }

    /// Serials leave gaps, as in a real chat, where other apps count along.
    pub(super) fn updates(&self, after: u32, limit: u32) -> AppUpdates {
        self.room.log.with_untracked(|log| {
            let serials = (1u32..).map(|place| place.saturating_mul(2));
            let newer = serials.zip(log).filter(|(serial, _)| *serial > after);
            let updates = newer.take(usize::try_from(limit).unwrap_or(usize::MAX));
            let updates = updates.map(|(serial, sent)| AppUpdate { serial, json: sent.json.clone() });
            let max_serial = u32::try_from(log.len()).unwrap_or(u32::MAX).saturating_mul(2);
            AppUpdates { updates: updates.collect(), max_serial }
        })
    }

    /// The room's random bytes with the peer's number, in 64 digits.
    fn hex(&self) -> String {
        let seed: String = self.room.seed.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{seed}{:032x}", self.number)
    }

    /// An origin of its own, new with every room: nothing of an app before is there.
    fn label(&self) -> String {
        const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let number = u8::try_from(self.number).unwrap_or_default();
        let halves = self.room.seed.iter().flat_map(|byte| [byte >> 4, (byte & 15) | 16]);
        let digits = halves.map(|half| half.wrapping_add(number) & 31);
        digits.filter_map(|digit| LETTERS.get(usize::from(digit))).map(|byte| char::from(*byte)).collect()
    }
}
