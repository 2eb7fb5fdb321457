//! Components: one file each, named after what it shows; a folder holds the parts of the component beside it.

mod accent;
mod app;
mod app_icon;
mod app_pane;
mod avatar;
mod banner;
mod chat_list;
mod composer;
mod conversation;
mod crop;
mod developer;
mod dialogs;
mod emoji;
mod focus;
mod found;
mod hold;
mod icon;
mod menu;
mod message;
mod modal;
mod near;
mod news;
mod notify;
mod people;
mod person;
mod problem;
mod profiles;
mod rows;
mod scan;
mod seen;
mod settings;
mod shortcut;
pub(crate) mod snapshot;
mod splitter;
mod theme;
mod title;
mod update;
mod viewer;
mod welcome;

pub use app::App;
#[cfg(feature = "gallery")]
pub(crate) use app::Frame;
pub(crate) use chat_list::first_of_list;
pub(crate) use menu::OpenMenu;
pub(crate) use notify::{listen as listen_to_notifications, notify, take_away_read};
