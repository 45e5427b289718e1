//! SARIF 2.1.0, for code scanning and for viewers.
//!
//! The plain flavour holds everything that was judged: what is waived is suppressed, what needs a person has the kind
//! `review`, and rules that could not tell are results of the kind `open`. GitHub shows results of every kind as
//! something that failed and heeds no suppressions, so in its flavour those are notifications or left out, counted;
//! its limits are kept and what was cut is said.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the log and its one run |
//! | `rules.rs` | the rules that speak in it |
//! | `results.rs` | findings, and in the plain flavour rules that could not tell |
//! | `notifications.rs` | what could not be observed, what was cut |

mod notifications;
mod results;
mod rules;

use serde_json::{Value, json};

use self::rules::Rules;
use super::json;
use crate::report::exit::ExitKind;
use crate::report::run::Run;

/// For whom it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Everything.
    Plain,
    /// GitHub code scanning.
    Github,
}

/// The most results of a run that GitHub takes in.
const GITHUB_RESULTS: usize = 5_000;

/// The log.
pub(super) fn render(run: &Run<'_>, flavour: Flavour) -> String {
    let rules = Rules::of(run);
    let mut results = results::findings(run, &rules, flavour);
    if flavour == Flavour::Plain {
        results.extend(results::open(run, &rules));
    }
    let cut = match flavour {
        Flavour::Plain => 0,
        Flavour::Github => results.len().saturating_sub(GITHUB_RESULTS),
    };
    results.truncate(results.len() - cut);
    json::pretty(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver(&rules) },
            "automationDetails": { "id": "consentinel/" },
            "columnKind": "utf16CodeUnits",
            "invocations": [invocation(run, flavour, cut)],
            "results": results,
        }],
    }))
}

fn driver(rules: &Rules<'_>) -> Value {
    let version = env!("CARGO_PKG_VERSION");
    let mut driver = json!({
        "name": "Consentinel",
        "version": version,
        "semanticVersion": version,
        "rules": rules.shown(),
        "notifications": notifications::descriptors(),
    });
    // Known once the package says where it lives.
    if !env!("CARGO_PKG_REPOSITORY").is_empty() {
        driver["informationUri"] = env!("CARGO_PKG_REPOSITORY").into();
    }
    driver
}

fn invocation(run: &Run<'_>, flavour: Flavour, cut: usize) -> Value {
    let exit = run.exit;
    let mut invocation = json!({
        "executionSuccessful": matches!(exit.kind, ExitKind::Clean | ExitKind::Findings),
        "exitCode": exit.code,
        "exitCodeDescription": exit.because,
        "toolExecutionNotifications": notifications::all(run, flavour, cut),
    });
    if let (Some(start), Some(end)) = (
        run.reports.iter().map(|report| &report.run.started).min(),
        run.reports.iter().map(|report| &report.run.ended).max(),
    ) {
        invocation["startTimeUtc"] = start.as_str().into();
        invocation["endTimeUtc"] = end.as_str().into();
    }
    invocation
}
