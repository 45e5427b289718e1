//! A difference as a document: in what the runs differ comes first.

use std::collections::BTreeSet;

use crate::compare::diff::{Changed, ChangedThing, Diff, FindingChanges, Run, RunKind, Side, Thing, Things};
use crate::messages::Messages;
use crate::report::sheet::{Lines, Picture, Piece, Sheet};
use crate::report::{BaselineKind, PastFinding, counted, spoken, why_new_words};

/// How many words beside a change are shown; of longer pieces that are the same the middle is left out.
const AROUND: usize = 8;

/// A picture of both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictures {
    /// What it shows.
    pub what: String,
    /// The PNG file of then, if there is one.
    pub then: Option<Vec<u8>>,
    /// The PNG file of now, if there is one.
    pub now: Option<Vec<u8>>,
}

pub(super) fn sheet(diffs: &[Diff], pictures: &[Vec<Pictures>]) -> Sheet {
    let title = match diffs {
        [one] => format!("Difference: {}", one.now.site),
        several => format!("Differences of {} sites", several.len()),
    };
    let mut sheet = Sheet::new(&title);
    for (place, diff) in diffs.iter().enumerate() {
        if diffs.len() > 1 {
            sheet.heading(&diff.now.site, None);
        }
        let shown = pictures.get(place).map(Vec::as_slice).unwrap_or_default();
        one(&mut sheet, diff, shown);
    }
    sheet
}

fn one(sheet: &mut Sheet, diff: &Diff, pictures: &[Pictures]) {
    for (word, side) in [("Then", &diff.then), ("Now", &diff.now)] {
        sheet.text(&[Piece::Words(told(word, side))]);
    }
    sheet.differences(&diff.differences);
    sheet.text(&[Piece::Strong(summary(diff))]);
    findings(sheet, &diff.findings);
    changes(sheet, "Choices", &diff.states, "The choices ended alike.");
    things(sheet, "Cookies and storage", &diff.items, "The same cookies and storage were seen.");
    things(sheet, "Recipients", &diff.recipients, "The same hosts were contacted.");
    changes(sheet, "Interface", &diff.banner, "The interface is of the same kind.");
    if !pictures.is_empty() {
        sheet.heading("Pictures", None);
    }
    for pair in pictures {
        let side =
            |word: &str, png: &Option<Vec<u8>>| Picture { caption: format!("{}, {word}", pair.what), png: png.clone() };
        sheet.beside(vec![side("then", &pair.then), side("now", &pair.now)]);
    }
    for text in &diff.texts {
        sheet.heading(&format!("Words of layer {}", text.layer), None);
        sheet.text(&words(&text.runs));
    }
    things(sheet, "Controls", &diff.controls, "The controls are the same.");
    changes(sheet, "Consent signals", &diff.signals, "The signals are the same, as far as both runs recorded them.");
}

fn told(word: &str, side: &Side) -> String {
    let kind = match side.kind {
        BaselineKind::Bundle => "evidence, judged now",
        BaselineKind::Report | BaselineKind::Nothing => "report, as it was judged",
    };
    let whole = if side.complete { "" } else { "; not everything could be observed" };
    let count = counted(side.findings, "finding", "findings");
    format!("{word}: {} ({kind}), run of {}, {count}{whole}.", side.given, side.started)
}

fn summary(diff: &Diff) -> String {
    let FindingChanges { new, fixed, not_known, unchanged } = &diff.findings;
    let of = |things: &Things, what: &str| {
        let sure = |all: &[Thing]| all.iter().filter(|one| one.doubt.is_none()).count();
        let (appeared, gone) = (sure(&things.appeared), sure(&things.gone));
        let doubtful = things.appeared.len() + things.gone.len() - appeared - gone;
        let doubtful = if doubtful > 0 { format!(", {doubtful} in doubt") } else { String::new() };
        format!("{what}: {appeared} appeared, {gone} gone, {} changed{doubtful}", things.changed.len())
    };
    format!(
        "Findings: {} new, {} fixed, {} not known whether fixed, {} unchanged. {}. {}. {}.",
        new.len(),
        fixed.len(),
        not_known.len(),
        unchanged.len(),
        of(&diff.items, "Cookies and storage"),
        of(&diff.recipients, "Recipients"),
        of(&diff.controls, "Controls")
    )
}

fn findings(sheet: &mut Sheet, findings: &FindingChanges) {
    let count = findings.new.len() + findings.fixed.len() + findings.not_known.len();
    sheet.heading("Findings", Some(count));
    let new = findings.new.iter().map(|new| {
        let why = why_new_words(new.why, Messages::default()).map(|why| Piece::Quiet(why.to_owned()));
        row(Piece::Strong("new".to_owned()), &new.finding, why)
    });
    let fixed = findings.fixed.iter().map(|past| row(Piece::Words("fixed".to_owned()), past, None));
    let not_known = findings
        .not_known
        .iter()
        .map(|one| row(Piece::Doubt("not known".to_owned()), &one.finding, Some(Piece::Doubt(one.reason.clone()))));
    let rows = new.chain(fixed).chain(not_known).collect();
    sheet.table(&["change", "severity", "rule", "what"], rows, "No finding is new, fixed or in doubt.");
    if !findings.unchanged.is_empty() {
        let rules = findings.unchanged.iter().map(|one| one.rule.as_str());
        let rules: BTreeSet<&str> = rules.collect();
        let rules = rules.into_iter().collect::<Vec<_>>().join(", ");
        sheet.text(&[Piece::Quiet(format!("{} unchanged, of the rules {rules}.", findings.unchanged.len()))]);
    }
}

fn row(tag: Piece, past: &PastFinding, note: Option<Piece>) -> Vec<Lines> {
    let severity = Piece::Severity(past.severity, spoken(&past.severity));
    let what = std::iter::once(vec![Piece::Words(past.message.clone())]).chain(note.map(|note| vec![note]));
    vec![cell(tag), cell(severity), cell(Piece::Code(past.rule.clone())), what.collect()]
}

fn cell(piece: Piece) -> Lines {
    vec![vec![piece]]
}

fn changes(sheet: &mut Sheet, heading: &str, changes: &[Changed], none: &str) {
    sheet.heading(heading, Some(changes.len()));
    let row = |one: &Changed| {
        vec![
            cell(Piece::Words(one.what.clone())),
            cell(Piece::Removed(one.then.clone())),
            cell(Piece::Added(one.now.clone())),
        ]
    };
    sheet.table(&["what", "then", "now"], changes.iter().map(row).collect(), none);
}

fn things(sheet: &mut Sheet, heading: &str, things: &Things, none: &str) {
    let count = things.appeared.len() + things.gone.len() + things.changed.len();
    sheet.heading(heading, Some(count));
    let appeared = things.appeared.iter().map(|one| alone("appeared", "seen now, not then", one));
    let gone = things.gone.iter().map(|one| alone("gone", "not seen now", one));
    let rows = appeared.chain(gone).chain(things.changed.iter().map(changed)).collect();
    sheet.table(&["change", "kind", "name", "where", "what"], rows, none);
}

/// A thing of one side; where the other may have had it too, it neither appeared nor went.
fn alone(word: &str, doubtful: &str, thing: &Thing) -> Vec<Lines> {
    let tag = match &thing.doubt {
        None => Piece::Strong(word.to_owned()),
        Some(_) => Piece::Doubt(doubtful.to_owned()),
    };
    let about = thing.about.iter().map(|(name, text)| format!("{name}: {text}")).collect::<Vec<_>>().join("; ");
    let mut what: Lines = vec![vec![Piece::Words(about)]];
    if !thing.states.is_empty() {
        what.push(vec![Piece::Quiet(format!("seen in {}", thing.states.join(", ")))]);
    }
    what.extend(thing.doubt.iter().map(|doubt| vec![Piece::Doubt(doubt.clone())]));
    vec![
        cell(tag),
        cell(Piece::Words(thing.kind.clone())),
        cell(Piece::Code(thing.name.clone())),
        cell(Piece::Code(thing.place.clone())),
        what,
    ]
}

fn changed(thing: &ChangedThing) -> Vec<Lines> {
    let what = |one: &Changed| {
        let label = Piece::Words(format!("{}:", one.what));
        vec![label, Piece::Removed(one.then.clone()), Piece::Added(one.now.clone())]
    };
    vec![
        cell(Piece::Words("changed".to_owned())),
        cell(Piece::Words(thing.kind.clone())),
        cell(Piece::Code(thing.name.clone())),
        cell(Piece::Code(thing.place.clone())),
        thing.changes.iter().map(what).collect(),
    ]
}

/// The pieces of a text; of what is the same only what stands beside a change.
fn words(runs: &[Run]) -> Vec<Piece> {
    let last = runs.len().saturating_sub(1);
    let shown = |(place, run): (usize, &Run)| match run.kind {
        RunKind::Removed => Piece::Removed(run.text.clone()),
        RunKind::Added => Piece::Added(run.text.clone()),
        RunKind::Same => Piece::Quiet(beside(&run.text, place == 0, place == last)),
    };
    runs.iter().enumerate().map(shown).collect()
}

fn beside(text: &str, is_first: bool, is_last: bool) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let head = if is_first { 0 } else { AROUND };
    let tail = if is_last { 0 } else { AROUND };
    if words.len() <= head + tail + 1 {
        return text.to_owned();
    }
    let front = words.get(..head).unwrap_or_default().join(" ");
    let back = words.get(words.len() - tail..).unwrap_or_default().join(" ");
    [front.as_str(), "…", &back].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
