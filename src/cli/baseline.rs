//! What a run is held against (`--baseline`).

use std::path::Path;

use super::earlier::{self, Earlier};
use super::exit::Trouble;
use super::judge::Judge;
use crate::compare;
use crate::report::{BaselineForm, BaselineKind, Report};

/// The reports of an earlier run.
pub struct Baseline {
    given: String,
    earlier: Vec<Earlier>,
}

impl Baseline {
    /// Reads what lies at `given`, before anything is visited.
    ///
    /// # Errors
    /// Nothing there, or something that cannot be read.
    pub fn load(given: &Path, judge: &Judge) -> Result<Self, Trouble> {
        let earlier = earlier::read(given, judge)
            .map_err(|trouble| Trouble { message: format!("--baseline {}", trouble.message), ..trouble })?;
        Ok(Self { given: given.display().to_string(), earlier })
    }

    /// What changed in a report since then.
    pub fn against(&self, now: &Report) -> BaselineForm {
        let then: Vec<&Report> = self.earlier.iter().map(|one| &one.report).collect();
        let found = compare::pick(&then, now).and_then(|place| self.earlier.get(place));
        let kind = found.map_or(BaselineKind::Nothing, |found| found.kind);
        compare::against(&self.given, kind, found.map(|found| &found.report), now)
    }
}
