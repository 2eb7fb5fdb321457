//! The host of mini apps, in a real Chromium: lines of the webxdc host's checklist, each test named after its line.

mod app;
mod calls;
mod chat;
mod container;
mod containment;
mod drafts;
mod fallback;
mod files;
mod isolation;
mod lifecycle;
mod navigation;
mod overtaken;
mod profiles;
mod realtime;
mod rooms;
mod samples;
mod serving;
mod updates;
mod values;
