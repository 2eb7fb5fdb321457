//! A tab as one end.

use crate::{End, Pace};
use estuary_tests::{
    page::{Page, id},
    pair::app,
};
use serde_json::Value;

impl End for Page {
    fn join(&self) {
        run(self, "join(); return true");
    }

    fn leave(&self) {
        run(self, "channel.leave(); return true");
    }

    fn meet(&self) -> f64 {
        run(self, "return await meet()").as_f64().unwrap()
    }

    fn join_and_meet(&self) -> f64 {
        run(self, "const begin = performance.now(); join(); await meet(); return performance.now() - begin")
            .as_f64()
            .unwrap()
    }

    fn ping(&self, size: usize, count: usize, pace: Pace) -> Vec<f64> {
        let (pause, more) = pace.pause();
        let script = format!("return await ping({size}, {count}, {pause}, {more})");
        serde_json::from_value(run(self, &script)).unwrap()
    }

    fn burst(&self, round: u8, size: usize, count: usize, ahead: usize) -> (f64, usize) {
        let script = format!("return await burst({round}, {size}, {count}, {ahead})");
        serde_json::from_value(run(self, &script)).unwrap()
    }
}

/// Starts the app in the open chat.
pub(crate) fn open(page: &Page) {
    page.browser.click(&id("app-start"));
    page.browser.until("the app runs", || {
        app(page, "return typeof burst === 'function' && document.readyState === 'complete'")
            .filter(|there| *there == true)
    });
}

fn run(page: &Page, script: &str) -> Value {
    app(page, script).unwrap_or_else(|| panic!("the app failed at {script}"))
}
