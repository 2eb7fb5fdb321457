//! Mini apps.

use super::unpack::unpack;
use crate::{Engine, ports::Platform};
use estuary_api::{AppCommand, Problem, Reply};

/// Most updates that cross to the page at once.
const PAGE: u32 = 10_000;

impl<P: Platform> Engine<P> {
    pub(super) async fn app(&self, command: AppCommand) -> Result<Reply, Problem> {
        match command {
            AppCommand::Instance(id) => self.instance(id).await.map(Reply::Instance),
            AppCommand::File { instance, path } => self.app_file(instance, &path).await.map(Reply::AppFile),
            AppCommand::Unpack { name, bytes } => unpack(name, bytes).map(Reply::Unpacked),
            AppCommand::SendUpdate { id, instance, update } => {
                self.send_update(id, instance, &update).await.map(|()| Reply::Done)
            }
            AppCommand::Labels => self.app_labels().await.map(Reply::AppLabels),
            AppCommand::Channel(instance) => self.channel(instance).await.map(Reply::Channel),
            AppCommand::Advertise { id, instance, node } => {
                self.advertise(id, instance, &node).await.map(|()| Reply::Done)
            }
            AppCommand::Updates { instance, after, limit } => {
                self.app_updates(instance, after, limit.min(PAGE)).await.map(Reply::AppUpdates)
            }
        }
    }
}
