//! Arguments and answers of the standard methods (RFC 8620 section 5).

mod changes;
mod get;
mod query;
mod set;

pub use changes::{ChangesRequest, ChangesResponse};
pub use get::{GetRequest, GetResponse};
pub use query::{Comparator, QueryRequest, QueryResponse};
pub use set::{SetRequest, SetResponse};
