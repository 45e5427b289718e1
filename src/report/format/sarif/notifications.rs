//! What could not be observed, and what is not in the log.

use serde_json::{Value, json};

use super::super::told;
use super::results::location;
use super::{Flavour, GITHUB_RESULTS};
use crate::report::clean::clean;
use crate::report::exit::ExitKind;
use crate::report::run::Run;
use crate::report::words::counted;

const NOT_OBSERVED: &str = "not-observed";
const NOT_KEPT: &str = "not-kept";
const UNDETERMINED: &str = "undetermined";
const LEFT_OUT: &str = "left-out";

/// What the ids of notifications mean.
pub(super) fn descriptors() -> Value {
    let one = |id: &str, text: &str| json!({ "id": id, "shortDescription": { "text": text } });
    json!([
        one(NOT_OBSERVED, "Something that was to be observed was not, so nothing is said of it."),
        one(NOT_KEPT, "Something of the run could not be signed or written. What was judged stands."),
        one(UNDETERMINED, "A rule could not tell."),
        one(LEFT_OUT, "Results that are not in this log."),
    ])
}

/// All notifications of a run.
pub(super) fn all(run: &Run<'_>, flavour: Flavour, cut: usize) -> Vec<Value> {
    let level = if run.exit.kind == ExitKind::Incomplete { "error" } else { "warning" };
    let mut all = Vec::new();
    for (target, why) in told::unjudged(run) {
        all.push(notification(NOT_OBSERVED, "error", &format!("{target}: {why}")));
    }
    all.extend(told::mishaps(run).iter().map(|why| notification(NOT_KEPT, "error", why)));
    for judged in run.judged() {
        let at = |mut one: Value| {
            one["locations"] = json!([location(&judged.anchor)]);
            one
        };
        for gap in &judged.report.gaps {
            let text = format!("{}: {}", judged.report.target.called(), told::gap(gap));
            all.push(at(notification(NOT_OBSERVED, level, &text)));
        }
        if flavour == Flavour::Github {
            for (rule, why) in told::undetermined(&judged) {
                let text = format!("{}: {rule} could not be determined: {why}", judged.report.target.called());
                let mut one = at(notification(UNDETERMINED, "note", &text));
                one["associatedRule"] = json!({ "id": rule });
                all.push(one);
            }
        }
    }
    if flavour == Flavour::Github {
        all.extend(left_out(run, cut));
    }
    all
}

fn left_out(run: &Run<'_>, cut: usize) -> Vec<Value> {
    let waived = run.reports.iter().flat_map(|report| &report.findings).filter(|one| one.waived.is_some()).count();
    let mut all = Vec::new();
    if waived > 0 {
        let text = format!("{} left out: exceptions waive them", counted(waived, "finding is", "findings are"));
        all.push(notification(LEFT_OUT, "note", &text));
    }
    if cut > 0 {
        let text = format!(
            "{} left out, the least severe: GitHub takes in {GITHUB_RESULTS} of a run. The report has them all",
            counted(cut, "finding is", "findings are")
        );
        all.push(notification(LEFT_OUT, "warning", &text));
    }
    all
}

fn notification(id: &str, level: &str, text: &str) -> Value {
    let text = told::unlinked(&clean(text));
    json!({ "descriptor": { "id": id }, "level": level, "message": { "text": text } })
}
