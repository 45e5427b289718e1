//! What a run is held against (`--baseline`).

use std::path::Path;

use super::earlier::{self, Earlier};
use super::exit::Trouble;
use super::judge::Judge;
use super::output;
use super::waived::{self, Remembered};
use crate::compare;
use crate::report::{BaselineForm, BaselineKind, Report};

/// What an earlier run left, read once for every judge.
pub struct Stored {
    given: String,
    runs: Vec<Remembered>,
}

impl Stored {
    /// Reads what lies at `given`, before anything is visited; says so where it is not known what was waived then.
    ///
    /// # Errors
    /// Nothing there, or something that cannot be read.
    pub fn read(given: &Path) -> Result<Self, Trouble> {
        let found = earlier::find(given)
            .map_err(|trouble| Trouble { message: format!("--baseline {}", trouble.message), ..trouble })?;
        let runs = Remembered::all(found);
        if let Some(doubts) = waived::doubts(&runs) {
            output::complain(&format!("--baseline: {doubts}"));
        }
        Ok(Self { given: given.display().to_string(), runs })
    }
}

/// The reports of an earlier run, as a judge judges them.
pub struct Baseline {
    given: String,
    earlier: Vec<Earlier>,
}

impl Baseline {
    /// What was stored, as this judge judges it now, with what was waived then.
    pub fn judged(stored: &Stored, judge: &Judge) -> Self {
        let earlier = stored.runs.iter().map(|run| run.judged(judge)).collect();
        Self { given: stored.given.clone(), earlier }
    }

    /// What changed in a report since then.
    pub fn against(&self, now: &Report) -> BaselineForm {
        let then: Vec<&Report> = self.earlier.iter().map(|one| &one.report).collect();
        let found = compare::pick(&then, now).and_then(|place| self.earlier.get(place));
        let kind = found.map_or(BaselineKind::Nothing, |found| found.kind);
        compare::against(&self.given, kind, found.map(|found| &found.report), now)
    }
}
