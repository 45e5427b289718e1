//! Patterns of names and paths: literal text with variable parts, always over the whole name.
//!
//! | written | stands for |
//! |---|---|
//! | `*` | one or more characters of any kind |
//! | `{digits}` | one or more of `0` to `9` |
//! | `{hex}` | one or more of `0` to `9`, `a` to `f`, `A` to `F` |
//! | `{uuid}` | 32 hexadecimal digits in the groups 8-4-4-4-12 |
//!
//! There is no other syntax, so that a pattern costs nothing to load and two can be compared for a common name.

use serde::{Deserialize, Serialize};

/// Most steps that a pattern may have: its states fit into one machine word.
const MOST_STEPS: usize = 126;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Byte(u8),
    Digit,
    Hex,
    Any,
}

impl Class {
    fn has(self, byte: u8) -> bool {
        match self {
            Self::Byte(own) => own == byte,
            Self::Digit => byte.is_ascii_digit(),
            Self::Hex => byte.is_ascii_hexdigit(),
            Self::Any => true,
        }
    }

    /// Whether some byte is in both.
    fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Byte(byte), class) | (class, Self::Byte(byte)) => class.has(byte),
            _ => true,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    class: Class,
    repeats: bool,
}

/// A pattern, ready to match. It is kept as it is written, and read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct NamePattern {
    written: String,
    /// How many bytes of it are literal before the first variable part.
    prefix: usize,
    steps: Vec<Step>,
    literal: usize,
}

impl TryFrom<String> for NamePattern {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        Self::new(&written)
    }
}

impl From<NamePattern> for String {
    fn from(pattern: NamePattern) -> Self {
        pattern.written
    }
}

impl NamePattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// In plain words: an unknown variable part, none at all, no literal beginning, or too long.
    pub(super) fn new(written: &str) -> Result<Self, String> {
        let mut steps = Vec::new();
        let mut rest = written;
        while !rest.is_empty() {
            rest = take_step(rest, &mut steps)?;
        }
        if steps.len() > MOST_STEPS {
            return Err(format!("the pattern is longer than {MOST_STEPS} characters"));
        }
        if steps.iter().all(|step| matches!(step.class, Class::Byte(_))) {
            return Err("the pattern has no variable part: it is a name".to_owned());
        }
        let is_variable = |c: char| matches!(c, '*' | '{');
        let prefix = written.find(is_variable).unwrap_or(written.len());
        if prefix < 2 {
            return Err("the pattern begins with a variable part: it would match what others own".to_owned());
        }
        let literal = steps.iter().filter(|step| matches!(step.class, Class::Byte(_))).count();
        Ok(Self { written: written.to_owned(), prefix, steps, literal })
    }

    /// The literal text with which every match begins.
    pub(super) fn prefix(&self) -> &str {
        &self.written[..self.prefix]
    }

    /// How many characters are literal: of two patterns that match, the one with more says more.
    pub(super) fn literal(&self) -> usize {
        self.literal
    }

    /// Whether the whole of a name matches.
    pub(super) fn matches(&self, name: &str) -> bool {
        let Some(rest) = name.strip_prefix(self.prefix()) else { return false };
        let mut states: u128 = 1 << self.prefix;
        for byte in rest.bytes() {
            states = self.after(states, byte);
            if states == 0 {
                return false;
            }
        }
        states & (1 << self.steps.len()) != 0
    }

    fn after(&self, states: u128, byte: u8) -> u128 {
        let mut next = 0;
        let mut left = states;
        while left != 0 {
            let state = left.trailing_zeros() as usize;
            left &= left - 1;
            for (to, step) in self.moves(state) {
                if step.class.has(byte) {
                    next |= 1 << to;
                }
            }
        }
        next
    }

    /// Where one more character may lead from a state: to the next step, or around in the last one.
    fn moves(&self, state: usize) -> impl Iterator<Item = (usize, Step)> {
        let forth = self.steps.get(state).map(|step| (state + 1, *step));
        let around = state.checked_sub(1).and_then(|last| self.steps.get(last)).filter(|step| step.repeats);
        forth.into_iter().chain(around.map(|step| (state, *step)))
    }

    /// Whether some name matches both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        if !self.prefix().starts_with(other.prefix()) && !other.prefix().starts_with(self.prefix()) {
            return false;
        }
        let mut seen = std::collections::BTreeSet::from([(0, 0)]);
        let mut open = vec![(0, 0)];
        while let Some((mine, theirs)) = open.pop() {
            if mine == self.steps.len() && theirs == other.steps.len() {
                return true;
            }
            for (next_mine, one) in self.moves(mine) {
                for (next_theirs, two) in other.moves(theirs) {
                    if one.class.meets(two.class) && seen.insert((next_mine, next_theirs)) {
                        open.push((next_mine, next_theirs));
                    }
                }
            }
        }
        false
    }
}

/// Whether these words are a pattern and not a plain name.
pub(super) fn is_pattern(written: &str) -> bool {
    written.contains(['*', '{', '}'])
}

fn take_step<'a>(rest: &'a str, steps: &mut Vec<Step>) -> Result<&'a str, String> {
    let many = |class| Step { class, repeats: true };
    if let Some(rest) = rest.strip_prefix('*') {
        steps.push(many(Class::Any));
        return Ok(rest);
    }
    if let Some(inner) = rest.strip_prefix('{') {
        let (word, rest) = inner.split_once('}').ok_or("a `{` is not closed")?;
        match word {
            "digits" => steps.push(many(Class::Digit)),
            "hex" => steps.push(many(Class::Hex)),
            "uuid" => steps.extend(uuid()),
            _ => {
                return Err(format!(
                    "unknown variable part `{{{word}}}`: write `*`, `{{digits}}`, `{{hex}}` or `{{uuid}}`"
                ));
            }
        }
        return Ok(rest);
    }
    let length = rest.chars().next().map_or(0, char::len_utf8);
    let (letter, rest) = rest.split_at(length);
    if letter == "}" {
        return Err("a `}` was never opened".to_owned());
    }
    steps.extend(letter.bytes().map(|byte| Step { class: Class::Byte(byte), repeats: false }));
    Ok(rest)
}

fn uuid() -> impl Iterator<Item = Step> {
    [8, 4, 4, 4, 12].into_iter().enumerate().flat_map(|(group, length)| {
        let dash = (group > 0).then_some(Class::Byte(b'-'));
        dash.into_iter().chain(std::iter::repeat_n(Class::Hex, length)).map(|class| Step { class, repeats: false })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pattern(written: &str) -> NamePattern {
        NamePattern::new(written).unwrap_or_else(|error| panic!("{written}: {error}"))
    }

    #[test]
    fn variable_parts_match_what_they_say_and_no_more() {
        for (written, yes, no) in [
            ("_ga_*", vec!["_ga_X", "_ga_ABC123", "_ga_ü"], vec!["_ga_", "_ga", "x_ga_1"]),
            (
                "_pk_id.{digits}.{hex}",
                vec!["_pk_id.1.1fff", "_pk_id.12.AB"],
                vec!["_pk_id.1.", "_pk_id.a.1f", "_pk_id.1.xyz"],
            ),
            (
                "mf_{uuid}",
                vec!["mf_01234567-89ab-cdef-0123-456789abcdef"],
                vec!["mf_0123", "mf_01234567-89ab-cdef-0123-456789abcdef0"],
            ),
            ("SL_C_*_KEY", vec!["SL_C_23361dd035530_KEY", "SL_C__KEY_KEY"], vec!["SL_C__KEY", "SL_C_1_KEY_"]),
        ] {
            for name in yes {
                assert!(pattern(written).matches(name), "{written} {name}");
            }
            for name in no {
                assert!(!pattern(written).matches(name), "{written} {name}");
            }
        }
    }

    #[test]
    fn a_common_name_of_two_patterns_is_found() {
        let overlap = |one: &str, two: &str| pattern(one).overlaps(&pattern(two));
        assert!(overlap("_ga_*", "_ga_{digits}"));
        assert!(overlap("ab*cd", "abx*"));
        assert!(!overlap("_ga_*", "_gat_*"));
        assert!(!overlap("_pk_id.{digits}.{hex}", "_pk_id.{uuid}.{hex}"));
        assert!(!overlap("ab{digits}", "ab{digits}x"));
        assert!(!overlap("AMP_{hex}", "AMP_MKTG_{hex}"));
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for wrong in ["plain", "*", "a*", "{hex}", "ab{hexes}", "ab{hex", "ab}*", &format!("ab{}*", "x".repeat(200))] {
            assert!(NamePattern::new(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn reading_and_matching_never_panic(written in ".{0,40}", name in ".{0,80}") {
            if let Ok(pattern) = NamePattern::new(&written) {
                pattern.matches(&name);
                prop_assert!(pattern.overlaps(&pattern));
            }
        }

        #[test]
        fn what_two_patterns_match_shows_that_they_overlap(
            one in "ab[*x]{0,3}\\*", two in "ab[*x]{0,3}\\*", name in "ab[xy]{0,5}",
        ) {
            let (one, two) = (pattern(&one), pattern(&two));
            if one.matches(&name) && two.matches(&name) {
                prop_assert!(one.overlaps(&two));
            }
        }
    }
}
