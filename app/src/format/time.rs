//! Times in the person's language and time zone, by the browser's `Intl`.

use crate::i18n::{self, Language};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::JsValue;

/// Unix time in milliseconds.
pub(crate) fn now() -> i64 {
    Date::now() as i64
}

/// Number of the local day.
pub(crate) fn day(time: i64) -> i64 {
    let date = Date::new(&JsValue::from_f64(time as f64));
    (time - (date.get_timezone_offset() * 60_000.0) as i64).div_euclid(86_400_000)
}

/// Hours and minutes.
pub(crate) fn clock(time: i64) -> String {
    format(time, &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// For a row of a list: the time today, the weekday within a week, otherwise the date.
pub(crate) fn short(time: i64) -> String {
    match day(now()) - day(time) {
        ..=0 => clock(time),
        1..=6 => format(time, &[("weekday", "short")]),
        _ => format(time, &[("day", "numeric"), ("month", "numeric"), ("year", "2-digit")]),
    }
}

/// A length of milliseconds as minutes and seconds.
pub(crate) fn length(milliseconds: u32) -> String {
    let seconds = milliseconds / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Day and time in full.
pub(crate) fn moment(time: i64) -> String {
    format(time, &[("dateStyle", "medium"), ("timeStyle", "medium")])
}

/// A day in full.
pub(crate) fn stamp(time: i64) -> String {
    format(time, &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

/// A month in full.
pub(crate) fn month(time: i64) -> String {
    format(time, &[("month", "long"), ("year", "numeric")])
}

/// What a time is shown as: names and values of `Intl`.
type Options = &'static [(&'static str, &'static str)];

thread_local! {
    /// Made once: a browser takes longer to make one than to draw a row.
    static FORMATTERS: RefCell<HashMap<(Language, Options), Function>> = RefCell::default();
}

fn format(time: i64, options: Options) -> String {
    let key = (i18n::language(), options);
    let known = FORMATTERS.with_borrow(|all| all.get(&key).cloned());
    let formatter = known.unwrap_or_else(|| {
        let made = formatter(key.0, options);
        FORMATTERS.with_borrow_mut(|all| all.insert(key, made.clone()));
        made
    });
    let date = Date::new(&JsValue::from_f64(time as f64));
    formatter.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn formatter(language: Language, options: Options) -> Function {
    let object = Object::new();
    for (name, value) in options {
        Reflect::set(&object, &(*name).into(), &(*value).into()).ok();
    }
    let locales = Array::of1(&language.code().into());
    Intl::DateTimeFormat::new(&locales, &object).format()
}
