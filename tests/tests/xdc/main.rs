//! The host of mini apps, in a real Chromium: lines of the webxdc host's checklist, each test named after its line.

mod app;
mod chat;
mod container;
mod containment;
mod fallback;
mod isolation;
mod lifecycle;
mod navigation;
mod samples;
mod serving;
mod updates;
mod values;
