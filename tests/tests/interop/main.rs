//! Estuary and the real Delta Chat core on one bridge. A test named `c05_…` shows line 5 of the conformance
//! checklist; `cargo xtask conformance` reads their results.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests report by panicking"
)]

mod app_people;
mod app_updates;
mod apps;
mod bounces;
mod cards;
mod certificate;
mod changes;
mod channels;
mod content;
mod delivery;
mod directions;
mod groups;
mod headers;
mod histories;
mod hostile;
mod identity;
mod introductions;
mod inviter;
mod invites;
mod joiner;
mod mail_server;
mod media;
mod own;
mod pictures;
mod pins;
mod reactions;
mod realtime;
mod receipts;
mod sealing;
mod shapes;
mod timers;
mod together;
mod unknown;
mod world;
