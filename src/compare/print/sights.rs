//! What is said of what does not differ: nobody says that something is the same where nobody looked.

use crate::compare::diff::{Diff, Sight};
use crate::report::DifferenceKind;

/// What both sides of a difference could look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sights {
    then: Sight,
    now: Sight,
}

impl Sights {
    /// Of the visits. Where one run has other states than the other, both recorded a part alone.
    pub(super) fn visits(diff: &Diff) -> Self {
        let visits = Self { then: diff.then.visits, now: diff.now.visits };
        let has_other_states = diff.differences.iter().any(|one| one.what == DifferenceKind::States);
        if has_other_states { visits.at_most_partly() } else { visits }
    }

    /// Of the interface.
    pub(super) fn interface(diff: &Diff) -> Self {
        Self { then: diff.then.interface, now: diff.now.interface }
    }

    /// The same, of what not every page can be asked for.
    pub(super) fn at_most_partly(self) -> Self {
        Self { then: self.then.max(Sight::Partly), now: self.now.max(Sight::Partly) }
    }

    /// Words for what does not differ.
    pub(super) fn alike(self, what: &str) -> String {
        match (self.then, self.now) {
            (Sight::Whole, Sight::Whole) => format!("{what}."),
            (Sight::Nothing, Sight::Nothing) => "Not known: neither run could look.".to_owned(),
            (Sight::Nothing, _) => "Not known: the run of then could not look.".to_owned(),
            (_, Sight::Nothing) => "Not known: the run of now could not look.".to_owned(),
            _ => format!("{what}, as far as both runs could see."),
        }
    }

    /// Whether one of the runs could not look at all.
    pub(super) fn is_blind(self) -> bool {
        [self.then, self.now].contains(&Sight::Nothing)
    }
}
