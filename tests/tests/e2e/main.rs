//! What a person does with Estuary, in a real Chromium, with an unmodified Delta Chat on the other side.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests report by panicking"
)]

mod accent;
mod app_rooms;
mod apps;
mod bot;
mod cards;
mod codes;
mod conversation;
mod downloads;
mod everyday;
mod failures;
mod first_load;
mod gallery;
mod groups;
mod https;
mod keepsakes;
mod keyboard;
mod long_lists;
mod mail_links;
mod notifications;
mod played;
mod profiles;
mod realtime;
mod realtime_members;
mod realtime_privacy;
mod realtime_recovery;
mod realtime_relays;
mod snapshot;
mod tabs;
mod titlebar;
mod told;
mod voice;
mod world;
