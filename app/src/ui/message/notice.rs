//! Notices in a chat, in the person's language.

use crate::{
    format,
    i18n::{t, t_with},
};
use estuary_api::{DeviceNews, Info};
use fluent_bundle::FluentValue;

/// The text of a notice.
pub(in crate::ui) fn info_text(info: &Info) -> String {
    match info {
        Info::Encrypted => t("encrypted-notice"),
        Info::JoinWaiting => t("join-waiting"),
        Info::JoinDone => t("join-done"),
        Info::MemberAdded { by, who } => change("notice-member-added", by, &[("who", who)]),
        Info::MemberRemoved { by, who } => change("notice-member-removed", by, &[("who", who)]),
        Info::MemberLeft(who) => change("notice-member-left", who, &[]),
        Info::MemberIn(who) => change("notice-member-in", who, &[]),
        Info::MemberOut(who) => change("notice-member-out", who, &[]),
        Info::Renamed { by, old, new } => {
            let (old, new) = (Some(old.clone()), Some(new.clone()));
            change("notice-renamed", by, &[("old", &old), ("new", &new)])
        }
        Info::PictureChanged { by, set: true } => change("notice-picture-set", by, &[]),
        Info::PictureChanged { by, set: false } => change("notice-picture-removed", by, &[]),
        Info::DescriptionChanged { by } => change("notice-description", by, &[]),
        Info::TimerChanged { by, seconds: 0 } => change("notice-timer-off", by, &[]),
        Info::TimerChanged { by, seconds } => {
            let length = Some(format::span(*seconds));
            change("notice-timer", by, &[("length", &length)])
        }
        Info::Pinned { by, .. } => change("notice-pinned", by, &[]),
        Info::Device(news) => device_text(news),
        Info::App { text, .. } | Info::Text(text) => text.clone(),
    }
}

/// What the app itself says.
fn device_text(news: &DeviceNews) -> String {
    let percent = |key, percent: u8| t_with(key, [("percent", u32::from(percent).into())]);
    match news {
        DeviceNews::Welcome => t("device-welcome"),
        DeviceNews::Updated { version } => t_with("device-updated", [("version", version.as_str().into())]),
        DeviceNews::ClockWrong { .. } => t("device-clock-wrong"),
        DeviceNews::ServerFull { percent: used } => percent("device-server-full", *used),
        DeviceNews::StorageFull { percent: used } => percent("device-storage-full", *used),
    }
}

/// A text about what somebody did; `own` tells it whether *you* did it or it was done to *you*.
fn change(key: &str, by: &Option<String>, values: &[(&'static str, &Option<String>)]) -> String {
    let concerned = values.iter().any(|(name, value)| *name == "who" && value.is_none());
    let own = match (by, concerned) {
        (None, _) => "by",
        (Some(_), true) => "who",
        (Some(_), false) => "none",
    };
    let name = |value: &Option<String>| FluentValue::from(value.clone().unwrap_or_default());
    let values = values.iter().map(|(key, value)| (*key, name(value)));
    t_with(key, values.chain([("own", FluentValue::from(own)), ("by", name(by))]))
}
