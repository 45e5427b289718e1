//! Events as lines for people.

use std::collections::BTreeMap;

use super::event::ProgressEvent;
use crate::policy::Severity;
use crate::report::spoken;

/// Whether what is done in detail is told too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What was begun and what came of it.
    Usual,
    /// Also which browser and rules, and what was done on the page.
    Verbose,
}

/// The line of an event; none where it says nothing to people.
pub fn line(event: &ProgressEvent, detail: Detail) -> Option<String> {
    use ProgressEvent as E;
    Some(match event {
        E::TargetStarted { target, number, of, .. } => format!("[{number}/{of}] {target}"),
        E::StateFinished { state, status, reason, seconds, done, of, .. } => {
            let why = reason.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            format!("  {done}/{of} {state}: {} ({seconds:.1} s){why}", spoken(status))
        }
        E::BrowserRestarted { states, .. } => {
            format!("  the browser ended; another one tries again: {}", states.join(", "))
        }
        E::TargetFinished { folder, seconds, .. } => format!("  kept in {folder} ({seconds:.1} s)"),
        E::TargetJudged { complete, findings, undetermined, .. } => {
            format!("  {}", judged(*complete, findings, *undetermined))
        }
        E::Trouble { message, .. } => format!("consentinel: {message}"),
        _ if detail == Detail::Usual => return None,
        E::RulesLoaded { rules, profiles, digest, knowledge } => {
            let profiles = profiles.join(" and ");
            format!("{rules} rules are on under {profiles}; rules {digest}, knowledge {knowledge}")
        }
        E::BrowserStarted { executable, product, sandbox, seconds } => {
            let sandbox = if *sandbox { "on" } else { "off" };
            format!("{product} from {executable}, started in {seconds:.1} s, sandbox {sandbox}")
        }
        E::Note { state, at_ms, what, detail, .. } => format!("    {state} {at_ms:>7.0} ms  {what}: {detail}"),
        E::RunFinished { exit, seconds } => format!("exit code {exit} after {seconds:.1} s"),
        E::RunStarted { .. } | E::StateStarted { .. } => return None,
    })
}

/// What came of judging, in a few words.
pub fn judged(complete: bool, findings: &BTreeMap<Severity, usize>, undetermined: usize) -> String {
    let counts: Vec<String> = findings.iter().map(|(severity, count)| format!("{count} {}", severity.word())).collect();
    let mut words = vec![match counts.is_empty() {
        true => "no findings".to_owned(),
        false => format!("found: {}", counts.join(", ")),
    }];
    if undetermined > 0 {
        words.push(format!("{undetermined} could not be determined"));
    }
    if !complete {
        words.push("the audit is incomplete".to_owned());
    }
    words.join("; ")
}
