//! Whole profiles over the memory twins: what a person would see, whatever goes wrong on the way.

pub(crate) mod apps;
mod cards;
mod changes;
mod channels;
mod commands;
mod death;
mod delivery;
mod device;
mod downloads;
mod faults;
mod forged;
mod forged_join;
mod groups;
mod hostile;
mod join;
mod keepsakes;
mod realtime;
mod receipts;
mod search;
mod shelf;
mod stickers;
mod stranger;
mod timers;
mod viewer;
mod watch;
mod world;

use viewer::Viewer;
use world::{DOMAIN, Device, NOW, World};
