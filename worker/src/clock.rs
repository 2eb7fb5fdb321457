//! Time as the browser tells it.

use estuary_core::ports::Clock;
use gloo_timers::future::TimeoutFuture;

/// The longest `setTimeout` there is; what is longer would fire at once.
const LONGEST: u64 = i32::MAX as u64;

/// The clock of this device.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> i64 {
        // Whole milliseconds in a double, far from where those get coarse.
        js_sys::Date::now() as i64
    }

    async fn sleep(&self, millis: u64) {
        let mut left = millis;
        while left > 0 {
            let step = left.min(LONGEST);
            TimeoutFuture::new(step as u32).await;
            left -= step;
        }
    }
}
