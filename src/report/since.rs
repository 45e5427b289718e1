//! How a finding stands to the baseline: the one place that every format and the exit verdict ask.

use std::collections::BTreeMap;

use super::form::{FindingForm, NewFinding, Report};

/// How a finding stands to what the report was compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since<'a> {
    /// It counts as new, and why.
    New(&'a NewFinding),
    /// It was there before and is no worse.
    Unchanged,
}

/// What of a report is new, by fingerprint: how each of many findings stands is looked up and not searched.
#[derive(Debug, Clone)]
pub struct Standings<'a> {
    new: Option<BTreeMap<&'a str, &'a NewFinding>>,
}

impl Report {
    /// How the findings of this report stand to its baseline.
    pub fn standings(&self) -> Standings<'_> {
        let new = self.baseline.as_ref().map(|baseline| baseline.new.iter());
        Standings { new: new.map(|all| all.map(|new| (new.fingerprint.as_str(), new)).collect()) }
    }
}

impl<'a> Standings<'a> {
    /// How a finding of the report stands to the baseline; `None` if there is none.
    pub fn since(&self, finding: &FindingForm) -> Option<Since<'a>> {
        let new = self.new.as_ref()?.get(finding.fingerprint.as_str());
        Some(new.map_or(Since::Unchanged, |new| Since::New(new)))
    }

    /// Whether a finding may make a run fail: every one where there is no baseline, else what is new.
    pub fn is_news(&self, finding: &FindingForm) -> bool {
        self.since(finding) != Some(Since::Unchanged)
    }
}
