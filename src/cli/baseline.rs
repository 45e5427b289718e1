//! What a run is held against (`--baseline`).

use std::path::{Path, PathBuf};

use super::arguments::BaselineArguments;
use super::configuration::{Held, Origin, Setting, Settings};
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

/// Which earlier run is meant: that of the command line, else that of the configuration.
pub fn meant(words: &BaselineArguments, common: &Settings) -> Option<Held> {
    let from = Origin::Flag("--baseline");
    let said = words.baseline.as_ref().map(|path| Held { words: vec![path.display().to_string()], from });
    said.or_else(|| common.held(Setting::Baseline).cloned()).filter(|_| !words.no_baseline)
}

impl Stored {
    /// Reads the run that is meant, before anything is visited; says so where it is not known what was waived then.
    ///
    /// # Errors
    /// Nothing there, or something that cannot be read.
    pub fn read(meant: &Held) -> Result<Self, Trouble> {
        let given = meant.words.first().map_or(Path::new(""), Path::new);
        let named = match &meant.from {
            Origin::File(place) => format!("{place}: `baseline`"),
            _ => "--baseline".to_owned(),
        };
        if !given.exists() {
            return Err(missing(&named, given, &meant.from));
        }
        let found = earlier::find(given)
            .map_err(|trouble| Trouble { message: format!("{named} {}", trouble.message), ..trouble })?;
        let runs = Remembered::all(found);
        if let Some(doubts) = waived::doubts(&runs) {
            output::complain(&format!("{named}: {doubts}"));
        }
        Ok(Self { given: given.display().to_string(), runs })
    }

    /// The files and folders that were read.
    pub fn places(&self) -> impl Iterator<Item = PathBuf> {
        self.runs.iter().flat_map(Remembered::places)
    }
}

/// Says how a first baseline is made.
fn missing(named: &str, given: &Path, from: &Origin) -> Trouble {
    let place = given.display();
    let kept = if given.extension().is_some_and(|ending| ending == "json") { "--write json=" } else { "--output " };
    let without = if matches!(from, Origin::File(_)) { " --no-baseline" } else { "" };
    Trouble::usage(format!(
        "{named} {place}: there is no such file or folder; name a report.json or a bundle. The first one is made by a run \
         that is held against nothing: `consentinel audit{without} {kept}{place}`; look at what it found before you keep it"
    ))
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
