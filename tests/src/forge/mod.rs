//! Mail no honest client sends: every header, signature and packet can be set at will.

mod letter;
mod person;

pub use letter::{Container, Intended, Letter};
pub use person::Person;
