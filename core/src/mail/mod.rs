//! Mail as Delta Chat writes it: MIME (RFC 2045 ff.), header protection (RFC 9788), `Chat-*` headers.
//!
//! The receiving river is [`Incoming`] → [`Content`] → [`Message`], the sending one [`Outgoing`] → [`Composed`] → bytes
//! for the relay. Pure functions: time (Unix time in milliseconds) and randomness are given by the caller.

mod attachment;
mod autocrypt;
mod body;
mod bounds;
mod content;
mod error;
mod handshake;
mod headers;
mod incoming;
mod mailbox;
mod merge;
mod message;
mod message_id;
mod outgoing;
mod report;
mod text;

pub use attachment::{Attachment, clean_file_name};
pub use autocrypt::Autocrypt;
pub(crate) use autocrypt::decode_base64;
pub use content::Content;
pub use error::MailError;
pub use handshake::Step;
pub use headers::Headers;
pub use incoming::Incoming;
pub use mailbox::{Mailbox, clean_name, turns};
pub use message::{Message, Protection};
pub use message_id::new_message_id;
pub use outgoing::{
    Body, Composed, File, HeaderValue, Outgoing, POST_MESSAGE, TextLayout, UPDATES,
    handshake as compose_handshake,
};
pub use report::{Bounce, Report};
pub use text::Text;
