//! Files before they are sent and after they came: what they are, how they are made ready, where their bytes are.

mod arrived;
pub(crate) mod export;
pub(crate) mod faces;
mod kind;
mod left;
mod object_url;
pub(crate) mod picture;
mod prepare;
mod probe;
mod recorder;
mod square;
mod waveform;

pub(crate) use arrived::{Holder, bytes, card, url};
pub(crate) use kind::{kind_of, shows_inline};
pub(crate) use left::{leave, left};
pub(crate) use object_url::ObjectUrl;
pub(crate) use picture::Uncut;
pub(crate) use prepare::prepare;
pub(crate) use recorder::Recorder;
pub(crate) use square::{MOST as MOST_ZOOM, Square};
pub(crate) use waveform::waveform;
