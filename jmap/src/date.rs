//! Points in time (RFC 8620 section 1.4).

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// `UTCDate`; in memory Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UtcDate(pub i64);

impl UtcDate {
    /// Reads an RFC 3339 date-time of any offset.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(|date| Self(date.timestamp_millis()))
    }
}

impl std::fmt::Display for UtcDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The fraction is left out where it is zero, as the RFC demands.
        let precision = if self.0 % 1000 == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
        let date = DateTime::<Utc>::from_timestamp_millis(self.0).unwrap_or_default();
        f.write_str(&date.to_rfc3339_opts(precision, true))
    }
}

impl Serialize for UtcDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UtcDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not a UTCDate"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_leaves_out_a_zero_fraction() {
        for (millis, text) in [(0, "1970-01-01T00:00:00Z"), (1_900_000_000_120, "2030-03-17T17:46:40.120Z")] {
            assert_eq!(UtcDate(millis).to_string(), text);
            assert_eq!(UtcDate::parse(text), Some(UtcDate(millis)));
        }
        assert_eq!(UtcDate::parse("yesterday"), None);
    }
}
