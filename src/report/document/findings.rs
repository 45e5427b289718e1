//! Findings, worst first; those of one rule and severity share a card. Waived ones stand in a table of their own.

use std::collections::BTreeSet;

use super::cut::{SENTENCE, cut};
use super::failed;
use super::parts::{Block, Card, Cell, Line, Point, Span, Table, Tone};
use crate::engine::{ExceptionStatus, ExceptionUse, Outcome};
use crate::evidence::ReachOutcome;
use crate::policy::{ProfileKind, Severity, Verdict};
use crate::report::clean::clean;
use crate::report::form::{FindingForm, LawForm, Report};
use crate::report::persona::Persona;
use crate::report::words::{counted, spoken, word};

pub(super) fn blocks(report: &Report, persona: Persona) -> Vec<Block> {
    let (waived, open): (Vec<_>, Vec<_>) = report.findings.iter().partition(|finding| finding.waived.is_some());
    let (shown, hidden): (Vec<_>, Vec<_>) = open.into_iter().partition(|finding| persona.sees(finding.verdict));
    let mut blocks = vec![Block::Heading("Findings".to_owned(), Some(shown.len()))];
    if shown.is_empty() && hidden.is_empty() {
        blocks.push(Block::Text(vec![none(report)]));
    }
    blocks.extend(unseen(&hidden));
    blocks.extend(by_kind(report, &shown));
    if !shown.is_empty() {
        let more = "More on a rule, with the addresses of its sources: consentinel explain RULE";
        blocks.push(Block::Note(vec![Span::words(more).quiet()]));
    }
    if !waived.is_empty() {
        blocks.push(Block::Heading("Waived".to_owned(), Some(waived.len())));
        blocks.push(Block::Table(waived_table(&waived)));
    }
    let idle: Vec<&ExceptionUse> =
        report.exceptions.iter().filter(|exception| exception.status != ExceptionStatus::Used).collect();
    if !idle.is_empty() {
        blocks.push(Block::Heading("Exceptions without effect".to_owned(), Some(idle.len())));
        blocks.push(Block::Table(idle_table(&idle)));
    }
    blocks
}

/// Tables and cards; where profiles of several kinds were chosen, a part for each: what a contract or a standard asks is
/// no law. What profiles of two kinds ask alike stands in the first part and names both.
fn by_kind(report: &Report, shown: &[&FindingForm]) -> Vec<Block> {
    let kind = |finding: &FindingForm| {
        report.profiles.iter().filter(|one| finding.profiles.contains(&one.id)).map(|one| one.kind).min()
    };
    let kinds: BTreeSet<ProfileKind> = report.profiles.iter().map(|profile| profile.kind).collect();
    if kinds.len() < 2 {
        return part(report, shown);
    }
    let mut blocks = Vec::new();
    for each in kinds {
        let of_kind: Vec<&FindingForm> = shown.iter().copied().filter(|one| kind(one) == Some(each)).collect();
        let profiles = report.profiles.iter().filter(|one| one.kind == each).map(|one| one.id.as_str());
        let heading = format!("By {}: {}", kind_words(each), profiles.collect::<Vec<_>>().join(", "));
        blocks.push(Block::Heading(heading, Some(of_kind.len())));
        blocks.extend(part(report, &of_kind));
    }
    blocks
}

fn part(report: &Report, shown: &[&FindingForm]) -> Vec<Block> {
    let table = (!shown.is_empty()).then(|| Block::Table(failed::table(report, shown)));
    let cards = shown.chunk_by(|a, b| is_one_card(a, b)).map(|group| Block::Card(card(report, group)));
    table.into_iter().chain(cards).collect()
}

/// On whose word profiles of a kind stand, after "by".
fn kind_words(kind: ProfileKind) -> &'static str {
    match kind {
        ProfileKind::Law => "law",
        ProfileKind::Contract => "contract, which is no law",
        ProfileKind::Standard => "standard, which is no law",
        ProfileKind::Own => "one’s own profile, which is no law",
    }
}

/// What is said where nothing was found; never more than could be seen.
fn none(report: &Report) -> Span {
    let cant_tell = report.results.iter().any(|result| result.outcome == Outcome::CantTell);
    if report.reached.outcome != ReachOutcome::Loaded {
        Span::words("Nothing was judged: the site was not reached.").doubt()
    } else if !report.complete {
        Span::words("Nothing was found in what could be observed. That is not all of it.").doubt()
    } else if cant_tell {
        Span::words("Nothing was found by the rules that could be judged; others could not.")
    } else {
        Span::words("Nothing was found in this run.")
    }
}

/// How many of each word are not printed, and who would see them.
fn unseen(hidden: &[&FindingForm]) -> Option<Block> {
    let words = [
        (Verdict::Finding, "finding", "findings"),
        (Verdict::Indication, "indication", "indications"),
        (Verdict::Review, "for review", "for review"),
        (Verdict::Info, "for information", "for information"),
    ];
    let counts = words.into_iter().filter_map(|(verdict, one, many)| {
        let count = hidden.iter().filter(|finding| finding.verdict == verdict).count();
        (count > 0).then(|| counted(count, one, many))
    });
    let counts: Vec<String> = counts.collect();
    let sees_all = |persona: &Persona| hidden.iter().all(|finding| persona.sees(finding.verdict));
    let persona = Persona::ALL.into_iter().find(sees_all)?;
    let told = format!("Not printed: {}; --persona {} shows them.", counts.join(", "), persona.word());
    (!counts.is_empty()).then(|| Block::Text(vec![Span::words(told).doubt()]))
}

fn is_one_card(a: &FindingForm, b: &FindingForm) -> bool {
    (&a.rule, &a.profiles, a.severity, a.verdict, &a.softened)
        == (&b.rule, &b.profiles, b.severity, b.verdict, &b.softened)
}

fn card(report: &Report, group: &[&FindingForm]) -> Card {
    let Some(first) = group.first() else { return empty() };
    let mut about = vec![
        Span::code(&first.rule),
        Span::words("·").quiet(),
        Span::words(word(&first.verdict)),
        Span::words("·").quiet(),
        Span::words(format!("confidence {}", word(&first.confidence))),
    ];
    if report.profiles.len() > 1 {
        about.extend([Span::words("·"), Span::words(first.profiles.join(", "))]);
    }
    let mut notes = Vec::new();
    if !first.softened.is_empty() {
        let lines = first.softened.iter().map(|why| vec![Span::words(cut(&clean(why), SENTENCE))]).collect();
        notes.push(("softened".to_owned(), lines));
    }
    if !first.law.is_empty() {
        notes.push(("law".to_owned(), vec![laws(&first.law)]));
    }
    notes.push(("remedy".to_owned(), vec![vec![Span::words(&first.remedy)]]));
    Card {
        severity: first.severity,
        title: Span::words(&first.title).strong(),
        about: about.into_iter().map(Span::quiet).collect(),
        points: group.iter().map(|finding| point(finding)).collect(),
        notes,
    }
}

/// Never drawn: groups have members.
fn empty() -> Card {
    let title = Span::words("");
    Card { severity: Severity::Info, title, about: Vec::new(), points: Vec::new(), notes: Vec::new() }
}

fn point(finding: &FindingForm) -> Point {
    let mut details: Cell = Vec::new();
    let mut line: Line = Vec::new();
    if let Some(state) = &finding.state {
        line.push(Span::words(format!("state {state}")).quiet());
        line.push(Span::words("·").quiet());
    }
    line.push(Span::words("fingerprint").quiet());
    line.push(Span::code(&finding.fingerprint).quiet());
    details.push(line);
    let pointers: BTreeSet<&str> = finding.witnesses.iter().map(|witness| witness.evidence.as_str()).collect();
    let shown: Vec<&str> = finding.witnesses.iter().map(|witness| witness.evidence.as_str()).take(SHOWN).collect();
    let mut line = vec![Span::words("evidence").quiet()];
    line.extend(shown.iter().map(|pointer| Span::code(pointer).quiet()));
    if pointers.len() > shown.len() {
        line.push(Span::words(format!("and {} more", pointers.len() - shown.len())).quiet());
    }
    details.push(line);
    Point { message: vec![Span::words(cut(&clean(&finding.message), SENTENCE))], details }
}

/// How many pointers a finding shows; all of them stand in `report.json`.
const SHOWN: usize = 3;

/// The provisions behind each other, each with how far it binds.
fn laws(laws: &[LawForm]) -> Line {
    let last = laws.len().saturating_sub(1);
    let law = |(number, law): (usize, &LawForm)| {
        let title = if law.url.is_empty() { Span::words(&law.title) } else { Span::link(&law.title, &law.url) };
        let binding = if law.binding.is_empty() { String::new() } else { format!("({})", law.binding) };
        let end = if number == last { "" } else { ";" };
        [title, Span::words(format!("{binding}{end}")).quiet()]
    };
    laws.iter().enumerate().flat_map(law).filter(|span| !span.text.is_empty()).collect()
}

fn waived_table(waived: &[&FindingForm]) -> Table {
    let mut table = Table::new(&["severity", "finding", "waived because", "by", "until"], "Nothing is waived.");
    for finding in waived {
        let Some(waiver) = &finding.waived else { continue };
        let one = |text: &str| vec![vec![Span::words(cut(&clean(text), SENTENCE))]];
        table.rows.push(vec![
            vec![vec![Span::words(word(&finding.severity)).toned(Tone::Severity(finding.severity))]],
            vec![
                vec![Span::words(cut(&clean(&finding.message), SENTENCE))],
                vec![Span::code(&finding.rule).quiet(), Span::code(&finding.fingerprint).quiet()],
            ],
            one(&waiver.reason),
            one(&waiver.by),
            one(waiver.until.as_deref().unwrap_or("no end")),
        ]);
    }
    table
}

fn idle_table(idle: &[&ExceptionUse]) -> Table {
    let mut table = Table::new(&["exception", "rule", "came of it", "reason"], "Every exception had an effect.");
    for exception in idle {
        table.rows.push(vec![
            vec![vec![Span::code(&exception.at)]],
            vec![vec![Span::code(&exception.rule)]],
            vec![vec![Span::words(spoken(&exception.status)).doubt()]],
            vec![vec![Span::words(cut(&clean(&exception.waiver.reason), SENTENCE))]],
        ]);
    }
    table
}
