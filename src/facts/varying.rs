//! How much of a value can be chance at most: what differs between two fresh profiles, length times alphabet.

use std::collections::BTreeSet;

use super::identifier::InProfile;
use super::value::Fact;

/// Ends that two values share are left out from this many characters on; fewer may be chance.
const LEAST_SHARED: usize = 4;

/// Upper bound in bits of what differs between the first values in two fresh profiles.
pub fn bits(redacted: bool, profiles: [&InProfile<'_>; 2]) -> Fact {
    if redacted {
        return Fact::Unknown("values were redacted, by which their alphabet is lost".to_owned());
    }
    let firsts = profiles.map(first);
    match firsts {
        [Ok(one), Ok(other)] if one == other => Fact::absent(),
        [Ok(one), Ok(other)] => Fact::number(bound(one, other)),
        [Err(why), _] | [_, Err(why)] => Fact::Unknown(why),
    }
}

/// The value at arrival. One that came only with the reload may have had others before.
fn first<'a>(profile: &InProfile<'a>) -> Result<&'a str, String> {
    match profile {
        InProfile::There { first, later: Ok(_) } => Ok(first),
        InProfile::There { later: Err(why), .. } | InProfile::NotSeen(why) => Err(why.clone()),
        InProfile::NotThere => Err("it was not there in another fresh profile".to_owned()),
    }
}

fn bound(one: &str, other: &str) -> f64 {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let least = one.len().min(other.len());
    let front = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let back = one.iter().rev().zip(other.iter().rev()).take(least - front).take_while(|(a, b)| a == b).count();
    let shared = |count: usize| if count < LEAST_SHARED { 0 } else { count };
    let (front, back) = (shared(front), shared(back));
    let rest = |value: &[char]| value.get(front..value.len() - back).unwrap_or_default().to_vec();
    let (one, other) = (rest(&one), rest(&other));
    let alphabet = alphabet(one.iter().chain(&other));
    one.len().max(other.len()) as f64 * alphabet.log2()
}

/// How many characters there are of the kinds that were seen.
fn alphabet<'c>(seen: impl Iterator<Item = &'c char>) -> f64 {
    let seen: BTreeSet<char> = seen.copied().collect();
    let any = |kind: fn(char) -> bool| seen.iter().copied().any(kind);
    let hex = |letters: std::ops::RangeInclusive<char>| {
        seen.iter().all(|c| c.is_ascii_digit() || letters.contains(c) || !c.is_ascii_alphanumeric())
    };
    let others = seen.iter().filter(|c| !c.is_ascii_alphanumeric()).count() as f64;
    let letters = if hex('a'..='f') || hex('A'..='F') {
        if any(|c| c.is_ascii_alphabetic()) { 6.0 } else { 0.0 }
    } else {
        let of_case = |there: bool| if there { 26.0 } else { 0.0 };
        of_case(any(|c| c.is_ascii_lowercase())) + of_case(any(|c| c.is_ascii_uppercase()))
    };
    let digits = if any(|c| c.is_ascii_digit()) { 10.0 } else { 0.0 };
    (digits + letters + others).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_is_length_times_alphabet_of_what_differs() {
        for (one, other, least, most) in [
            ("1001", "1002", 13.0, 13.4),
            ("sess-000123", "sess-000124", 3.0, 10.0),
            ("9f31c0de77b24c1f", "04ab5de1820cc9f7", 64.0, 64.0),
            ("9f31c0de77b24c1f9d3ea1b2c3d4e5f6", "04ab5de1820cc9f70123456789abcdef", 128.0, 128.0),
            ("abcDEF123xyzQWE98zz", "zyxWVU987cbaEWQ12aa", 110.0, 120.0),
        ] {
            let found = bound(one, other);
            assert!((least..=most).contains(&found), "{one} {other}: {found}");
        }
    }

    #[test]
    fn structured_tokens_keep_what_is_signed() {
        let one = "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6IjEifQ.8Zk2pQ1vXn4sYw7rTb0cLd5mJf9hGa3e";
        let other = "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6IjIifQ.Qm4tRx8uWv1zKp6nHs2yCj7oEg5bDa0l";
        assert!(bound(one, other) > 128.0);
    }

    #[test]
    fn what_cannot_be_compared_is_unknown() {
        let there = |first, later| InProfile::There { first, later };
        let late = there("a", Err("it came only with the reload".to_owned()));
        let one = there("1001", Ok(None));
        assert!(matches!(bits(false, [&one, &late]), Fact::Unknown(_)));
        assert!(matches!(bits(false, [&one, &InProfile::NotThere]), Fact::Unknown(_)));
        assert!(matches!(bits(true, [&one, &one]), Fact::Unknown(_)));
        assert_eq!(bits(false, [&one, &one]), Fact::absent());
        assert!(matches!(bits(false, [&one, &there("1002", Ok(None))]), Fact::Known(_)));
    }
}
