//! Keeps mails apart.

/// A token bucket.
#[derive(Debug)]
pub(crate) struct Limiter {
    /// Mails at once.
    burst: i64,
    /// Milliseconds for each mail.
    pace: i64,
    /// When the bucket will be full again, Unix milliseconds.
    full_at: i64,
}

impl Limiter {
    /// Stays below what a chatmail server lets an account send, 60 mails a minute: 8 at once and 50 a minute, so 58 in
    /// any minute.
    pub(crate) fn of_server() -> Self {
        Self { burst: 8, pace: 1_200, full_at: 0 }
    }

    /// Updates of mini apps, as the real core paces them: 3 mails at once and one a second.
    pub(crate) fn of_updates() -> Self {
        Self { burst: 3, pace: 1_000, full_at: 0 }
    }

    /// Takes a token, or says in how many milliseconds there will be one.
    pub(crate) fn take(&mut self, now: i64) -> Result<(), u64> {
        // A clock set back must not stop sending for longer than an empty bucket needs.
        let full_at = self.full_at.clamp(now, now.saturating_add(self.burst * self.pace));
        let next = full_at + self.pace;
        let wait = next - (now + self.burst * self.pace);
        if wait > 0 {
            return Err(wait.unsigned_abs());
        }
        self.full_at = next;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent_within_a_minute(limiter: &mut Limiter, start: i64) -> usize {
        (start..start + 60_000).step_by(10).filter(|now| limiter.take(*now).is_ok()).count()
    }

    #[test]
    fn never_sixty_in_a_minute() {
        let mut limiter = Limiter::of_server();
        assert_eq!(sent_within_a_minute(&mut limiter, 1_000_000), 57);
        assert!(sent_within_a_minute(&mut limiter, 1_060_000) <= 51);
    }

    #[test]
    fn three_updates_at_once_then_one_a_second() {
        let mut limiter = Limiter::of_updates();
        let sent: Vec<_> = (0..5_000).filter(|now| limiter.take(1_000_000 + now).is_ok()).collect();
        assert_eq!(sent, [0, 1, 2, 1_000, 2_000, 3_000, 4_000]);
    }

    #[test]
    fn says_how_long_to_wait() {
        let mut limiter = Limiter::of_server();
        while limiter.take(5_000).is_ok() {}
        let wait = limiter.take(5_000).unwrap_err();
        assert_eq!(limiter.take(5_000 + wait.cast_signed()), Ok(()));
    }

    #[test]
    fn a_clock_set_back_by_a_year_does_not_stop_it() {
        let mut limiter = Limiter::of_server();
        while limiter.take(40_000_000_000).is_ok() {}
        assert!(limiter.take(10_000_000_000).is_err_and(|wait| wait <= 1_200));
    }
}
