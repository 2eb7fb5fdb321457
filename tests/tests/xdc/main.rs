//! The host of mini apps, in a real Chromium: lines of the webxdc host's checklist, each test named after its line.

mod app;
mod isolation;
mod samples;
mod serving;
mod updates;
