//! Files of messages: what they are, by the rules of the real core (wire protocol §2.8).

mod catalogue;
mod enclosure;
mod kind;
mod received;

pub(crate) use catalogue::catalogue;
pub(crate) use enclosure::Enclosure;
pub(crate) use kind::{kind_of_type, kind_of_viewtype, type_of_name, viewtype};
pub(crate) use received::received;
