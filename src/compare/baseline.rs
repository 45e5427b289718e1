//! A report held against its baseline.

use std::collections::BTreeSet;

use super::findings::{Changes, changes};
use super::unequal::differences;
use crate::report::{BaselineForm, BaselineKind, ComparedWith, NewFinding, Report, WhyNew};

/// What is new, fixed and so on in `now` since `then`, which was found as `kind` at the place that the user named `given`.
/// Where there is nothing to compare with, everything is new.
pub fn against(given: &str, kind: BaselineKind, then: Option<&Report>, now: &Report) -> BaselineForm {
    let with = ComparedWith {
        given: given.to_owned(),
        kind: then.map_or(BaselineKind::Nothing, |_| kind),
        started: then.map(|then| then.run.started.clone()),
        complete: then.map(|then| then.complete),
    };
    let Changes { new, unchanged, fixed, not_known } = then.map_or_else(|| all_new(now), |then| changes(then, now));
    let differences = then.map(|then| differences(then, now)).unwrap_or_default();
    BaselineForm { with, differences, new, unchanged, fixed, not_known }
}

fn all_new(now: &Report) -> Changes {
    let mut new: Vec<NewFinding> = Vec::new();
    let mut told = BTreeSet::new();
    for finding in now.findings.iter().filter(|finding| told.insert(finding.fingerprint.as_str())) {
        new.push(NewFinding { fingerprint: finding.fingerprint.clone(), why: WhyNew::NothingToCompare });
    }
    Changes { new, ..Changes::default() }
}
