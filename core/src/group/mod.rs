//! What a group is, as its members agree on it (wire protocol §4.2, §4.4).
//!
//! There is no server that knows. Each message tells the whole state with times, and each member keeps, of everything it
//! was told, what is newest; ties are broken alike everywhere. So members who heard the same mails think the same,
//! whatever order they came in. Pure functions: what a mail says is a [`Report`], what is known a [`State`].

mod report;
mod roster;
mod state;
#[cfg(test)]
mod tests;

pub(crate) use report::Report;
pub(crate) use roster::Roster;
pub(crate) use state::{State, name};

/// How long a removed member is remembered, and how long a list of members is trusted without news, in seconds.
pub(crate) const HORIZON: i64 = 60 * 86_400;
/// Longest description that is kept, in characters.
pub(crate) const DESCRIPTION: usize = 5_000;
/// How far the clocks of others may be ahead, in seconds.
const TOLERANCE: i64 = 60;
