//! Messages that disappear.

use crate::{
    Engine,
    model::{Chat, ChatKind, Timer},
    ports::{Clock, Platform},
    send::Notice,
    view,
};
use estuary_api::{ChatId, Problem, ProblemKind};

impl<P: Platform> Engine<P> {
    /// Messages of the chat disappear so many seconds after they were seen; 0: they stay. All members are told.
    pub(super) async fn set_timer(&self, id: ChatId, seconds: u32) -> Result<(), Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let mut chat: Chat = work.load(&id).await?.ok_or_else(|| view::not_found("chat"))?;
        if chat.kind == ChatKind::Device {
            return Err(Problem::new(ProblemKind::ReadOnlyChat, "nobody else is there"));
        }
        if Timer::of(&work, id).await?.seconds == seconds {
            return Ok(());
        }
        // Before the mail is written: it says what the timer is.
        work.save(&id, &Timer { seconds, changed: self.platform.clock().now() })?;
        self.send_notice(&mut work, &identity, (id, &mut chat), &Notice::Timer(seconds)).await?;
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(())
    }
}
