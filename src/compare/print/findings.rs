//! The findings of a difference. Numbers are of what could make a run fail, as everywhere; what is for review, for
//! information or waived stands apart from them.

use std::collections::BTreeSet;

use super::diff::cell;
use super::sights::Sights;
use crate::compare::diff::FindingChanges;
use crate::messages::Messages;
use crate::report::sheet::{Lines, Piece, Sheet};
use crate::report::{PastFinding, can_count, spoken, why_new_words};

/// Findings that count, or those beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Share {
    /// What could make a run fail.
    Counting,
    /// What is for review, for information, or waived.
    Beside,
}

impl Share {
    fn holds(self, finding: &PastFinding) -> bool {
        can_count(finding.verdict, finding.waived.as_ref()) == (self == Self::Counting)
    }

    /// New, fixed, not known, unchanged.
    fn counts(self, all: &FindingChanges) -> [usize; 4] {
        [
            all.new.iter().filter(|one| self.holds(&one.finding)).count(),
            all.fixed.iter().filter(|one| self.holds(one)).count(),
            all.not_known.iter().filter(|one| self.holds(&one.finding)).count(),
            all.unchanged.iter().filter(|one| self.holds(one)).count(),
        ]
    }
}

/// How many there are of each kind, one line.
pub(super) fn summary(all: &FindingChanges) -> String {
    let told = |counts: [usize; 4]| {
        let [new, fixed, not_known, unchanged] = counts;
        format!("{new} new, {fixed} fixed, {not_known} not known whether fixed, {unchanged} unchanged")
    };
    let mut line = format!("Findings: {}.", told(Share::Counting.counts(all)));
    let beside = Share::Beside.counts(all);
    if beside != [0; 4] {
        line.push_str(&format!(" For review, for information or waived: {}.", told(beside)));
    }
    line
}

/// Their tables.
pub(super) fn tables(sheet: &mut Sheet, all: &FindingChanges, sights: Sights) {
    table(sheet, "Findings", all, Share::Counting, &sights.alike("No finding is new, fixed or in doubt"));
    if Share::Beside.counts(all) != [0; 4] {
        table(
            sheet,
            "For review, for information or waived",
            all,
            Share::Beside,
            "Nothing of it is new, fixed or in doubt.",
        );
    }
}

fn table(sheet: &mut Sheet, heading: &str, all: &FindingChanges, share: Share, none: &str) {
    let new = all.new.iter().filter(|one| share.holds(&one.finding)).map(|one| {
        let why = why_new_words(one.why, Messages::default()).map(|why| Piece::Quiet(why.to_owned()));
        row(Piece::Strong("new".to_owned()), &one.finding, why)
    });
    let fixed = all.fixed.iter().filter(|one| share.holds(one));
    let fixed = fixed.map(|past| row(Piece::Words("fixed".to_owned()), past, None));
    let not_known = all.not_known.iter().filter(|one| share.holds(&one.finding));
    let not_known = not_known
        .map(|one| row(Piece::Doubt("not known".to_owned()), &one.finding, Some(Piece::Doubt(one.reason.clone()))));
    let rows: Vec<Vec<Lines>> = new.chain(fixed).chain(not_known).collect();
    sheet.heading(heading, Some(rows.len()));
    sheet.table(&["change", "severity", "rule", "what"], rows, none);
    let unchanged = || all.unchanged.iter().filter(|one| share.holds(one));
    let rules: BTreeSet<&str> = unchanged().map(|one| one.rule.as_str()).collect();
    if !rules.is_empty() {
        let rules = rules.into_iter().collect::<Vec<_>>().join(", ");
        sheet.text(&[Piece::Quiet(format!("{} unchanged, of the rules {rules}.", unchanged().count()))]);
    }
}

fn row(tag: Piece, past: &PastFinding, note: Option<Piece>) -> Vec<Lines> {
    let severity = Piece::Severity(past.severity, spoken(&past.severity));
    let waived = past.waived.as_ref().map(|waiver| Piece::Quiet(format!("Waived: {}", waiver.reason)));
    let what: Lines =
        [Some(Piece::Words(past.message.clone())), note, waived].into_iter().flatten().map(|one| vec![one]).collect();
    vec![cell(tag), cell(severity), cell(Piece::Code(past.rule.clone())), what]
}
