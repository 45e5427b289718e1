//! Reports to the terminal and to files.

use std::path::Path;

#[cfg(feature = "chrome")]
use super::arguments::DemoArguments;
use super::arguments::PrintingArguments;
use super::exit::{Exit, Trouble};
use super::judge::{Case, Judge};
use super::outputs::Outputs;
use super::progress::Progress;
use super::{output, settings};
use crate::report::{self, Anchor, Exhibits, ExitKind, Format, Look, Persona, Report, Run, Unjudged};

/// What the pictures of all reports of a run may take, bytes; those of later targets stand in their own reports alone.
const PICTURES: usize = 40_000_000;

/// What a run has to show: reports of targets, and what went wrong with others.
pub struct Harvest<'a> {
    progress: &'a Progress,
    reports: Vec<Report>,
    exhibits: Vec<Exhibits>,
    anchors: Vec<Anchor>,
    unjudged: Vec<Unjudged>,
    troubles: Exit,
}

impl<'a> Harvest<'a> {
    /// Nothing yet.
    pub fn new(progress: &'a Progress) -> Self {
        let (reports, exhibits) = (Vec::new(), Vec::new());
        Self { progress, reports, exhibits, anchors: Vec::new(), unjudged: Vec::new(), troubles: Exit::Clean }
    }

    /// Tells a trouble that does not undo a report: one that could not be written is still judged and printed.
    pub fn note(&mut self, target: &str, outcome: Result<(), Trouble>) {
        if let Err(trouble) = outcome {
            self.tell(Some(target), &trouble);
        }
    }

    /// Takes in what came of a target, and which file stands for it.
    pub fn take(&mut self, target: &str, case: Case, anchor: Anchor) {
        let Case { report, exhibits } = case;
        self.progress.judged(target, &report);
        let weight: usize = self.exhibits.iter().map(Exhibits::weight).sum();
        let too_heavy = weight + exhibits.weight() > PICTURES;
        self.exhibits.push(if too_heavy { exhibits.without_pictures() } else { exhibits });
        self.reports.push(report);
        self.anchors.push(anchor);
    }

    /// Tells why there is no report of a target, which does not end the others.
    pub fn miss(&mut self, target: &str, trouble: &Trouble) {
        self.tell(Some(target), trouble);
        let kind = match trouble.exit {
            Exit::NoBrowser => ExitKind::NoBrowser,
            Exit::Usage => ExitKind::Refused,
            Exit::Clean | Exit::Findings | Exit::Incomplete | Exit::Interrupted => ExitKind::Incomplete,
        };
        self.unjudged.push(Unjudged { target: target.to_owned(), reason: trouble.message.clone(), kind });
    }

    fn tell(&mut self, target: Option<&str>, trouble: &Trouble) {
        self.progress.trouble(target, trouble);
        self.troubles = self.troubles.worst(trouble.exit);
    }

    /// Whether there is no point in going on.
    #[cfg(feature = "chrome")]
    pub fn is_hopeless(&self) -> bool {
        self.troubles == Exit::NoBrowser
    }

    /// Prints and writes everything in the chosen formats and gives the exit code, which does not depend on them.
    pub fn finish(mut self, judge: &Judge, words: &PrintingArguments, outputs: &Outputs) -> Exit {
        let ending = judge.ending(&self.reports, &self.unjudged);
        let (exhibits, anchors, unjudged) = (&self.exhibits, &self.anchors, &self.unjudged);
        let run = Run { exhibits, anchors, unjudged, ..Run::of(&self.reports, &ending) };
        self.progress.clear();
        let mut failed = Vec::new();
        match outputs.standard(&run, settings::printing_look(words)) {
            Ok(Some(text)) => output::say(&text),
            Ok(None) => {}
            Err(trouble) => failed.push(trouble),
        }
        failed.extend(outputs.write(&run));
        failed.iter().for_each(|trouble| self.tell(None, trouble));
        let came_to = judge.came_to(&self.reports).worst(self.troubles);
        let exit = judge.leaving().with(came_to);
        if exit != came_to && came_to == self.troubles {
            output::complain(&format!("exit 0 (--exit-zero; without it {})", came_to.code()));
        }
        self.progress.end(exit);
        exit
    }
}

/// A report in the format that `demo` was asked for.
#[cfg(feature = "chrome")]
pub fn rendered(case: &Case, judge: &Judge, words: &DemoArguments) -> String {
    let (reports, exhibits) = (std::slice::from_ref(&case.report), std::slice::from_ref(&case.exhibits));
    let exit = judge.verdict(reports);
    let run = Run { exhibits, ..Run::of(reports, &exit) };
    report::print(settings::format(words.format), &run, settings::printing_look(&words.printing))
}

/// Writes `report.json`, `report.md` and `report.html` into a site's folder, with everything that failed.
///
/// # Errors
/// A file that cannot be written.
pub fn keep(case: &Case, judge: &Judge, folder: &Path) -> Result<(), Trouble> {
    let (reports, exhibits) = (std::slice::from_ref(&case.report), std::slice::from_ref(&case.exhibits));
    let exit = judge.verdict(reports);
    let run = Run { exhibits, ..Run::of(reports, &exit) };
    let plain = Look { width: None, paint: report::Paint::Off, persona: Persona::Auditor };
    let files = [("report.json", Format::Json), ("report.md", Format::Markdown), ("report.html", Format::Html)];
    for (name, format) in files {
        let text = report::print(format, &run, plain);
        output::write_whole(&folder.join(name), text.as_bytes())?;
    }
    Ok(())
}
