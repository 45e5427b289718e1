//! Findings, worst first; those of one rule and severity share a card. Waived ones stand in a table of their own.

use std::collections::BTreeSet;

use super::cut::{SENTENCE, cut};
use super::failed;
use super::foreign;
use super::parts::{Block, Card, Cell, Line, Point, Span, Table, Tone};
use crate::engine::{ExceptionStatus, ExceptionUse};
use crate::evidence::ReachOutcome;
use crate::messages::Messages;
use crate::policy::{ProfileKind, Severity, Verdict};
use crate::report::clean::clean;
use crate::report::form::{FindingForm, LawForm, Report};
use crate::report::persona::Persona;

pub(super) fn blocks(report: &Report, persona: Persona) -> Vec<Block> {
    let m = report.messages();
    let (waived, open): (Vec<_>, Vec<_>) = report.findings.iter().partition(|finding| finding.waived.is_some());
    let (shown, hidden): (Vec<_>, Vec<_>) = open.into_iter().partition(|finding| persona.sees(finding.verdict));
    let mut blocks = vec![Block::Heading(m.say("findings.heading").to_owned(), Some(shown.len()))];
    if shown.is_empty() && hidden.is_empty() {
        blocks.push(Block::Text(none(report)));
    }
    blocks.extend(unseen(&hidden, m));
    blocks.extend(by_kind(report, &shown));
    if !shown.is_empty() {
        blocks.push(Block::Note(vec![Span::words(m.say("findings.more")).quiet()]));
    }
    if !waived.is_empty() {
        blocks.push(Block::Heading(m.say("findings.waived").to_owned(), Some(waived.len())));
        blocks.push(Block::Table(waived_table(&waived, m)));
    }
    let idle: Vec<&ExceptionUse> =
        report.exceptions.iter().filter(|exception| exception.status != ExceptionStatus::Used).collect();
    if !idle.is_empty() {
        blocks.push(Block::Heading(m.say("findings.idle").to_owned(), Some(idle.len())));
        blocks.push(Block::Table(idle_table(&idle, m)));
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
        let profiles = profiles.collect::<Vec<_>>().join(", ");
        let heading = report.messages().fill(kind_key(each), &[("profiles", &profiles)]);
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

/// The key of a heading that tells on whose word profiles of a kind stand.
fn kind_key(kind: ProfileKind) -> &'static str {
    match kind {
        ProfileKind::Law => "findings.by-law",
        ProfileKind::Contract => "findings.by-contract",
        ProfileKind::Standard => "findings.by-standard",
        ProfileKind::Own => "findings.by-own",
    }
}

/// What is said where nothing is open; never more than could be seen.
pub(super) fn none(report: &Report) -> Line {
    let m = report.messages();
    let waived = report.waived();
    if waived > 0 {
        let but = m.fill("findings.none-but-waived", &[("count", &waived)]);
        return std::iter::once(Span::words(but)).chain(hedge(report)).collect();
    }
    vec![if report.reached.outcome != ReachOutcome::Loaded {
        Span::words(m.say("findings.none-not-reached")).doubt()
    } else if !report.complete {
        Span::words(m.say("findings.none-incomplete")).doubt()
    } else if report.unsettled().next().is_some() {
        Span::words(m.say("findings.none-cant-tell"))
    } else {
        Span::words(m.say("findings.none"))
    }]
}

/// What stands behind a word that nothing was found, where not everything could be seen or judged.
pub(super) fn hedge(report: &Report) -> Option<Span> {
    let m = report.messages();
    if !report.complete {
        return Some(Span::words(m.say("common.not-everything")).doubt());
    }
    let unsettled = report.unsettled().next().is_some();
    unsettled.then(|| Span::words(m.say("findings.not-all-judged")).doubt())
}

/// How many of each word are not printed, and who would see them.
fn unseen(hidden: &[&FindingForm], m: Messages) -> Option<Block> {
    let words = [
        (Verdict::Finding, "findings.findings"),
        (Verdict::Indication, "findings.indications"),
        (Verdict::Review, "findings.reviews"),
        (Verdict::Info, "findings.infos"),
    ];
    let counts = words.into_iter().filter_map(|(verdict, key)| {
        let count = hidden.iter().filter(|finding| finding.verdict == verdict).count();
        (count > 0).then(|| m.count(key, count, &[]))
    });
    let counts: Vec<String> = counts.collect();
    let sees_all = |persona: &Persona| hidden.iter().all(|finding| persona.sees(finding.verdict));
    let persona = Persona::ALL.into_iter().find(sees_all)?;
    let told = m.fill("findings.hidden", &[("what", &counts.join(", ")), ("persona", &persona.word())]);
    (!counts.is_empty()).then(|| Block::Text(vec![Span::words(told).doubt()]))
}

fn is_one_card(a: &FindingForm, b: &FindingForm) -> bool {
    (&a.rule, &a.profiles, a.severity, a.verdict, &a.softened)
        == (&b.rule, &b.profiles, b.severity, b.verdict, &b.softened)
}

fn card(report: &Report, group: &[&FindingForm]) -> Card {
    let m = report.messages();
    let Some(first) = group.first() else { return empty() };
    let mut about = vec![
        Span::code(&first.rule),
        Span::words("·").quiet(),
        Span::words(m.word(&first.verdict)),
        Span::words("·").quiet(),
        Span::words(m.fill("findings.confidence", &[("how", &m.word(&first.confidence))])),
    ];
    if report.profiles.len() > 1 {
        about.extend([Span::words("·"), Span::words(first.profiles.join(", "))]);
    }
    let mut notes = Vec::new();
    if !first.softened.is_empty() {
        let lines = first.softened.iter().map(|why| foreign::words(&cut(&clean(why), SENTENCE), m)).collect();
        notes.push((m.say("findings.softened").to_owned(), lines));
    }
    notes.push((m.say("findings.remedy").to_owned(), vec![foreign::words(&first.remedy, m)]));
    if !first.law.is_empty() {
        notes.push((m.say("findings.law").to_owned(), vec![laws(&first.law, m)]));
    }
    Card {
        rule: first.rule.clone(),
        severity: first.severity,
        tag: m.word(&first.severity),
        title: foreign::name(Span::words(&first.title).strong(), m),
        about: about.into_iter().map(Span::quiet).collect(),
        points: group.iter().map(|finding| point(finding, m)).collect(),
        notes,
    }
}

/// Never drawn: groups have members.
fn empty() -> Card {
    let title = Span::words("");
    Card {
        rule: String::new(),
        severity: Severity::Info,
        tag: String::new(),
        title,
        about: Vec::new(),
        points: Vec::new(),
        notes: Vec::new(),
    }
}

fn point(finding: &FindingForm, m: Messages) -> Point {
    let mut details: Cell = Vec::new();
    let mut line: Line = Vec::new();
    if let Some(state) = &finding.state {
        line.push(Span::words(m.fill("findings.state", &[("state", state)])).quiet());
        line.push(Span::words("·").quiet());
    }
    line.push(Span::words(m.say("findings.fingerprint")).quiet());
    line.push(Span::code(&finding.fingerprint).quiet());
    details.push(line);
    let pointers: BTreeSet<&str> = finding.witnesses.iter().map(|witness| witness.evidence.as_str()).collect();
    let shown: Vec<&str> = finding.witnesses.iter().map(|witness| witness.evidence.as_str()).take(SHOWN).collect();
    let mut line = vec![Span::words(m.say("findings.evidence")).quiet()];
    line.extend(shown.iter().map(|pointer| Span::code(pointer).quiet()));
    if pointers.len() > shown.len() {
        let others = pointers.len() - shown.len();
        line.push(Span::words(m.fill("common.and-more", &[("count", &others)])).quiet());
    }
    details.push(line);
    let message = foreign::words(&cut(&clean(&finding.message), SENTENCE), m);
    Point { message, details, fingerprint: finding.fingerprint.clone() }
}

/// How many pointers a finding shows; all of them stand in `report.json`.
const SHOWN: usize = 3;

/// The provisions behind each other, each with how far it binds.
fn laws(laws: &[LawForm], m: Messages) -> Line {
    let last = laws.len().saturating_sub(1);
    let law = |(number, law): (usize, &LawForm)| {
        let title = if law.url.is_empty() { Span::words(&law.title) } else { Span::link(&law.title, &law.url) };
        let title = foreign::cited(title, m);
        let binding = if law.binding.is_empty() { String::new() } else { format!("({})", m.known(&law.binding)) };
        let end = if number == last { "" } else { ";" };
        [title, Span::words(format!("{binding}{end}")).quiet()]
    };
    laws.iter().enumerate().flat_map(law).filter(|span| !span.text.is_empty()).collect()
}

fn waived_table(waived: &[&FindingForm], m: Messages) -> Table {
    let heads = ["findings.severity", "findings.finding", "findings.because", "findings.by", "findings.until"];
    let mut table = Table::new(&heads.map(|key| m.say(key)), m.say("findings.nothing-waived"));
    for finding in waived {
        let Some(waiver) = &finding.waived else { continue };
        let one = |text: &str| vec![vec![Span::words(cut(&clean(text), SENTENCE))]];
        table.rows.push(vec![
            vec![vec![Span::words(m.word(&finding.severity)).toned(Tone::Severity(finding.severity))]],
            vec![
                vec![Span::words(cut(&clean(&finding.message), SENTENCE))],
                vec![Span::code(&finding.rule).quiet(), Span::code(&finding.fingerprint).quiet()],
            ],
            one(&waiver.reason),
            one(&waiver.by),
            one(waiver.until.as_deref().unwrap_or(m.say("findings.no-end"))),
        ]);
    }
    table
}

fn idle_table(idle: &[&ExceptionUse], m: Messages) -> Table {
    let heads = ["findings.exception", "findings.rule", "findings.outcome", "findings.reason"];
    let mut table = Table::new(&heads.map(|key| m.say(key)), m.say("findings.all-used"));
    for exception in idle {
        table.rows.push(vec![
            vec![vec![Span::code(&exception.at)]],
            vec![vec![Span::code(&exception.rule)]],
            vec![vec![Span::words(m.word(&exception.status)).doubt()]],
            vec![vec![Span::words(cut(&clean(&exception.waiver.reason), SENTENCE))]],
        ]);
    }
    table
}
