//! Title and summary: the first thing that is read, so it holds the outcome.

use super::cut::{ADDRESS, cut};
use super::parts::{Block, Span, Tone};
use crate::engine::Outcome;
use crate::evidence::{DroppedKind, Kept, PicturesRedacted, ReachOutcome};
use crate::messages::Messages;
use crate::policy::{Severity, Verdict};
use crate::report::clean::clean;
use crate::report::form::{FindingForm, Report};
use crate::report::threshold::can_count;

/// Severities with the keys of their counts.
const SEVERITIES: [(Severity, &str); 5] = [
    (Severity::Critical, "severities.critical"),
    (Severity::High, "severities.high"),
    (Severity::Medium, "severities.medium"),
    (Severity::Low, "severities.low"),
    (Severity::Info, "severities.info"),
];

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let m = report.messages();
    let mut title = vec![Span::code(cut(&clean(&report.target.called()), ADDRESS)).strong()];
    if let Some(page) = report.target.title.as_deref().filter(|page| !page.trim().is_empty()) {
        title.push(Span::words("·").quiet());
        title.push(Span::words(cut(&clean(page), ADDRESS)).quiet());
    }
    let mut blocks = vec![Block::Title(title), Block::Tally(summary(report))];
    if report.reached.outcome != ReachOutcome::Loaded {
        let why = m.fill("head.not-reached", &[("outcome", &m.word(&report.reached.outcome))]);
        blocks.push(Block::Text(vec![Span::words(why).doubt()]));
    } else if !report.complete {
        blocks.push(Block::Text(vec![Span::words(m.say("head.incomplete")).doubt()]));
    }
    blocks.extend(kept(&report.kept, m).into_iter().map(|words| Block::Text(vec![Span::words(words).doubt()])));
    blocks
}

/// What was done to the evidence before it was judged.
fn kept(kept: &Kept, m: Messages) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(redacted) = &kept.redacted {
        let key = match redacted.pictures {
            PicturesRedacted::LeftOut => "head.redacted-left-out",
            PicturesRedacted::Kept => "head.redacted-kept",
        };
        words.push(m.fill(key, &[("count", &redacted.texts)]));
    }
    if !kept.dropped.is_empty() {
        let dropped = kept.dropped.iter().map(|one| m.fill(dropped(one.what), &[("count", &one.items)]));
        let dropped = dropped.collect::<Vec<_>>().join(", ");
        words.push(m.fill("head.dropped", &[("what", &dropped)]));
    }
    words
}

/// The key of how many of a kind were left out.
fn dropped(kind: DroppedKind) -> &'static str {
    match kind {
        DroppedKind::AnswerBodies => "dropped.answer-bodies",
        DroppedKind::SocketMessages => "dropped.socket-messages",
        DroppedKind::Pages => "dropped.pages",
        DroppedKind::PicturesOfNextPage => "dropped.pictures-of-next-page",
        DroppedKind::PicturesOfReturn => "dropped.pictures-of-return",
        DroppedKind::PicturesOfSteps => "dropped.pictures-of-steps",
        DroppedKind::OtherPictures => "dropped.other-pictures",
    }
}

/// What is said where no finding is open; never more than could be seen.
fn none(report: &Report) -> Span {
    let m = report.messages();
    if report.reached.outcome != ReachOutcome::Loaded {
        Span::whole(m.say("head.not-judged")).doubt()
    } else if report.complete && report.waived() > 0 {
        Span::whole(m.say("head.none-but-waived")).strong()
    } else if report.complete {
        Span::whole(m.say("head.no-findings")).strong()
    } else {
        Span::whole(m.say("head.no-findings-seen")).doubt()
    }
}

/// `3 critical`, `1 high`, `2 for review`, `2 could not be determined`, `18 not observed in this run`, `1 waived`.
fn summary(report: &Report) -> Vec<Span> {
    let m = report.messages();
    let open = report.open();
    let open = || open.iter().copied();
    let is_said = |finding: &FindingForm| can_count(finding.verdict, finding.waived.as_ref());
    let mut parts: Vec<Span> = Vec::new();
    for (severity, key) in SEVERITIES {
        let count = open().filter(|finding| is_said(finding) && finding.severity == severity).count();
        if count > 0 {
            parts.push(Span::whole(m.count(key, count, &[])).toned(Tone::Severity(severity)));
        }
    }
    if parts.is_empty() {
        parts.push(none(report));
    }
    let outcomes = |outcome| report.rules(outcome).len();
    let others = [
        (open().filter(|finding| finding.verdict == Verdict::Review).count(), "head.review", Tone::Plain),
        (open().filter(|finding| finding.verdict == Verdict::Info).count(), "head.information", Tone::Plain),
        (outcomes(Outcome::CantTell), "head.undetermined", Tone::Doubt),
        (outcomes(Outcome::Passed), "head.passed", Tone::Quiet),
        (report.waived(), "head.waived", Tone::Quiet),
    ];
    for (count, key, tone) in others {
        if count > 0 {
            parts.push(Span::whole(m.fill(key, &[("count", &count)])).toned(tone));
        }
    }
    parts
}
