//! How many bits of a value tell one visitor from another: an honest estimate, never an exact figure.
//!
//! A value is cut into tokens at everything that is neither letter nor digit. A token is worth the logarithm of its
//! alphabet for each character that does not merely repeat or count on. Words of a language are worth little, a
//! moment in time is worth the spread of arrival times and no more, however exactly it is written.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::token::{alphabet_bits, effective_length, word_count};

/// From how many bits a value can single out a visitor.
pub const IDENTIFYING_BITS: f64 = 32.0;

/// What a moment in time is worth: about a day in seconds. It adds to random digits beside it (as in `_ga`) and
/// identifies nobody alone.
const MOMENT_BITS: f64 = 16.0;
/// What a word of a language is worth.
const WORD_BITS: f64 = 11.0;
/// Tokens beyond these are not looked at.
const MOST_TOKENS: usize = 512;

/// A value cut into its tokens.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tokens {
    /// Everything but dates.
    tokens: BTreeSet<String>,
    /// Whether a date was taken out.
    has_date: bool,
}

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let iso = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?";
    let http = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? )?(?:\d{1,2}[ -])?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*[ -]\d{1,4} (?:\d{4} )?\d\d:\d\d:\d\d(?: \w+)?";
    Regex::new(&format!("{iso}|{http}")).ok()
});

/// Cuts a value into tokens, percent-encoding undone, written dates taken out.
pub fn tokens(value: &str) -> Tokens {
    let plain = percent_decoded(value);
    let (without_dates, has_date) = match LazyLock::force(&DATE) {
        Some(pattern) if pattern.is_match(&plain) => (pattern.replace_all(&plain, " ").into_owned(), true),
        _ => (plain, false),
    };
    let parts = without_dates.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    Tokens { tokens: parts.take(MOST_TOKENS).map(str::to_owned).collect(), has_date }
}

impl Tokens {
    /// Bits of the whole value: no comparison finds more in it.
    pub fn bits(&self) -> f64 {
        self.tokens.iter().map(|token| token_bits(token)).sum::<f64>() + if self.has_date { MOMENT_BITS } else { 0.0 }
    }

    /// Bits of what stayed the same in `later`, a later value of the same profile, and is not in `other`, the value of
    /// another profile. Beginnings and ends that a token shares with one of the other value do not count, and
    /// moments in time count once.
    pub fn identifying_bits(&self, later: &Self, other: &Self) -> f64 {
        let own: Vec<&String> = self
            .tokens
            .iter()
            .filter(|token| later.tokens.contains(*token) && !other.tokens.contains(*token))
            .collect();
        if own.is_empty() {
            return 0.0;
        }
        let (moments, rest): (Vec<&String>, Vec<&String>) =
            own.into_iter().partition(|token| other.tokens.iter().any(|near| same_moment(token, near)));
        let moment = if self.has_date || !moments.is_empty() { MOMENT_BITS } else { 0.0 };
        rest.into_iter().map(|token| differing_bits(token, &other.tokens)).sum::<f64>() + moment
    }

    /// Bits of what is no word of a language, seen about `now` (seconds since 1970): moments in time count once.
    pub fn wordless_bits(&self, now: i64) -> f64 {
        let now = now.to_string();
        let wordless = self.tokens.iter().filter(|token| word_count(token).is_none());
        let (moments, rest): (Vec<&String>, Vec<&String>) = wordless.partition(|token| same_moment(token, &now));
        let moment = if self.has_date || !moments.is_empty() { MOMENT_BITS } else { 0.0 };
        rest.into_iter().map(|token| token_bits(token)).sum::<f64>() + moment
    }

    /// The tokens that could identify a visitor by themselves, seen about `now` (seconds since 1970).
    pub fn identifying(&self, now: i64) -> impl Iterator<Item = &str> {
        let now = now.to_string();
        let tokens = self.tokens.iter().map(String::as_str);
        tokens.filter(move |token| token_bits(token) >= IDENTIFYING_BITS && !same_moment(token, &now))
    }
}

/// Whether both are seconds, milliseconds or microseconds since 1970 and within some days of each other: ten digits
/// or more of which the first four agree (a million seconds). Random digits that happen to lie in our years do so
/// once in thousands of times.
fn same_moment(one: &str, other: &str) -> bool {
    let counts = |token: &str| matches!(token.len(), 10 | 13 | 16) && token.bytes().all(|byte| byte.is_ascii_digit());
    counts(one) && counts(other) && one.starts_with('1') && one.get(..4) == other.get(..4)
}

fn token_bits(token: &str) -> f64 {
    bits_of_part(token, token)
}

/// Bits of the part of `token` that differs from the token of `others` that is most like it.
fn differing_bits(token: &str, others: &BTreeSet<String>) -> f64 {
    let mut least = token;
    for other in others.iter().filter(|other| other.len().abs_diff(token.len()) <= 2) {
        let part = without_shared_ends(token, other);
        if part.len() < least.len() {
            least = part;
        }
    }
    bits_of_part(token, least)
}

/// `token` without the beginning and the end that it shares with `other`. One or two characters agree by chance.
fn without_shared_ends<'a>(token: &'a str, other: &str) -> &'a str {
    let length = |shared: Vec<char>| if shared.len() < 3 { 0 } else { shared.iter().map(|c| c.len_utf8()).sum() };
    let front = token.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    let front: usize = length(front);
    let (rest, other_rest) = (token.get(front..).unwrap_or(""), other.get(front..).unwrap_or(""));
    let back = rest.chars().rev().zip(other_rest.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    let back: usize = length(back);
    rest.get(..rest.len() - back).unwrap_or("")
}

/// Bits of `part`, a part of `token`, at the rate of the whole token's alphabet.
fn bits_of_part(token: &str, part: &str) -> f64 {
    let news = effective_length(part).min(effective_length(token));
    let bits = alphabet_bits(token) * f64::from(news);
    match word_count(token) {
        Some(words) => bits.min(WORD_BITS * f64::from(words)),
        None => bits,
    }
}

/// Undoes percent-encoding; what is no valid escape stays.
pub fn percent_decoded(value: &str) -> String {
    if !value.contains('%') {
        return value.to_owned();
    }
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match escaped {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits that tell two fresh profiles apart, the value staying as it is within the first.
    fn apart(one: &str, other: &str) -> f64 {
        tokens(one).identifying_bits(&tokens(one), &tokens(other))
    }

    #[test]
    fn identifiers_reach_the_threshold() {
        for (one, other) in [
            ("3f2a9c1e-77b2-4c1f-9d3e-0a1b2c3d4e5f", "b81d0f6a-2c9e-4e71-8a40-9f8e7d6c5b4a"),
            ("GA1.1.1827364551.1795514400", "GA1.1.2058374619.1795514403"),
            ("GA1.2.836405172.1795514400", "GA1.2.274918365.1795514403"),
            ("fb.1.1795514400123.8273645519", "fb.1.1795514403456.1029384756"),
            ("d41d8cd98f00b204", "0cc175b9c0f1b6a8"),
            ("kX9vQ2mZr7Lw", "Pq8sT1nYb3Hd"),
            ("8273645519", "1029384756"),
            ("%7B%22id%22%3A%22q83hf7a0zk2m%22%7D", "%7B%22id%22%3A%22b72kd9s1xw4c%22%7D"),
            ("{\"deviceId\":\"8c1f9d3e0a1b\",\"seen\":3}", "{\"deviceId\":\"71e8a409f8e7\",\"seen\":3}"),
        ] {
            assert!(apart(one, other) >= IDENTIFYING_BITS, "{one} and {other}: {}", apart(one, other));
        }
    }

    #[test]
    fn moments_words_and_counters_do_not() {
        for (one, other) in [
            ("1795514400", "1795514403"),
            ("1795514400123", "1795514403456"),
            ("1795514400.1795514401.1795514402", "1795514403.1795514404.1795514405"),
            ("GS1.1.1795514400.1.0.1795514400.0.0.0", "GS1.1.1795514403.1.0.1795514403.0.0.0"),
            ("2026-11-24T10:00:00.123Z", "2026-11-24T10:00:03.456Z"),
            ("2026-11-24T10%3A00%3A00.123%2B00%3A00", "2026-11-24T10%3A00%3A03.456%2B00%3A00"),
            ("Tue Nov 24 2026 10:00:00 GMT+0000", "Tue Nov 24 2026 10:00:03 GMT+0000"),
            ("Tue, 24 Nov 2026 10:00:00 GMT", "Tue, 24 Nov 2026 10:00:03 GMT"),
            ("lq3k5f2a9", "lq3k5f7b1"),
            ("variant-blue", "variant-red"),
            ("{\"analytics\":true,\"marketing\":false}", "{\"analytics\":false,\"marketing\":true}"),
            ("granted", "denied"),
            ("acceptAll", "onlyNecessary"),
            ("1", "2"),
            ("", ""),
            ("12345678", "23456789"),
            ("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"),
        ] {
            assert!(apart(one, other) < IDENTIFYING_BITS, "{one} and {other}: {}", apart(one, other));
        }
    }

    #[test]
    fn shared_parts_do_not_count() {
        let common = "9f8e7d6c5b4a39281706";
        assert!(apart(&format!("{common}-3"), &format!("{common}-7")) < 8.0);
        assert!(apart(&format!("{common}a1"), &format!("{common}b2")) < 12.0);
    }

    #[test]
    fn what_changes_within_a_profile_does_not_count() {
        let (one, other) = (tokens("f3a9c17e5b20d846"), tokens("0b7d2e94a1c65f38"));
        assert!(one.identifying_bits(&tokens("77c0ffee12ab9d31"), &other) < 1.0);
        let (first, later) = (tokens("id=f3a9c17e5b20d846&n=1"), tokens("id=f3a9c17e5b20d846&n=2"));
        assert!(first.identifying_bits(&later, &other) >= IDENTIFYING_BITS);
    }

    #[test]
    fn broken_escapes_stay_as_they_are() {
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%zz%4"), "%zz%4");
        assert_eq!(percent_decoded("%C3%A9%ff"), "\u{e9}\u{fffd}");
    }

    proptest::proptest! {
        #[test]
        fn a_part_never_carries_more_than_the_whole(one in "\\PC{0,80}", later in "\\PC{0,80}", other in "\\PC{0,80}") {
            let one = tokens(&one);
            let part = one.identifying_bits(&tokens(&later), &tokens(&other));
            proptest::prop_assert!(part <= one.bits() + 1e-9);
            let part = one.identifying_bits(&one, &tokens(&other));
            proptest::prop_assert!(part <= one.bits() + 1e-9);
        }

        #[test]
        fn equal_values_tell_nobody_apart(value in "\\PC{0,80}") {
            proptest::prop_assert!(apart(&value, &value) < 1e-9);
        }

        #[test]
        fn random_hex_of_sixteen_digits_identifies(one in proptest::array::uniform8(0u8..), other in proptest::array::uniform8(0u8..)) {
            let hex = |bytes: [u8; 8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            proptest::prop_assume!(one.iter().zip(other).filter(|(a, b)| **a != *b).count() == 8);
            let distinct: BTreeSet<u8> = one.into_iter().collect();
            proptest::prop_assume!(distinct.len() >= 7);
            proptest::prop_assert!(apart(&hex(one), &hex(other)) >= IDENTIFYING_BITS);
        }
    }

    #[test]
    fn moments_are_times_of_our_years_close_together_and_nothing_else() {
        for (one, other, close) in [
            ("1795514400", "1795514403", true),
            ("1795514400", "1795514403123", true),
            ("1795514400", "1800514400", false),
            ("2795514400", "2795514403", false),
            ("1795zzzzzz", "1795514400", false),
            ("17955144001", "1795514400", false),
            ("1795", "1795514400", false),
        ] {
            assert_eq!(same_moment(one, other), close, "{one} {other}");
            assert_eq!(same_moment(other, one), close, "{other} {one}");
        }
    }
}
