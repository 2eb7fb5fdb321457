//! The records of mail (RFC 8621) and quota (RFC 9425).

mod email;
mod identity;
mod import;
mod mailbox;
mod quota;
mod submission;
mod thread;
mod upload;

pub use email::{Address, Email, EmailFilter};
pub use identity::Identity;
pub use import::{EmailImport, ImportRequest};
pub use mailbox::{Mailbox, MailboxRights};
pub use quota::Quota;
pub use submission::{Envelope, EnvelopeAddress, Submission, SubmissionSetRequest};
pub use thread::Thread;
pub use upload::Upload;
