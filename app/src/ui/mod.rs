//! Components: one file each, named after what it shows; a folder holds the parts of the component beside it.

mod app;
mod app_pane;
mod avatar;
mod banner;
mod chat_list;
mod composer;
mod conversation;
mod developer;
mod dialogs;
mod icon;
mod menu;
mod message;
mod modal;
mod picture;
mod problem;
mod scan;
mod settings;
mod theme;
mod title;
mod update;
mod welcome;

pub use app::App;
