//! Title and summary: the first thing that is read, so it holds the outcome.

use super::cut::{ADDRESS, cut};
use super::parts::{Block, Line, Span, Tone};
use crate::engine::Outcome;
use crate::evidence::{Kept, PicturesRedacted, ReachOutcome};
use crate::policy::{Severity, Verdict};
use crate::report::clean::clean;
use crate::report::form::{FindingForm, Report};
use crate::report::words::{spoken, word};

const SEVERITIES: [Severity; 5] = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut title = vec![Span::code(cut(&clean(&report.target.url), ADDRESS)).strong()];
    if let Some(page) = report.target.title.as_deref().filter(|page| !page.trim().is_empty()) {
        title.push(Span::words("·").quiet());
        title.push(Span::words(cut(&clean(page), ADDRESS)).quiet());
    }
    let mut blocks = vec![Block::Title(title), Block::Text(summary(report))];
    if report.reached.outcome != ReachOutcome::Loaded {
        let why = format!("The site was not reached: {}.", spoken(&report.reached.outcome));
        blocks.push(Block::Text(vec![Span::words(why).doubt()]));
    } else if !report.complete {
        let why = "Incomplete: not everything could be observed; see “What could not be determined”.";
        blocks.push(Block::Text(vec![Span::words(why).doubt()]));
    }
    blocks.extend(kept(&report.kept).into_iter().map(|words| Block::Text(vec![Span::words(words).doubt()])));
    blocks
}

/// What was done to the evidence before it was judged.
fn kept(kept: &Kept) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(redacted) = &kept.redacted {
        let pictures = match redacted.pictures {
            PicturesRedacted::LeftOut => "and pictures left out",
            PicturesRedacted::Kept => "but not in pictures",
        };
        words
            .push(format!("Redacted: values were replaced by salted digests in {} texts, {pictures}.", redacted.texts));
    }
    if !kept.dropped.is_empty() {
        let dropped: Vec<String> =
            kept.dropped.iter().map(|one| format!("{} {}", one.items, one.what.words())).collect();
        words.push(format!("Left out to keep the bundle small: {}.", dropped.join(", ")));
    }
    words
}

/// What is said where no finding is open; never more than could be seen.
fn none(report: &Report) -> Span {
    if report.reached.outcome != ReachOutcome::Loaded {
        Span::whole("not judged").doubt()
    } else if report.complete {
        Span::whole("no findings").strong()
    } else {
        Span::whole("no findings in what could be observed").doubt()
    }
}

/// `3 critical · 1 high · 2 for review · 2 could not be determined · 18 not observed in this run · 1 waived`.
fn summary(report: &Report) -> Line {
    let open = || report.findings.iter().filter(|finding| finding.waived.is_none());
    let is_said = |finding: &FindingForm| matches!(finding.verdict, Verdict::Finding | Verdict::Indication);
    let mut parts: Vec<Span> = Vec::new();
    for severity in SEVERITIES {
        let count = open().filter(|finding| is_said(finding) && finding.severity == severity).count();
        if count > 0 {
            parts.push(Span::whole(format!("{count} {}", word(&severity))).toned(Tone::Severity(severity)));
        }
    }
    if parts.is_empty() {
        parts.push(none(report));
    }
    let outcomes = |outcome| report.rules(outcome).len();
    let others = [
        (open().filter(|finding| finding.verdict == Verdict::Review).count(), "for review", Tone::Plain),
        (open().filter(|finding| finding.verdict == Verdict::Info).count(), "for information", Tone::Plain),
        (outcomes(Outcome::CantTell), "could not be determined", Tone::Doubt),
        (outcomes(Outcome::Passed), "not observed in this run", Tone::Quiet),
        (report.findings.iter().filter(|finding| finding.waived.is_some()).count(), "waived", Tone::Quiet),
    ];
    for (count, words, tone) in others {
        if count > 0 {
            parts.push(Span::whole(format!("{count} {words}")).toned(tone));
        }
    }
    let mut line = Vec::new();
    for part in parts {
        if !line.is_empty() {
            line.push(Span::words("·").quiet());
        }
        line.push(part);
    }
    line
}
