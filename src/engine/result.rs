//! What judging gives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::State;
use crate::facts::Witness;
use crate::policy::{Confidence, Severity, Verdict};

/// What became of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Its condition was met, with witnesses.
    Failed,
    /// All evidence was there and the condition was not met: "not observed in this run".
    Passed,
    /// Something that it needs is not known.
    CantTell,
    /// It does not apply to this site.
    Inapplicable,
}

/// The result of one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleResult {
    /// Id of the rule.
    pub rule: String,
    /// Its title.
    pub title: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it could not be told or does not apply.
    pub reason: Option<String>,
    /// Severity after the profile.
    pub severity: Severity,
    /// How sure the rule is of itself.
    pub confidence: Confidence,
    /// The word it may use, after the profile; only for failed rules.
    pub verdict: Option<Verdict>,
    /// Ids of the provisions that it cites.
    pub law: Vec<String>,
    /// How to mend it.
    pub remedy: String,
    /// One entry for each thing that failed. Empty unless failed.
    pub failures: Vec<Failure>,
}

/// One thing that made a rule fail.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// In which state; `None` where the rule compares states or looks at the site.
    pub state: Option<State>,
    /// The rule's message with the values filled in.
    pub message: String,
    /// What it rests on; never empty.
    pub witnesses: Vec<Witness>,
    /// Stable across runs: SHA-256 of rule and identity, 16 hex digits.
    pub fingerprint: String,
    /// The exception that waives it, if one does.
    pub waived: Option<Waiver>,
}

/// An exception that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waiver {
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// Until which day, `YYYY-MM-DD`.
    pub until: Option<String>,
}
