//! What a run has to print: its reports, where their sites stand in the user's repository, and what was not judged.

use std::collections::BTreeMap;

use super::exhibits::Exhibits;
use super::exit::{ExitKind, ExitVerdict};
use super::form::{FindingForm, Report, TargetForm};
use super::since::Standings;
use crate::evidence::TargetKind;

/// Where a site stands in the files of the one who audits it, for programs that show findings beside files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Path of the file from the root of the repository, parted by `/`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column where the site's own text begins, in UTF-16 units from 1.
    pub column: usize,
    /// That text, if the line was read: it says where the column ends.
    pub text: Option<String>,
}

impl Anchor {
    /// The beginning of a file that stands for the site as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 1, column: 1, text: None }
    }

    /// Where nobody named a place: the audited file itself, the first page of a folder, else the report.
    fn of_target(target: &TargetForm) -> Self {
        let given = target.given.trim_start_matches("./").trim_end_matches('/');
        match target.kind {
            TargetKind::File => Self::file(given),
            TargetKind::Folder if matches!(given, "" | ".") => Self::file("index.html"),
            TargetKind::Folder => Self::file(format!("{given}/index.html")),
            TargetKind::Url => Self::file("report.json"),
        }
    }

    /// Column behind the text, in UTF-16 units from 1.
    pub fn end_column(&self) -> usize {
        self.column + self.text.as_ref().map_or(1, |text| text.encode_utf16().count().max(1))
    }
}

/// A target of which there is no report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unjudged {
    /// As the user wrote it.
    pub target: String,
    /// Why.
    pub reason: String,
    /// How a run ends for it.
    pub kind: ExitKind,
}

/// Something that went wrong beside judging: a signature, a layout, a file. The reports stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mishap {
    /// The target that it is about, as the user wrote it, if it is about one.
    pub target: Option<String>,
    /// What went wrong.
    pub reason: String,
    /// How a run ends for it.
    pub kind: ExitKind,
}

/// Everything that a format may print of a run.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// One report a target.
    pub reports: &'a [Report],
    /// What their evidence shows beside them, in the same order. Where there is none, HTML says where it stands.
    pub exhibits: &'a [Exhibits],
    /// Where their sites stand, in the same order. Where one is missing, the audited file or the report stands for it.
    pub anchors: &'a [Anchor],
    /// Targets of which there is no report.
    pub unjudged: &'a [Unjudged],
    /// What went wrong beside judging.
    pub mishaps: &'a [Mishap],
    /// How the run ends, and which findings made it so.
    pub exit: &'a ExitVerdict,
}

/// A report with its place among the others and in the repository.
pub(super) struct Judged<'a> {
    pub(super) report: &'a Report,
    pub(super) anchor: Anchor,
    /// How its findings stand to the baseline.
    pub(super) standings: Standings<'a>,
    place: usize,
    exit: &'a ExitVerdict,
}

impl<'a> Run<'a> {
    /// Reports alone.
    pub fn of(reports: &'a [Report], exit: &'a ExitVerdict) -> Self {
        Self { reports, exhibits: &[], anchors: &[], unjudged: &[], mishaps: &[], exit }
    }

    /// Each report with what belongs to it.
    pub(super) fn judged(&self) -> impl Iterator<Item = Judged<'a>> {
        let (anchors, exit) = (self.anchors, self.exit);
        self.reports.iter().enumerate().map(move |(place, report)| {
            let anchor = anchors.get(place).cloned().unwrap_or_else(|| Anchor::of_target(&report.target));
            Judged { report, anchor, standings: report.standings(), place, exit }
        })
    }

    /// How many findings there are of each rule, over all reports.
    pub(super) fn by_rule(&self) -> BTreeMap<&'a str, Vec<&'a FindingForm>> {
        let mut rules: BTreeMap<&str, Vec<&FindingForm>> = BTreeMap::new();
        for finding in self.reports.iter().flat_map(|report| &report.findings) {
            rules.entry(&finding.rule).or_default().push(finding);
        }
        rules
    }
}

impl<'a> Judged<'a> {
    /// Each finding, and whether it is one of those that the exit code counts.
    pub(super) fn findings(&self) -> impl Iterator<Item = (&'a FindingForm, bool)> {
        let (exit, place) = (self.exit, self.place);
        self.report
            .findings
            .iter()
            .enumerate()
            .map(move |(number, finding)| (finding, exit.counting.contains(&(place, number))))
    }

    /// What tells this site from others and stays the same from run to run: local ones are served on any free port.
    pub(super) fn site(&self) -> &'a str {
        match self.report.target.kind {
            TargetKind::Url => &self.report.target.url,
            TargetKind::File | TargetKind::Folder => &self.report.target.given,
        }
    }
}
