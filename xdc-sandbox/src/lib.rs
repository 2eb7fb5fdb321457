//! What is served on the origins of mini apps: a few fixed files that hold nothing of any app, and the policy that
//! every answer there carries. The app itself never passes through a server: the service worker among these files gets
//! it from the messenger's page.
#![forbid(unsafe_code)]

mod files;
mod opaque;
mod policy;

pub use files::{File, Site};
pub use opaque::Opaque;
pub use policy::Policy;
