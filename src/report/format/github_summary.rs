//! Markdown for the summary of a job on GitHub, in the language of the run: how it ends, a row a target, everything that
//! failed and what could not be determined. Where there is a baseline, what is new stands before what it has too, and
//! what is fixed is told. GitHub takes 1 MiB of a step and refuses more: what the baseline has goes first then, and after
//! it the end; both are said to be cut.

use std::collections::BTreeMap;

use super::markdown::escaped;
use super::told;
use crate::engine::ExceptionUse;
use crate::messages::Messages;
use crate::policy::{Severity, Verdict};
use crate::report::clean::clean;
use crate::report::form::{BaselineForm, FindingForm, Gap, PastFinding};
use crate::report::run::{Judged, Run};

/// What GitHub takes, bytes, less what the last lines need.
const LIMIT: usize = 1024 * 1024 - 1024;

const SEVERITIES: [Severity; 5] = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

/// A line, and whether it may go before others where there is too much.
struct Line {
    text: String,
    is_old: bool,
}

/// The summary.
pub(super) fn render(run: &Run<'_>) -> String {
    let m = Messages::of(run.exit.language);
    let mut lines: Vec<Line> = fresh(head(run, m));
    for judged in run.judged() {
        lines.extend(target(&judged, m));
    }
    lines.extend(fresh(expired(run, m)));
    let all = lines.len();
    if lines.iter().map(|line| line.text.len() + 1).sum::<usize>() > LIMIT {
        lines.retain(|line| !line.is_old);
    }
    let mut out = String::new();
    let mut cut = all - lines.len();
    let mut is_full = false;
    for Line { text, .. } in lines {
        is_full |= out.len() + text.len() + 1 > LIMIT;
        if is_full {
            cut += 1;
        } else {
            out.push_str(&text);
            out.push('\n');
        }
    }
    if cut > 0 {
        out.push_str(&format!("\n**{}**\n", m.count("summary.cut", cut, &[])));
    }
    out
}

fn fresh(lines: Vec<String>) -> Vec<Line> {
    lines.into_iter().map(|text| Line { text, is_old: false }).collect()
}

fn head(run: &Run<'_>, m: Messages) -> Vec<String> {
    let mut lines =
        vec!["# Consentinel".to_owned(), String::new(), format!("**{}**", escaped(&run.exit.because)), String::new()];
    let compared = run.reports.iter().any(|report| report.baseline.is_some());
    let severities = SEVERITIES.iter().map(|severity| m.word(severity));
    let others = ["summary.review", "summary.information", "summary.waived", "summary.undetermined"];
    let since: &[_] = if compared { &SINCE } else { &[] };
    let others = others.into_iter().chain(since.iter().map(|(key, _)| *key)).map(|key| m.say(key).to_owned());
    let names: Vec<String> = severities.chain(others).collect();
    lines.push(format!("| {} | {} | {} |", m.say("summary.target"), names.join(" | "), m.say("summary.observed")));
    lines.push(format!("|---|{}---|", "---:|".repeat(names.len())));
    lines.extend(run.judged().map(|judged| row(&judged, since, m)));
    for one in run.unjudged {
        let why = m.fill("summary.no-report", &[("reason", &clean(&one.reason))]);
        lines.push(format!("| {} |{} {} |", escaped(&clean(&one.target)), " |".repeat(names.len()), escaped(&why)));
    }
    section(&mut lines, m.say("summary.not-kept"), told::mishaps(run).iter().map(|why| format!("- {}", escaped(why))));
    lines
}

/// A number of the comparison with a baseline, and the key of its name.
type Since = (&'static str, fn(&BaselineForm) -> usize);

const SINCE: [Since; 4] = [
    ("baseline.new", |baseline| baseline.new.len()),
    ("baseline.unchanged", |baseline| baseline.unchanged.len()),
    ("baseline.fixed", |baseline| baseline.fixed.len()),
    ("baseline.unknown", |baseline| baseline.not_known.len()),
];

/// What a finding asks for: only what is said of the site is headed by how bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Asks {
    Mending,
    Review,
    Nothing,
}

impl Asks {
    fn of(finding: &FindingForm) -> Self {
        match finding.verdict {
            Verdict::Finding | Verdict::Indication => Self::Mending,
            Verdict::Review => Self::Review,
            Verdict::Info => Self::Nothing,
        }
    }
}

fn row(judged: &Judged<'_>, since: &[Since], m: Messages) -> String {
    let report = judged.report;
    let found = report.open();
    let of = |verdict: Verdict| found.iter().filter(|one| one.verdict == verdict).count();
    let is_said = |one: &FindingForm| Asks::of(one) == Asks::Mending;
    let count = |severity: &Severity| found.iter().filter(|one| is_said(one) && one.severity == *severity).count();
    let open = told::undetermined(judged).len();
    let others = [of(Verdict::Review), of(Verdict::Info), report.waived(), open];
    let since = since.iter().map(|(_, of)| report.baseline.as_ref().map(of).unwrap_or_default());
    let counts = SEVERITIES.iter().map(count).chain(others).chain(since);
    let counts: Vec<String> = counts.map(|count| count.to_string()).collect();
    let observed = if report.complete {
        m.say("summary.everything").to_owned()
    } else {
        format!("**{}**", m.say("summary.incomplete"))
    };
    format!("| {} | {} | {observed} |", escaped(&clean(&report.target.called())), counts.join(" | "))
}

fn target(judged: &Judged<'_>, m: Messages) -> Vec<Line> {
    let report = judged.report;
    let mut lines = vec![String::new(), format!("## {}", escaped(&clean(&report.target.called())))];
    let gaps = report.gaps.iter().map(|gap| format!("- {}", escaped(&unobserved(gap, m))));
    section(&mut lines, m.say("summary.not-observed"), gaps);
    let (old, new): (Vec<_>, Vec<_>) =
        report.open().into_iter().partition(|finding| told::is_unchanged(judged, finding));
    lines.extend(by_rule(judged, &new, "", m));
    let mut lines = fresh(lines);
    let since = format!(" ({})", m.say("summary.unchanged"));
    lines.extend(by_rule(judged, &old, &since, m).into_iter().map(|text| Line { text, is_old: true }));
    lines.extend(fresh(rest(judged, m)));
    lines
}

/// A section a rule, the worst first.
fn by_rule(judged: &Judged<'_>, findings: &[&FindingForm], since: &str, m: Messages) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rules: BTreeMap<(Asks, Severity, &str), Vec<&FindingForm>> = BTreeMap::new();
    for &finding in findings {
        rules.entry((Asks::of(finding), finding.severity, &finding.rule)).or_default().push(finding);
    }
    for ((asks, severity, rule), findings) in rules {
        let title = findings.first().map(|finding| clean(&finding.title)).unwrap_or_default();
        let severity = match asks {
            Asks::Mending => m.word(&severity).to_uppercase(),
            Asks::Review => m.say("summary.for-review").to_owned(),
            Asks::Nothing => m.say("summary.for-information").to_owned(),
        };
        let points = findings.iter().map(|finding| format!("- {}", point(judged, finding, m)));
        let remedy = findings.first().map(|finding| clean(&finding.remedy)).filter(|remedy| !remedy.is_empty());
        section(&mut lines, &format!("{severity}: {} (`{rule}`){since}", escaped(&title)), points);
        lines.extend(
            remedy
                .into_iter()
                .flat_map(|remedy| [String::new(), m.fill("summary.remedy", &[("remedy", &escaped(&remedy))])]),
        );
    }
    lines
}

/// What is fixed, of what nobody knows that, what is waived, and what could not be determined.
fn rest(judged: &Judged<'_>, m: Messages) -> Vec<String> {
    let mut lines = Vec::new();
    let (report, baseline) = (judged.report, judged.report.baseline.as_ref());
    let fixed = baseline.iter().flat_map(|baseline| &baseline.fixed).map(|one| past(one, m));
    section(&mut lines, m.say("summary.fixed"), fixed);
    let unknown = baseline.iter().flat_map(|baseline| &baseline.not_known);
    let unknown = unknown.map(|one| format!("{} {}", past(&one.finding, m), escaped(&clean(&one.reason))));
    section(&mut lines, m.say("summary.unknown"), unknown);
    let waived = report.findings.iter().filter_map(|finding| {
        let why = waiver(finding, m)?;
        Some(format!("- `{}` {} {}", finding.rule, point(judged, finding, m), escaped(&why)))
    });
    section(&mut lines, m.say("findings.waived"), waived);
    let open = told::undetermined(judged).into_iter().map(|(rule, why)| format!("- `{rule}`: {}", escaped(&why)));
    section(&mut lines, m.say("undetermined.heading"), open);
    lines
}

/// Exceptions whose day has passed, each once.
fn expired(run: &Run<'_>, m: Messages) -> Vec<String> {
    let mut lines = Vec::new();
    let told = |(_, one): (usize, &ExceptionUse)| {
        let until = one.waiver.until.as_deref().map(|day| m.day(&clean(day))).unwrap_or_default();
        let (at, by, reason) = (clean(&one.at), clean(&one.waiver.by), clean(&one.waiver.reason));
        let text = m.fill("summary.expired", &[("at", &at), ("until", &until), ("by", &by), ("reason", &reason)]);
        format!("- `{}` {}", one.rule, escaped(&text))
    };
    section(&mut lines, m.say("summary.exceptions"), told::expired(run).into_iter().map(told));
    lines
}

fn section(lines: &mut Vec<String>, title: &str, points: impl Iterator<Item = String>) {
    let points: Vec<String> = points.collect();
    if !points.is_empty() {
        lines.extend([String::new(), format!("### {title}"), String::new()]);
        lines.extend(points);
    }
}

fn point(judged: &Judged<'_>, finding: &FindingForm, m: Messages) -> String {
    let state = finding.state.as_ref().map(|state| format!(", {}", m.fill("findings.state", &[("state", state)])));
    let site = judged.report.target.called();
    let message = clean(&format!("{} ({site}{})", finding.message, state.unwrap_or_default()));
    format!("{} ({}, `{}`)", escaped(&message), m.word(&finding.verdict), finding.fingerprint)
}

/// A finding of then.
fn past(finding: &PastFinding, m: Messages) -> String {
    let (severity, message) = (m.word(&finding.severity), escaped(&clean(&finding.message)));
    format!("- {severity} `{}` {message} (`{}`)", finding.rule, finding.fingerprint)
}

/// Why it is waived, by whom and until when.
fn waiver(finding: &FindingForm, m: Messages) -> Option<String> {
    let waiver = finding.waived.as_ref()?;
    let (by, reason) = (clean(&waiver.by), clean(&waiver.reason));
    Some(match &waiver.until {
        Some(day) => {
            m.fill("summary.waived-until", &[("until", &m.day(&clean(day))), ("by", &by), ("reason", &reason)])
        }
        None => m.fill("summary.waived-by", &[("by", &by), ("reason", &reason)]),
    })
}

/// Something that could not be observed.
fn unobserved(gap: &Gap, m: Messages) -> String {
    let reason = clean(&gap.reason);
    match &gap.state {
        Some(state) => m.fill("summary.gap-in", &[("state", state), ("reason", &reason)]),
        None => m.fill("summary.gap", &[("reason", &reason)]),
    }
}
