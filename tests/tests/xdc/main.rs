//! The host of mini apps, in a real Chromium: lines of the webxdc host's checklist, each test named after its line.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests report by panicking")]

mod app;
mod isolation;
mod serving;
mod updates;
