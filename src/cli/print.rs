//! Reports to the terminal and to files.

use std::path::Path;

use super::arguments::PrintingArguments;
use super::exit::{Exit, Trouble};
use super::judge::Judge;
use super::{output, settings};
use crate::report::{self, Format, Look, Persona, Report};

/// What a run has to show: reports of targets, and what went wrong with others.
pub struct Harvest {
    reports: Vec<Report>,
    troubles: Exit,
}

impl Harvest {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { reports: Vec::new(), troubles: Exit::Clean }
    }

    /// Tells a trouble that does not undo a report: one that could not be written is still judged and printed.
    pub fn note(&mut self, outcome: Result<(), Trouble>) {
        if let Err(trouble) = outcome {
            output::complain(&trouble.message);
            self.troubles = self.troubles.worst(trouble.exit);
        }
    }

    /// Takes in what came of one target; a trouble is told at once and does not end the others.
    pub fn take(&mut self, reported: Result<Report, Trouble>) {
        match reported {
            Ok(report) => self.reports.push(report),
            Err(trouble) => self.note(Err(trouble)),
        }
    }

    /// Whether there is no point in going on.
    #[cfg(feature = "chrome")]
    pub fn is_hopeless(&self) -> bool {
        self.troubles == Exit::NoBrowser
    }

    /// Prints everything in the chosen format and gives the exit code, which does not depend on it.
    pub fn finish(self, judge: &Judge, words: &PrintingArguments) -> Exit {
        if !self.reports.is_empty() {
            output::say(&rendered(&self.reports, judge, words));
        }
        let came_to = judge.came_to(&self.reports).worst(self.troubles);
        let exit = judge.leaving().with(came_to);
        if exit != came_to && came_to == self.troubles {
            output::complain(&format!("exit 0 (--exit-zero; without it {})", came_to.code()));
        }
        exit
    }
}

/// Reports in the chosen format.
pub fn rendered(reports: &[Report], judge: &Judge, words: &PrintingArguments) -> String {
    report::render(settings::format(words.format), reports, &judge.verdict(reports), settings::printing_look(words))
}

/// Writes `report.json`, `report.md` and `report.html` into a site's folder, with everything that failed.
///
/// # Errors
/// A file that cannot be written.
pub fn keep(report: &Report, judge: &Judge, folder: &Path) -> Result<(), Trouble> {
    let one = std::slice::from_ref(report);
    let verdict = judge.verdict(one);
    let plain = Look { width: None, paint: report::Paint::Off, persona: Persona::Auditor };
    let files = [("report.json", Format::Json), ("report.md", Format::Markdown), ("report.html", Format::Html)];
    for (name, format) in files {
        let text = report::render(format, one, &verdict, plain);
        output::write_whole(&folder.join(name), text.as_bytes())?;
    }
    Ok(())
}
