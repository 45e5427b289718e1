//! Three-valued truth after Kleene: what is not known stays not known, unless the rest decides anyway.

use std::collections::BTreeSet;

/// Whether something holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Truth {
    /// It holds.
    True,
    /// It does not.
    False,
    /// Nobody knows, and why; never empty.
    Unknown(BTreeSet<String>),
}

impl Truth {
    /// Not known, for one reason.
    pub(super) fn unknown(why: impl Into<String>) -> Self {
        Self::Unknown(BTreeSet::from([why.into()]))
    }

    /// The opposite; of what is not known, neither is the opposite.
    pub(super) fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            unknown @ Self::Unknown(_) => unknown,
        }
    }

    /// Whether all hold: one that does not decides, whatever else is not known.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut reasons = BTreeSet::new();
        for part in parts {
            match part {
                Self::True => {}
                Self::False => return Self::False,
                // Not `append`, which builds the whole set anew.
                Self::Unknown(why) => reasons.extend(why),
            }
        }
        if reasons.is_empty() { Self::True } else { Self::Unknown(reasons) }
    }

    /// Whether at least one holds: one that does decides, whatever else is not known.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::all(parts.into_iter().map(Self::not)).not()
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth;

    fn word(truth: &Truth) -> char {
        match truth {
            Truth::True => 'T',
            Truth::False => 'F',
            Truth::Unknown(_) => '?',
        }
    }

    fn of(word: char) -> Truth {
        match word {
            'T' => Truth::True,
            'F' => Truth::False,
            _ => Truth::unknown("why"),
        }
    }

    #[test]
    fn all_any_and_not_follow_kleenes_tables() {
        for (left, right, all, any) in [
            ('T', 'T', 'T', 'T'),
            ('T', 'F', 'F', 'T'),
            ('T', '?', '?', 'T'),
            ('F', 'T', 'F', 'T'),
            ('F', 'F', 'F', 'F'),
            ('F', '?', 'F', '?'),
            ('?', 'T', '?', 'T'),
            ('?', 'F', 'F', '?'),
            ('?', '?', '?', '?'),
        ] {
            assert_eq!(word(&Truth::all([of(left), of(right)])), all, "{left} and {right}");
            assert_eq!(word(&Truth::any([of(left), of(right)])), any, "{left} or {right}");
        }
        assert_eq!("FT?", ['T', 'F', '?'].map(|w| word(&of(w).not())).iter().collect::<String>());
    }

    #[test]
    fn reasons_are_gathered_once_each() {
        let truth = Truth::all([Truth::unknown("b"), Truth::True, Truth::unknown("a"), Truth::unknown("b")]);
        let Truth::Unknown(reasons) = truth else { panic!("{truth:?}") };
        assert_eq!(reasons.into_iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
