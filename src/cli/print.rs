//! Reports to the terminal and to files.

use std::collections::BTreeSet;
use std::path::Path;

#[cfg(feature = "chrome")]
use super::arguments::DemoArguments;
use super::arguments::PrintingArguments;
use super::exit::{Exit, Trouble};
use super::judge::{Case, Judge};
use super::outputs::Outputs;
use super::progress::Progress;
use super::{output, settings};
use crate::report::{self, Anchor, Exhibits, ExitKind, Format, Look, Mishap, Persona, Report, Run, Unjudged};

/// What the pictures of all reports of a run may take, bytes; those of later targets stand in their own reports alone.
const PICTURES: usize = 40_000_000;

/// What a run has to show: reports of targets, and what went wrong with others.
pub struct Harvest<'a> {
    progress: &'a Progress,
    reports: Vec<Report>,
    exhibits: Vec<Exhibits>,
    anchors: Vec<Anchor>,
    unjudged: Vec<Unjudged>,
    mishaps: Vec<Mishap>,
    troubles: Exit,
}

impl<'a> Harvest<'a> {
    /// Nothing yet.
    pub fn new(progress: &'a Progress) -> Self {
        let (reports, exhibits, anchors) = (Vec::new(), Vec::new(), Vec::new());
        let (unjudged, mishaps, troubles) = (Vec::new(), Vec::new(), Exit::Clean);
        Self { progress, reports, exhibits, anchors, unjudged, mishaps, troubles }
    }

    /// Tells a trouble that does not undo a report: one that could not be written is still judged and printed.
    pub fn note(&mut self, target: &str, outcome: Result<(), Trouble>) {
        if let Err(trouble) = outcome {
            self.went_wrong(Some(target), &trouble);
        }
    }

    /// Writes the reports of a target into the folder of its site. It comes after all else that is kept of it, so that they
    /// say what of that went wrong.
    pub fn keep(&mut self, target: &str, case: &Case, judge: &Judge, folder: &Path) {
        let own = |one: &&Mishap| one.target.as_deref() == Some(target);
        let mishaps: Vec<Mishap> = self.mishaps.iter().filter(own).cloned().collect();
        let outcome = keep(case, judge, &mishaps, folder);
        self.note(target, outcome);
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
        let kind = kind(trouble);
        self.unjudged.push(Unjudged { target: target.to_owned(), reason: trouble.message.clone(), kind });
    }

    fn went_wrong(&mut self, target: Option<&str>, trouble: &Trouble) {
        self.tell(target, trouble);
        let (target, reason) = (target.map(str::to_owned), trouble.message.clone());
        self.mishaps.push(Mishap { target, reason, kind: kind(trouble) });
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
        self.progress.clear();
        let text = self.write(judge, outputs, settings::printing_look(words));
        if let Some(text) = text {
            output::say(&text);
        }
        let came_to = judge.came_to(&self.reports).worst(self.troubles);
        let exit = judge.leaving().with(came_to);
        if exit != came_to && came_to == self.troubles {
            output::complain(&format!("exit 0 (--exit-zero; without it {})", came_to.code()));
        }
        self.progress.end(exit);
        exit
    }

    /// Writes every file, and gives what is to be printed. A file that could not be written changes how the run ends, so
    /// that what could be is written anew and says it.
    fn write(&mut self, judge: &Judge, outputs: &Outputs, look: Look) -> Option<String> {
        let mut lost = BTreeSet::new();
        loop {
            let ending = judge.ending(&self.reports, &self.unjudged, &self.mishaps);
            let (exhibits, anchors) = (&self.exhibits, &self.anchors);
            let (unjudged, mishaps) = (&self.unjudged, &self.mishaps);
            let run = Run { exhibits, anchors, unjudged, mishaps, ..Run::of(&self.reports, &ending) };
            let mut failed = outputs.write(&run, &lost);
            let text = outputs.standard(&run, look);
            let text = text.map_err(|trouble| failed.extend((!lost.contains(&None)).then_some((None, trouble))));
            if failed.is_empty() {
                return text.ok().flatten();
            }
            for (place, trouble) in failed {
                self.went_wrong(None, &trouble);
                lost.insert(place);
            }
        }
    }
}

/// How a run ends for a trouble.
fn kind(trouble: &Trouble) -> ExitKind {
    match trouble.exit {
        Exit::NoBrowser => ExitKind::NoBrowser,
        Exit::Usage => ExitKind::Refused,
        Exit::Clean | Exit::Findings | Exit::Incomplete | Exit::Interrupted => ExitKind::Incomplete,
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

/// Writes `report.json`, `report.md` and `report.html` into a site's folder, with everything that failed, and what went wrong
/// with this target.
///
/// # Errors
/// A file that cannot be written.
pub fn keep(case: &Case, judge: &Judge, mishaps: &[Mishap], folder: &Path) -> Result<(), Trouble> {
    let (reports, exhibits) = (std::slice::from_ref(&case.report), std::slice::from_ref(&case.exhibits));
    let exit = judge.ending(reports, &[], mishaps);
    let run = Run { exhibits, mishaps, ..Run::of(reports, &exit) };
    let plain = Look { width: None, paint: report::Paint::Off, persona: Persona::Auditor };
    let files = [("report.json", Format::Json), ("report.md", Format::Markdown), ("report.html", Format::Html)];
    for (name, format) in files {
        let text = report::print(format, &run, plain);
        output::write_whole(&folder.join(name), text.as_bytes())?;
    }
    Ok(())
}
