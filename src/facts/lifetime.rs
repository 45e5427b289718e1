//! How long a cookie was asked to live, and times of the run.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::cookie_date;
use super::set_cookie::SetCookie;

const DAY_SECONDS: f64 = 86_400.0;

/// The requested lifetime in days: `Max-Age` before `Expires`, `Expires` counted from `now` (seconds since 1970).
/// `None` for a session cookie.
pub fn requested_days(line: &SetCookie, now: i64) -> Option<f64> {
    let seconds = match (line.max_age, line.expires) {
        (Some(age), _) => age as f64,
        (None, Some(at)) => (at.saturating_sub(now)) as f64,
        (None, None) => return None,
    };
    Some(seconds / DAY_SECONDS)
}

/// The time against which an answer's dates are read: its `Date` header, else the start of the run.
pub fn moment_of(date_header: Option<&str>, run_started: i64) -> i64 {
    date_header.and_then(cookie_date::seconds).unwrap_or(run_started)
}

/// RFC 3339 to seconds since 1970; `None` if it cannot be read.
pub fn seconds_of(rfc3339: &str) -> Option<i64> {
    OffsetDateTime::parse(rfc3339, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp)
}

/// The day of a time in UTC, `YYYY-MM-DD`; `None` if it cannot be read.
pub fn day_of(rfc3339: &str) -> Option<String> {
    let time = OffsetDateTime::parse(rfc3339, &Rfc3339).ok()?.to_offset(time::UtcOffset::UTC);
    Some(format!("{:04}-{:02}-{:02}", time.year(), u8::from(time.month()), time.day()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::set_cookie::parse;

    const NOW: i64 = 1_795_514_400; // 2026-11-24T10:00:00Z

    fn days(line: &str) -> Option<f64> {
        requested_days(&parse(line).unwrap(), NOW)
    }

    #[test]
    fn max_age_wins_over_expires() {
        assert_eq!(days("a=b; Expires=Wed, 24 Nov 2027 10:00:00 GMT; Max-Age=172800"), Some(2.0));
    }

    #[test]
    fn expires_counts_from_the_answer() {
        assert_eq!(days("a=b; Expires=Wed, 24 Nov 2027 10:00:00 GMT"), Some(365.0));
    }

    #[test]
    fn a_lifetime_beyond_what_browsers_keep_is_told_as_requested() {
        assert_eq!(days("a=b; Max-Age=630720000"), Some(7300.0));
    }

    #[test]
    fn session_cookies_have_none() {
        assert_eq!(days("a=b; Expires=soon"), None);
        assert_eq!(days("a=b"), None);
    }

    #[test]
    fn a_date_header_counts_before_the_start_of_the_run() {
        assert_eq!(moment_of(Some("Tue, 24 Nov 2026 11:00:00 GMT"), NOW), NOW + 3600);
        assert_eq!(moment_of(Some("now"), NOW), NOW);
        assert_eq!(moment_of(None, NOW), NOW);
    }

    #[test]
    fn days_are_those_of_utc() {
        assert_eq!(day_of("2026-11-24T23:30:00-02:00").as_deref(), Some("2026-11-25"));
        assert_eq!(seconds_of("2026-11-24T10:00:00Z"), Some(NOW));
        assert_eq!(day_of("yesterday"), None);
    }
}
