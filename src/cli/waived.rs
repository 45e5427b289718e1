//! What was waived in an earlier run. A bundle holds no exceptions: judged again, it knows those of now alone, and what an
//! exception of then excused would be taken for what always failed. The report of that run lies beside the bundle and says it.

use std::path::{Path, PathBuf};

use super::earlier::{self, Earlier, REPORT_FILE, Remains};
use super::judge::Judge;
use crate::evidence::Evidence;
use crate::report::{FindingForm, Report};

/// What an earlier run left, and what it said itself.
pub struct Remembered {
    found: Remains,
    /// Of a bundle, the report beside it, or why there is none; a report says it itself.
    told: Option<Result<Report, String>>,
}

impl Remembered {
    /// Looks for what each said itself.
    pub fn all(found: Vec<Remains>) -> Vec<Self> {
        let one = |found: Remains| Self { told: found.evidence().map(|one| told_beside(&found.place, one)), found };
        found.into_iter().map(one).collect()
    }

    /// The report as this judge judges it now, but for what is waived: that is as it was then, where it is known.
    pub fn judged(&self, judge: &Judge) -> Earlier {
        let mut earlier = self.found.judged(judge);
        if let Some(Ok(told)) = &self.told {
            restore(&mut earlier.report, told);
        }
        earlier
    }

    /// The files and folders that were read.
    pub fn places(&self) -> Vec<PathBuf> {
        let place = &self.found.place;
        std::iter::once(place.clone()).chain(self.told.is_some().then(|| beside(place))).collect()
    }

    /// Where it lies, and why it is not known what was waived then.
    fn doubt(&self) -> Option<String> {
        let why = self.told.as_ref()?.as_ref().err()?;
        Some(format!("{}: {why}", self.found.place.display()))
    }
}

/// What to tell of the runs of which it is not known what was waived then; `None` if it is known of all.
pub fn doubts(all: &[Remembered]) -> Option<String> {
    let doubts: Vec<String> = all.iter().filter_map(Remembered::doubt).collect();
    (!doubts.is_empty()).then(|| {
        format!(
            "what was waived then is not known, so that what an exception excused then counts as there before. Keep \
             {REPORT_FILE} beside its bundle.\n  {}",
            doubts.join("\n  ")
        )
    })
}

/// The report that a run wrote beside its bundle.
///
/// # Errors
/// Why there is none.
fn told_beside(bundle: &Path, evidence: &Evidence) -> Result<Report, String> {
    let file = beside(bundle);
    if !file.is_file() {
        return Err(format!("no {REPORT_FILE} lies beside the bundle"));
    }
    let reports = earlier::stored(&file).map_err(|trouble| trouble.message)?;
    let is_of = |one: &Report| one.run.started == evidence.run.started && one.target.url == evidence.target.url;
    reports.into_iter().find(is_of).ok_or_else(|| format!("the {REPORT_FILE} beside the bundle is of another run"))
}

/// Where the report of a bundle lies.
fn beside(bundle: &Path) -> PathBuf {
    let above = bundle.parent().filter(|_| bundle.file_name().is_some());
    above.map_or_else(|| bundle.join(".."), Path::to_owned).join(REPORT_FILE)
}

/// Gives each finding that was told then what waived it then. Where one was told under other profiles a waiver of any of them
/// counts: what is taken for waived fails once it is not.
fn restore(report: &mut Report, told: &Report) {
    for finding in &mut report.findings {
        let alike: Vec<&FindingForm> =
            told.findings.iter().filter(|one| one.fingerprint == finding.fingerprint).collect();
        if alike.is_empty() {
            continue;
        }
        let same = alike.iter().find(|one| one.rule == finding.rule && one.profiles == finding.profiles);
        let any = || alike.iter().find_map(|one| one.waived.clone());
        let waived = same.map_or_else(any, |one| one.waived.clone());
        finding.waived = waived;
    }
}
