//! Commands that make GitHub annotate files. It shows ten errors, ten warnings and ten notices of a step and drops the
//! rest without a word; so the worst are annotated, and all others stand below as plain lines of the log. What the
//! baseline has too is a notice, after all that is new.

use super::told::{self, Level};
use crate::engine::ExceptionUse;
use crate::report::clean::clean;
use crate::report::exit::ExitKind;
use crate::report::form::FindingForm;
use crate::report::run::{Anchor, Judged, Run};
use crate::report::words::{counted, word};

/// How many annotations of a level GitHub shows of a step.
const SHOWN: usize = 10;

struct Note {
    level: Level,
    anchor: Option<Anchor>,
    title: String,
    message: String,
}

/// Annotations, then what was not annotated, then how the run ends.
pub(super) fn render(run: &Run<'_>) -> String {
    let notes = notes(run);
    let mut out = String::new();
    let mut rest: Vec<String> = Vec::new();
    let mut counts = [0_usize; 3];
    for note in &notes {
        let count = &mut counts[note.level as usize];
        *count += 1;
        if *count <= SHOWN {
            out.push_str(&command(note));
        } else {
            rest.push(format!("{}: {}: {}", level(note.level), note.title, note.message));
        }
    }
    if !rest.is_empty() {
        out.push_str(&format!(
            "{} not annotated, because GitHub shows {SHOWN} of a kind; they follow here.\n",
            counted(rest.len(), "more is", "more are")
        ));
    }
    rest.extend(run.judged().flat_map(|judged| quiet(&judged)));
    for line in &rest {
        out.push_str(&format!("  {}\n", unarmed(line)));
    }
    out.push_str(&format!("{}\n", unarmed(&run.exit.because)));
    out
}

/// What could not be observed goes first: whatever else is said stands under it.
fn notes(run: &Run<'_>) -> Vec<Note> {
    let title = || "Not observed".to_owned();
    let none = told::unjudged(run).into_iter().map(|(target, why)| Note {
        level: Level::Error,
        anchor: None,
        title: title(),
        message: format!("{target}: {why}"),
    });
    let kept = told::mishaps(run).into_iter().map(|message| Note {
        level: Level::Error,
        anchor: None,
        title: "Not kept".to_owned(),
        message,
    });
    let mut notes: Vec<Note> = none.chain(kept).collect();
    let gap_level = if run.exit.kind == ExitKind::Incomplete { Level::Error } else { Level::Warning };
    let mut found: Vec<(bool, bool, &FindingForm, Note)> = Vec::new();
    for judged in run.judged() {
        notes.extend(judged.report.gaps.iter().map(|gap| Note {
            level: gap_level,
            anchor: Some(judged.anchor.clone()),
            title: title(),
            message: clean(&format!("{}: {}", judged.report.target.called(), told::gap(gap))),
        }));
        let open = judged.findings().filter(|(finding, _)| finding.waived.is_none());
        found.extend(
            open.map(|(finding, counts)| {
                (told::is_unchanged(&judged, finding), !counts, finding, note(&judged, finding))
            }),
        );
    }
    found.sort_by_key(|(old, quiet, finding, _)| (*old, *quiet, finding.severity, finding.verdict));
    let (old, new): (Vec<_>, Vec<_>) = found.into_iter().partition(|(old, ..)| *old);
    notes.extend(new.into_iter().map(|(.., note)| note));
    notes.extend(lapsed(run));
    notes.extend(old.into_iter().map(|(.., note)| note));
    notes
}

/// Exceptions whose day has passed: what they waived fails again, and whoever reads should know why.
fn lapsed(run: &Run<'_>) -> Vec<Note> {
    let anchors: Vec<Anchor> = run.judged().map(|judged| judged.anchor).collect();
    let note = |(place, one): (usize, &ExceptionUse)| Note {
        level: Level::Warning,
        anchor: anchors.get(place).cloned(),
        title: "Exception expired".to_owned(),
        message: told::lapsed(one),
    };
    told::expired(run).into_iter().map(note).collect()
}

/// What was observed; where the baseline has it too, no louder than a notice.
fn note(judged: &Judged<'_>, finding: &FindingForm) -> Note {
    let is_old = told::is_unchanged(judged, finding);
    let since = if is_old { format!("{}\n", told::UNCHANGED) } else { String::new() };
    Note {
        level: if is_old { Level::Note } else { Level::of_finding(finding) },
        anchor: Some(judged.anchor.clone()),
        title: format!("{}: {}", word(&finding.severity), clean(&finding.title)),
        message: format!(
            "{since}{}\n{}\n{} {} {}",
            told::message(judged, finding),
            clean(&finding.remedy),
            word(&finding.verdict),
            finding.rule,
            finding.fingerprint
        ),
    }
}

/// What is waived and what could not be determined: told, and not annotated.
fn quiet(judged: &Judged<'_>) -> Vec<String> {
    let waived = judged.findings().filter_map(|(finding, _)| {
        let why = told::waiver(finding)?;
        Some(format!("{}: {} {} {}", why, told::message(judged, finding), finding.rule, finding.fingerprint))
    });
    let open =
        told::undetermined(judged).into_iter().map(|(rule, why)| format!("{rule} could not be determined: {why}"));
    waived.chain(open).collect()
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    }
}

/// `::error file=consentinel.yaml,line=3,title=…::…`
fn command(note: &Note) -> String {
    let mut properties = Vec::new();
    if let Some(anchor) = &note.anchor {
        properties.push(format!("file={}", property(&anchor.file)));
        properties.push(format!("line={},endLine={}", anchor.line, anchor.line));
        properties.push(format!("col={},endColumn={}", anchor.column, anchor.end_column()));
    }
    properties.push(format!("title={}", property(&note.title)));
    format!("::{} {}::{}\n", level(note.level), properties.join(","), data(&note.message))
}

/// A message as the runner reads it back.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property as the runner reads it back.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A text for people in which no line commands GitHub's runner, whatever a page wrote.
pub fn unarmed_text(text: &str) -> String {
    text.lines().map(|line| unarmed(line) + "\n").collect()
}

/// A line that is no command: the runner looks for `::` at its beginning and for `##[` anywhere.
fn unarmed(line: &str) -> String {
    let line = line.replace("\n", " ").replace("##[", "## [");
    let trimmed = line.trim_start();
    if trimmed.starts_with("::") { format!("|{trimmed}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_wrote_is_no_command() {
        let note = Note {
            level: Level::Error,
            anchor: Some(Anchor::file("a,b:c.yaml")),
            title: "x,file=/etc/passwd::y".to_owned(),
            message: "100%\r\n::set-env name=A::b\n##[command]c".to_owned(),
        };
        let line = command(&note);
        assert_eq!(line.lines().count(), 1);
        assert_eq!(
            line,
            "::error file=a%2Cb%3Ac.yaml,line=1,endLine=1,col=1,endColumn=2,title=x%2Cfile=/etc/passwd%3A%3Ay::\
             100%25%0D%0A::set-env name=A::b%0A##[command]c\n"
        );
        assert_eq!(unarmed("  ::add-mask::x"), "|::add-mask::x");
        assert_eq!(unarmed("a ##[error]b\n::c"), "a ## [error]b ::c");
        assert_eq!(unarmed_text("a\n  ::warning::b\n\n c\n"), "a\n|::warning::b\n\n c\n");
    }
}
