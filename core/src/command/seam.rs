use crate::{Engine, ports::Platform};
use estuary_api::*;

pub(super) fn later() -> Problem {
    Problem::new(ProblemKind::Internal, "not part of this version")
}

impl<P: Platform> Engine<P> {
    pub(super) async fn media(&self, _: MediaCommand) -> Result<Reply, Problem> {
        Err(later())
    }
    pub(super) async fn app(&self, command: AppCommand) -> Result<Reply, Problem> {
        match command {
            AppCommand::Unpack { name, bytes } => super::unpack::unpack(name, bytes).map(Reply::Unpacked),
            _ => Err(later()),
        }
    }
}
