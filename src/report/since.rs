//! How a finding stands to the baseline: the one place that every format and the exit verdict ask.

use super::form::{FindingForm, NewFinding, Report};

/// How a finding stands to what the report was compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since<'a> {
    /// It counts as new, and why.
    New(&'a NewFinding),
    /// It was there before and is no worse.
    Unchanged,
}

impl Report {
    /// How a finding of this report stands to the baseline; `None` if there is none.
    pub fn since(&self, finding: &FindingForm) -> Option<Since<'_>> {
        let baseline = self.baseline.as_ref()?;
        let new = baseline.new.iter().find(|new| new.fingerprint == finding.fingerprint);
        Some(new.map_or(Since::Unchanged, Since::New))
    }

    /// Whether a finding may make a run fail: every one where there is no baseline, else what is new.
    pub fn is_news(&self, finding: &FindingForm) -> bool {
        self.since(finding) != Some(Since::Unchanged)
    }
}
