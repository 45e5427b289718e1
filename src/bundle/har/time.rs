//! Moments of a visit as dates. Evidence tells when the visit began and how many milliseconds later things happened.

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, UtcOffset};

/// The beginning of a visit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock(OffsetDateTime);

impl Clock {
    /// One that began at an RFC 3339 date; at that of 1970 if it cannot be read, so that at least the order holds.
    pub(super) fn of(started: &str) -> Self {
        let began = OffsetDateTime::parse(started, &Rfc3339).ok();
        // The last hours of the year 9999 lie beyond it in UTC.
        let began = began.and_then(|began| began.checked_to_offset(UtcOffset::UTC));
        Self(began.unwrap_or(OffsetDateTime::UNIX_EPOCH))
    }

    /// The date so many milliseconds later, RFC 3339 in UTC with milliseconds.
    pub(super) fn at(&self, at_ms: f64) -> String {
        let moment = self.moment(at_ms);
        let (year, month, day) = moment.to_calendar_date();
        let (hour, minute, second, milli) = moment.to_hms_milli();
        let month = u8::from(month);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }

    /// Seconds since 1970 so many milliseconds later.
    #[expect(clippy::cast_precision_loss, reason = "microseconds of our time fit")]
    pub(super) fn seconds_at(&self, at_ms: f64) -> f64 {
        let micros = self.moment(at_ms).unix_timestamp_nanos() / 1000;
        micros as f64 / 1_000_000.0
    }

    fn moment(&self, at_ms: f64) -> OffsetDateTime {
        let later = Duration::checked_seconds_f64(at_ms / 1000.0).unwrap_or(Duration::ZERO);
        self.0.checked_add(later).unwrap_or(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_are_added_in_utc() {
        let clock = Clock::of("2026-11-26T23:59:59.900+01:00");
        assert_eq!(clock.at(0.0), "2026-11-26T22:59:59.900Z");
        assert_eq!(clock.at(150.4), "2026-11-26T23:00:00.050Z");
        assert!((Clock::of("2026-01-01T00:00:00Z").seconds_at(1500.0) - 1_767_225_601.5).abs() < 1e-6);
    }

    #[test]
    fn what_is_no_date_and_no_number_still_gives_a_date() {
        assert_eq!(Clock::of("yesterday").at(1.0), "1970-01-01T00:00:00.001Z");
        assert_eq!(Clock::of("yesterday").at(f64::NAN), "1970-01-01T00:00:00.000Z");
        assert_eq!(Clock::of("yesterday").at(1e300), "1970-01-01T00:00:00.000Z");
        assert_eq!(Clock::of("9999-12-31T23:59:59-01:00").at(1.0), "1970-01-01T00:00:00.001Z");
        assert_eq!(Clock::of("9999-12-31T23:59:59Z").at(1000.0), "9999-12-31T23:59:59.000Z");
        let _ = Clock::of("0000-01-01T00:00:00+23:59").at(-1e12);
    }
}
