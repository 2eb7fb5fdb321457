//! How the types cross a `MessagePort`.

use crate::{Command, Event, Problem, ProblemKind, Reply};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Changes whenever a type of this crate changes: tabs of different builds must not misread each other.
pub const PROTOCOL: u32 = 7;

/// From the page to its worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Chosen by the page, unique in its lifetime.
    pub id: u32,
    /// What is asked for.
    pub command: Command,
}

/// From the worker to its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Response {
    /// The worker listens. The page waits for this before its first request: what it sends while the worker is still
    /// loading is lost.
    Ready,
    /// Answer to a [`Request`].
    Reply {
        /// Of the request.
        id: u32,
        /// What came out.
        result: Result<Reply, Problem>,
    },
    /// Something happened.
    Event(Event),
    /// The worker of this page leads from now on: of all pages it is this one that tells the system.
    Leads,
}

/// Encodes for `postMessage`.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, Problem> {
    postcard::to_stdvec(value).map_err(|e| Problem::new(ProblemKind::Internal, e))
}

/// Decodes what [`encode`] wrote.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    postcard::from_bytes(bytes).map_err(|e| Problem::new(ProblemKind::OtherVersion, e))
}
