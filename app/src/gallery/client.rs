//! Takes the place of the client of the workers: what a story knows is said at once, and nobody is asked.

use super::{answer, panes};
use crate::profiles::ProfileId;
use estuary_api::{Command, Event, Problem, Reply};

type Answer = Result<Reply, Problem>;

/// Nothing happens by itself in a story.
pub(crate) fn start(_: ProfileId, _: impl Fn(Event) + Clone + 'static) {}

/// Answers do not take long.
pub(crate) fn ask_ahead(_: Command) {}

/// What the story knows.
pub(crate) async fn call(command: Command) -> Answer {
    match command {
        Command::Watch(watch) => panes::watch(watch).await,
        command => answer(&command),
    }
}

/// All profiles know the same.
pub(crate) async fn ask(_: ProfileId, command: Command) -> Answer {
    call(command).await
}

/// Nothing is ever under way.
pub(crate) async fn settle() {}

/// Nobody is told of what happens in a story.
pub(crate) fn leads(_: ProfileId) -> bool {
    false
}

/// There is none to end.
pub(crate) fn end(_: ProfileId) {}
