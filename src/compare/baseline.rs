//! A report held against its baseline.

use std::collections::BTreeSet;

use super::address::{is_same, told};
use super::findings::{Changes, changes};
use super::unequal::differences;
use crate::report::{BaselineForm, BaselineKind, ComparedWith, NewFinding, NotKnown, Report, WhyNew};

/// What is new, fixed and so on in `now` since `then`, which was found as `kind` at the place that the user named
/// `given`. Where there is nothing to compare with, everything is new; where name or address do not say that it was the
/// same site, nothing is fixed.
pub fn against(given: &str, kind: BaselineKind, then: Option<&Report>, now: &Report) -> BaselineForm {
    let mut form = beside(given, kind, then, now);
    if let Some(then) = then.filter(|then| !is_same(then, now)) {
        let reason = now.messages().fill("baseline.other-address", &[("address", &told(then))]);
        let unsure = |finding| NotKnown { finding, reason: reason.clone() };
        form.not_known.extend(std::mem::take(&mut form.fixed).into_iter().map(unsure));
    }
    form
}

/// The same for two runs that the user puts beside each other, whatever their addresses: they are two versions of a
/// site.
pub fn beside(given: &str, kind: BaselineKind, then: Option<&Report>, now: &Report) -> BaselineForm {
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
