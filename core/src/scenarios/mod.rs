//! Whole profiles over the memory twins: what a person would see, whatever goes wrong on the way.

mod commands;
mod death;
mod delivery;
mod faults;
mod join;
mod receipts;
mod world;

use world::{DOMAIN, Device, NOW, World};
