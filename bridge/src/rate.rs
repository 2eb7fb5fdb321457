//! Token buckets, one per key.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::Mutex,
    time::{Duration, Instant},
};

/// Keys kept at most; beyond it the buckets that are full again, which say nothing, are forgotten.
const SWEEP_AT: usize = 4096;

/// Allows `burst` events at once and `per_minute` on the long run, for each key by itself.
#[derive(Debug)]
pub(crate) struct RateLimiter<K> {
    per_minute: f64,
    burst: f64,
    buckets: Mutex<HashMap<K, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    filled: Instant,
}

/// The bucket is empty; after this time it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exhausted(pub(crate) Duration);

impl<K: Hash + Eq> RateLimiter<K> {
    /// Both figures must be at least 1.
    #[must_use]
    pub(crate) fn new(per_minute: u32, burst: u32) -> Self {
        Self { per_minute: per_minute.into(), burst: burst.into(), buckets: Mutex::default() }
    }

    /// Counts one event.
    pub(crate) fn take(&self, key: K) -> Result<(), Exhausted> {
        self.take_at(key, Instant::now())
    }

    /// Whether an event would be allowed, without counting it.
    pub(crate) fn check(&self, key: &K) -> Result<(), Exhausted> {
        let buckets = self.lock();
        buckets.get(key).map_or(Ok(()), |bucket| self.ready(self.filled(*bucket, Instant::now())))
    }

    fn take_at(&self, key: K, now: Instant) -> Result<(), Exhausted> {
        let mut buckets = self.lock();
        if buckets.len() >= SWEEP_AT {
            buckets.retain(|_, bucket| self.filled(*bucket, now).tokens < self.burst);
        }
        let bucket = buckets.entry(key).or_insert(Bucket { tokens: self.burst, filled: now });
        *bucket = self.filled(*bucket, now);
        self.ready(*bucket)?;
        bucket.tokens -= 1.0;
        Ok(())
    }

    fn filled(&self, bucket: Bucket, now: Instant) -> Bucket {
        let minutes = now.saturating_duration_since(bucket.filled).as_secs_f64() / 60.0;
        Bucket { tokens: (bucket.tokens + minutes * self.per_minute).min(self.burst), filled: now }
    }

    fn ready(&self, bucket: Bucket) -> Result<(), Exhausted> {
        if bucket.tokens >= 1.0 {
            return Ok(());
        }
        Err(Exhausted(Duration::from_secs_f64((1.0 - bucket.tokens) / self.per_minute * 60.0)))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<K, Bucket>> {
        // Plain numbers are valid whatever a panicking holder did to them.
        self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_the_rate() {
        let limiter = RateLimiter::new(60, 3);
        let start = Instant::now();
        for _ in 0..3 {
            limiter.take_at("a", start).unwrap();
        }
        assert_eq!(limiter.take_at("a", start), Err(Exhausted(Duration::from_secs(1))));
        limiter.take_at("b", start).unwrap();
        limiter.take_at("a", start + Duration::from_secs(1)).unwrap();
        assert!(limiter.take_at("a", start + Duration::from_secs(1)).is_err());
    }

    #[test]
    fn forgets_what_says_nothing() {
        let limiter = RateLimiter::new(60, 1);
        let start = Instant::now();
        for key in 0..SWEEP_AT {
            limiter.take_at(key, start).unwrap();
        }
        limiter.take_at(SWEEP_AT, start + Duration::from_secs(60)).unwrap();
        assert_eq!(limiter.lock().len(), 1);
    }
}
