//! Whether two reports were judged alike. If not, what one of them does not hold the other way of judging may have left
//! out, and what weighs more may weigh more for the judge alone.

use std::collections::BTreeSet;

use crate::messages::Messages;
use crate::report::Report;

/// By what two reports were judged otherwise; what says most comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// By other profiles.
    Profiles,
    /// By other rules or exceptions.
    Rules,
    /// With other knowledge.
    Knowledge,
    /// By another version of the program.
    Version,
}

impl Otherwise {
    /// By what they were judged otherwise; `None` where evidence that is the same would give findings that are the
    /// same.
    pub(super) fn of(then: &Report, now: &Report) -> Option<Self> {
        let profiles = [then, now].map(|one| one.profiles.iter().map(|used| used.id.as_str()).collect::<BTreeSet<_>>());
        let [before, after] = [then, now].map(|one| &one.tool);
        let ways = [
            (profiles[0] != profiles[1], Self::Profiles),
            (before.rules != after.rules, Self::Rules),
            (before.knowledge != after.knowledge, Self::Knowledge),
            (before.version != after.version, Self::Version),
        ];
        ways.into_iter().find(|(differs, _)| *differs).map(|(_, way)| way)
    }

    /// Why a finding that is not there any more is not known to be fixed.
    pub(super) fn not_fixed(self, m: Messages) -> String {
        m.say(match self {
            Self::Profiles => "baseline.other-profiles",
            Self::Rules => "baseline.other-rules",
            Self::Knowledge => "baseline.other-knowledge",
            Self::Version => "baseline.other-version",
        })
        .to_owned()
    }
}
