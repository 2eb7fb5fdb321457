//! The chat in which the app itself talks to the person. It exists on this device alone; nothing of it is ever sent.

use crate::{
    Engine,
    model::{Chat, ChatKind, DeviceNews, Info, Message, Profile, Shelf, State},
    ports::{Clock, Platform},
    view,
};
use estuary_api::{Event, Problem};

/// Stands for it where groups have their ID.
const DEVICE: &str = "d/";
/// Of a day, in milliseconds.
const DAY: i64 = 86_400_000;
/// What runs.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl<P: Platform> Engine<P> {
    /// Tells something, once.
    pub(crate) async fn tell_person(&self, news: DeviceNews) -> Result<(), Problem> {
        let now = self.platform.clock().now();
        let mut work = self.db.begin(self.platform.store()).await;
        if Profile::find(&work).await?.is_none() {
            return Ok(());
        }
        if !news.note(&mut work, now / DAY).await? {
            return self.commit(work).await;
        }
        let (id, mut chat) = match Chat::by_group(&work, DEVICE).await? {
            Some(known) => known,
            None => {
                let chat = Chat { kind: ChatKind::Device, time: now, listed: true, ..Chat::default() };
                Chat::create_group(&mut work, DEVICE, chat).await?
            }
        };
        // Who was just welcomed need not be called to read it.
        let calls = news != DeviceNews::Welcome;
        let state = if calls { State::Fresh } else { State::Seen };
        let message = Message { state, ..Message::notice(id, Info::Device(news), now) };
        let message_id = message.insert(&mut work, &mut chat).await?;
        let shelf = Shelf::of(&work, id).await?;
        if calls && !shelf.is_muted(now) {
            if shelf.archived {
                Shelf { archived: false, ..shelf }.keep(&mut work, id, &chat).await?;
            }
            let event = view::incoming(&work, id, &chat, message_id).await?;
            event.into_iter().for_each(|event| work.tell(event));
        }
        work.tell(Event::ChatChanged(id));
        self.commit(work).await
    }

    /// Tells that another version runs than before.
    pub(crate) async fn tell_of_update(&self) -> Result<(), Problem> {
        self.tell_person(current()).await
    }
}

/// The version that runs; to a profile that begins with it that is no news.
pub(crate) fn current() -> DeviceNews {
    DeviceNews::Updated { version: VERSION.to_owned() }
}
