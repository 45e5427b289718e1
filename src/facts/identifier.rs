//! Whether a value looks like an identifier: compared between two fresh profiles and within one.

use super::entropy::{IDENTIFYING_BITS, tokens};

/// The values that an item had in one profile in which nothing was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InProfile<'a> {
    /// The profile was not seen, and why.
    NotSeen(String),
    /// It was seen, and the item was not there.
    NotThere,
    /// It was there.
    There {
        /// Its first value.
        first: &'a str,
        /// Its value after the reload: `Ok(None)` if it was gone then, an error if nobody knows.
        later: Result<Option<&'a str>, String>,
    },
}

impl<'a> InProfile<'a> {
    /// Its first value, if it was there.
    pub fn first(&self) -> Option<&'a str> {
        match self {
            Self::There { first, .. } => Some(first),
            Self::NotSeen(_) | Self::NotThere => None,
        }
    }
}

/// Whether an item whose values in some state are `own` looks like an identifier, or why that is not known.
///
/// # Errors
/// The reason, fit to print, where the profiles cannot be compared.
pub fn identifier_like(own: &[&str], one: &InProfile<'_>, other: &InProfile<'_>) -> Result<bool, String> {
    if own.iter().all(|value| tokens(value).bits() < IDENTIFYING_BITS) {
        return Ok(false);
    }
    match compare(one, other)? {
        Compared::Identifies => return Ok(true),
        Compared::Changes => return Ok(false),
        Compared::Alike => {}
    }
    let known: Vec<&str> = [one, other].into_iter().flat_map(values).collect();
    let news = own.iter().filter(|value| !known.contains(*value));
    for value in news {
        let value = tokens(value);
        if known.iter().all(|known| value.identifying_bits(&value, &tokens(known)) >= IDENTIFYING_BITS) {
            return Err("its value in this state cannot be compared with that of another profile".to_owned());
        }
    }
    Ok(false)
}

fn values<'a>(profile: &InProfile<'a>) -> Vec<&'a str> {
    match profile {
        InProfile::There { first, later } => {
            let later = later.as_ref().ok().and_then(|later| *later);
            std::iter::once(*first).chain(later).collect()
        }
        InProfile::NotSeen(_) | InProfile::NotThere => Vec::new(),
    }
}

/// What two fresh profiles tell of a value.
enum Compared {
    /// It differs between them and stays the same within one.
    Identifies,
    /// It differs between them, and within one as well.
    Changes,
    /// It does not differ by enough to tell visitors apart.
    Alike,
}

fn compare(one: &InProfile<'_>, other: &InProfile<'_>) -> Result<Compared, String> {
    let (first, later, second) = match (one, other) {
        (InProfile::NotSeen(why), _) | (_, InProfile::NotSeen(why)) => {
            return Err(format!("its value cannot be compared between two fresh profiles: {why}"));
        }
        (InProfile::There { first, later }, InProfile::There { first: second, .. }) => (first, later, second),
        (InProfile::NotThere, InProfile::NotThere) => {
            return Err("without a choice it is not there, so that its value cannot be compared".to_owned());
        }
        _ => {
            return Err(
                "it is there in only one of two fresh profiles, so that its value cannot be compared".to_owned()
            );
        }
    };
    let (value, other_value) = (tokens(first), tokens(second));
    if value.identifying_bits(&value, &other_value) < IDENTIFYING_BITS {
        return Ok(Compared::Alike);
    }
    match later {
        Ok(Some(later)) if value.identifying_bits(&tokens(later), &other_value) >= IDENTIFYING_BITS => {
            Ok(Compared::Identifies)
        }
        Ok(_) => Ok(Compared::Changes),
        Err(why) => Err(format!("whether its value stays the same is not known: {why}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "3f2a9c1e-77b2-4c1f-9d3e-0a1b2c3d4e5f";
    const B: &str = "b81d0f6a-2c9e-4e71-8a40-9f8e7d6c5b4a";
    const C: &str = "c0ffee12-9ab4-4d53-b1e7-5566aa7788bb";

    fn there<'a>(first: &'a str, later: &'a str) -> InProfile<'a> {
        InProfile::There { first, later: Ok(Some(later)) }
    }

    #[test]
    fn different_between_and_stable_within_is_an_identifier() {
        assert_eq!(identifier_like(&[A], &there(A, A), &there(B, B)), Ok(true));
        assert_eq!(identifier_like(&[C], &there(A, A), &there(B, B)), Ok(true));
    }

    #[test]
    fn constants_nonces_and_small_values_are_none() {
        assert_eq!(identifier_like(&[A], &there(A, A), &there(A, A)), Ok(false));
        assert_eq!(identifier_like(&[A], &there(A, C), &there(B, B)), Ok(false));
        assert_eq!(identifier_like(&["51e0a7c2d9b84f63"], &there(A, C), &there(B, B)), Ok(false));
        assert_eq!(identifier_like(&["yes"], &there("yes", "yes"), &there("no", "no")), Ok(false));
        let gone = InProfile::There { first: A, later: Ok(None) };
        assert_eq!(identifier_like(&[A], &gone, &there(B, B)), Ok(false));
    }

    #[test]
    fn what_cannot_be_compared_is_unknown() {
        let not_seen = InProfile::NotSeen("the visit did not load".to_owned());
        for (one, other) in [
            (there(A, A), not_seen.clone()),
            (not_seen, there(A, A)),
            (there(A, A), InProfile::NotThere),
            (InProfile::NotThere, InProfile::NotThere),
            (InProfile::There { first: A, later: Err("the return was not reached".to_owned()) }, there(B, B)),
        ] {
            assert!(identifier_like(&[A], &one, &other).is_err(), "{one:?} {other:?}");
        }
    }

    #[test]
    fn small_values_need_no_comparison() {
        let not_seen = InProfile::NotSeen("the visit did not load".to_owned());
        assert_eq!(identifier_like(&["granted"], &not_seen, &not_seen), Ok(false));
    }

    #[test]
    fn a_value_that_only_this_state_has_is_unknown() {
        assert!(identifier_like(&[A], &there("none", "none"), &there("none", "none")).is_err());
    }
}
