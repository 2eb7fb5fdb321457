//! Stays below what a chatmail server lets an account send: 60 mails a minute.

const BURST: i64 = 8;
const MILLIS_PER_MAIL: i64 = 1_200;

/// A token bucket: 8 mails at once and 50 a minute, so 58 in any minute.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    /// When the bucket will be full again, Unix milliseconds.
    full_at: i64,
}

impl Limiter {
    /// Takes a token, or says in how many milliseconds there will be one.
    pub(crate) fn take(&mut self, now: i64) -> Result<(), u64> {
        // A clock set back must not stop sending for longer than an empty bucket needs.
        let full_at = self.full_at.clamp(now, now.saturating_add(BURST * MILLIS_PER_MAIL));
        let next = full_at + MILLIS_PER_MAIL;
        let wait = next - (now + BURST * MILLIS_PER_MAIL);
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
        let mut limiter = Limiter::default();
        assert_eq!(sent_within_a_minute(&mut limiter, 1_000_000), 57);
        assert!(sent_within_a_minute(&mut limiter, 1_060_000) <= 51);
    }

    #[test]
    fn says_how_long_to_wait() {
        let mut limiter = Limiter::default();
        while limiter.take(5_000).is_ok() {}
        let wait = limiter.take(5_000).unwrap_err();
        assert_eq!(limiter.take(5_000 + wait.cast_signed()), Ok(()));
    }

    #[test]
    fn a_clock_set_back_by_a_year_does_not_stop_it() {
        let mut limiter = Limiter::default();
        while limiter.take(40_000_000_000).is_ok() {}
        assert!(limiter.take(10_000_000_000).is_err_and(|wait| wait <= MILLIS_PER_MAIL.unsigned_abs()));
    }
}
