//! Dates as cookies write them: the tolerant reading of RFC 6265, section 5.1.1.

use time::{Date, Month, OffsetDateTime, Time};

/// Reads a cookie date; `None` if the algorithm of the RFC fails. The answer is in seconds since 1970.
pub fn seconds(text: &str) -> Option<i64> {
    let mut parts = Parts::default();
    for token in text.split(is_delimiter).filter(|token| !token.is_empty()) {
        parts.take(token);
    }
    parts.seconds()
}

fn is_delimiter(c: char) -> bool {
    matches!(c, '\t' | ' '..='/' | ';'..='@' | '['..='`' | '{'..='~')
}

#[derive(Default)]
struct Parts {
    time: Option<(u8, u8, u8)>,
    day: Option<u8>,
    month: Option<Month>,
    year: Option<i32>,
}

impl Parts {
    /// Gives the token to the first part that is still open and fits, in the order of the RFC.
    fn take(&mut self, token: &str) {
        if self.time.is_none()
            && let Some(time) = time_of(token)
        {
            self.time = Some(time);
        } else if self.day.is_none()
            && let Some(day) = digits(token, 1, 2)
        {
            self.day = u8::try_from(day).ok();
        } else if self.month.is_none()
            && let Some(month) = month_of(token)
        {
            self.month = Some(month);
        } else if self.year.is_none()
            && let Some(year) = digits(token, 2, 4)
        {
            self.year = i32::try_from(year).ok();
        }
    }

    fn seconds(&self) -> Option<i64> {
        let year = match self.year? {
            year @ 70..=99 => year + 1900,
            year @ 0..=69 => year + 2000,
            year => year,
        };
        if year < 1601 {
            return None;
        }
        let (hour, minute, second) = self.time?;
        let date = Date::from_calendar_date(year, self.month?, self.day?).ok()?;
        let time = Time::from_hms(hour, minute, second).ok()?;
        Some(OffsetDateTime::new_utc(date, time).unix_timestamp())
    }
}

/// `least` to `most` leading digits, followed by a non-digit or nothing.
fn digits(token: &str, least: usize, most: usize) -> Option<u32> {
    let count = token.bytes().take_while(u8::is_ascii_digit).count();
    if !(least..=most).contains(&count) {
        return None;
    }
    token.get(..count)?.parse().ok()
}

fn time_of(token: &str) -> Option<(u8, u8, u8)> {
    let mut fields = token.splitn(3, ':');
    let (hour, minute, second) = (fields.next()?, fields.next()?, fields.next()?);
    let whole = |field: &str| field.bytes().all(|byte| byte.is_ascii_digit());
    if !whole(hour) || !whole(minute) {
        return None;
    }
    let small = |field| digits(field, 1, 2).and_then(|number| u8::try_from(number).ok());
    Some((small(hour)?, small(minute)?, small(second)?))
}

fn month_of(token: &str) -> Option<Month> {
    let name = token.get(..3)?.to_ascii_lowercase();
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let number = (1u8..).zip(names).find(|(_, known)| *known == name)?.0;
    Month::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_795_521_600; // 2026-11-24T12:00:00Z

    #[test]
    fn every_usual_spelling_is_read() {
        for text in [
            "Tue, 24 Nov 2026 12:00:00 GMT",
            "Tue, 24-Nov-2026 12:00:00 GMT",
            "Tuesday, 24-Nov-26 12:00:00 GMT",
            "Tue Nov 24 12:00:00 2026",
            "24 november 2026 12:0:0",
            "  Tue,24 Nov 2026 12:00:00 UTC+0000 ",
        ] {
            assert_eq!(seconds(text), Some(NOON), "{text}");
        }
    }

    #[test]
    fn two_digit_years_turn_at_seventy() {
        assert_eq!(seconds("Thu, 01-Jan-70 00:00:00 GMT"), Some(0));
        assert!(seconds("Wed, 01-Jan-69 00:00:00 GMT").is_some_and(|at| at > NOON));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "session",
            "24 Nov 2026",
            "32 Nov 2026 12:00:00",
            "24 Nov 2026 25:00:00",
            "24 Nov 1600 12:00:00",
            "31 Feb 2026 12:00:00",
            "0",
            "\u{1f36a} Nov 2026 12:00:00",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
