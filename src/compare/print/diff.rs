//! A difference as a document: in what the runs differ comes first.

use super::findings;
use super::sights::Sights;
use crate::compare::diff::{Changed, ChangedThing, Diff, Run, RunKind, Side, Thing, Things};
use crate::report::sheet::{Lines, Picture, Piece, Sheet};
use crate::report::{BaselineKind, counted};

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
    let (visits, interface) = (Sights::visits(diff), Sights::interface(diff));
    sheet.text(&[Piece::Strong(summary(diff, visits, interface))]);
    findings::tables(sheet, &diff.findings, visits);
    changes(sheet, "Choices", &diff.states, &visits.alike("The choices ended alike"));
    things(sheet, "Cookies and storage", &diff.items, &visits.alike("The same cookies and storage were seen"));
    things(sheet, "Recipients", &diff.recipients, &visits.alike("The same hosts were contacted"));
    changes(sheet, "Interface", &diff.banner, &interface.alike("The interface is of the same kind"));
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
    things(sheet, "Controls", &diff.controls, &interface.alike("The controls are the same"));
    // Not every signal can be asked for on every page.
    let signals = visits.at_most_partly().alike("The signals are the same");
    changes(sheet, "Consent signals", &diff.signals, &signals);
}

fn told(word: &str, side: &Side) -> String {
    let kind = match side.kind {
        BaselineKind::Bundle => "evidence, judged now",
        BaselineKind::Report | BaselineKind::Nothing => "report, as it was judged",
    };
    let whole = if side.complete { "" } else { "; not everything could be observed" };
    let count = counted(side.findings, "finding or indication", "findings and indications");
    format!("{word}: {} ({kind}), run of {}, {count}{whole}.", side.given, side.started)
}

fn summary(diff: &Diff, visits: Sights, interface: Sights) -> String {
    let of = |things: &Things, what: &str, sights: Sights| {
        let sure = |all: &[Thing]| all.iter().filter(|one| one.doubt.is_none()).count();
        let (appeared, gone) = (sure(&things.appeared), sure(&things.gone));
        let doubtful = things.appeared.len() + things.gone.len() - appeared - gone;
        if sights.is_blind() && things.is_empty() {
            return format!("{what}: not known");
        }
        let doubtful = if doubtful > 0 { format!(", {doubtful} in doubt") } else { String::new() };
        format!("{what}: {appeared} appeared, {gone} gone, {} changed{doubtful}", things.changed.len())
    };
    format!(
        "{} {}. {}. {}.",
        findings::summary(&diff.findings),
        of(&diff.items, "Cookies and storage", visits),
        of(&diff.recipients, "Recipients", visits),
        of(&diff.controls, "Controls", interface)
    )
}

pub(super) fn cell(piece: Piece) -> Lines {
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
