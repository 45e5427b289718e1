//! What judging gives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::looked::LookedAt;
use crate::evidence::State;
use crate::facts::Witness;
pub use crate::policy::Outcome;
use crate::policy::{Confidence, Severity, Verdict};

/// The result of one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleResult {
    /// Id of the rule.
    pub rule: String,
    /// Ids of the profiles by which it was judged; several where they treat it alike.
    pub profiles: Vec<String>,
    /// Its title.
    pub title: String,
    /// The group that it belongs to.
    pub group: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it could not be told or does not apply.
    pub reason: Option<String>,
    /// What it looked at; only for rules that passed.
    pub looked_at: Option<LookedAt>,
    /// Severity after the profile.
    pub severity: Severity,
    /// How sure the rule is of itself.
    pub confidence: Confidence,
    /// The strongest word that its failures use; only for failed rules.
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
    /// How bad this one is: the rule's severity after the profile, or less where the rule softens it.
    pub severity: Severity,
    /// The word that it may use: the weakest of what rule, profile and softening allow.
    pub verdict: Verdict,
    /// Why severity or verdict is weaker than the rule's own, one sentence each.
    pub softened: Vec<String>,
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

/// All results and what became of the exceptions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    /// One result a rule that a profile switches on, sorted by rule id; several where profiles treat it differently.
    pub results: Vec<RuleResult>,
    /// One entry an exception, in the order of the file.
    pub exceptions: Vec<ExceptionUse>,
}

/// What became of one exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExceptionUse {
    /// The rule that it names.
    pub rule: String,
    /// Where it stands: `exceptions.yaml:12`.
    pub at: String,
    /// Why, who and until when.
    pub waiver: Waiver,
    /// What became of it.
    pub status: ExceptionStatus,
    /// How many failures it waived.
    pub waived: usize,
}

/// What became of an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExceptionStatus {
    /// It waived something.
    Used,
    /// The rule was judged and nothing matched: it can go.
    Unused,
    /// Its day has passed, so it waives nothing any more.
    Expired,
    /// Its rule is switched off or could not be judged, so nobody knows whether it is still needed.
    NotJudged,
}
