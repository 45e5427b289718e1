//! What was judged: one entry a rule, and one for each thing that failed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::engine::{LookedAt, Outcome, Waiver};
use crate::evidence::State;
use crate::facts::Witness;
use crate::policy::{Confidence, Severity, Verdict};

/// What became of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ResultForm {
    /// Id of the rule.
    pub rule: String,
    /// Ids of the profiles by which it was judged so.
    #[serde(default)]
    pub profiles: Vec<String>,
    /// Its title.
    pub title: String,
    /// The group that it belongs to.
    #[serde(default)]
    pub group: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it could not be told or does not apply.
    pub reason: Option<String>,
    /// What it looked at; only where it passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked_at: Option<LookedAt>,
    /// The strongest word that its failures use; `null` unless failed.
    pub verdict: Option<Verdict>,
    /// Severity after the profile.
    pub severity: Severity,
    /// How sure the rule is of itself.
    pub confidence: Confidence,
}

/// One thing that made a rule fail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FindingForm {
    /// Id of the rule.
    pub rule: String,
    /// Ids of the profiles by which it was judged so.
    #[serde(default)]
    pub profiles: Vec<String>,
    /// Its title.
    pub title: String,
    /// How bad this one is.
    pub severity: Severity,
    /// How sure the rule is of itself.
    pub confidence: Confidence,
    /// How strong a word it may use.
    pub verdict: Verdict,
    /// What was observed.
    pub message: String,
    /// How to mend it.
    pub remedy: String,
    /// The provisions that the rule cites.
    pub law: Vec<LawForm>,
    /// In which state; `null` where the rule compares states or looks at the site.
    pub state: Option<State>,
    /// What it rests on; never empty.
    pub witnesses: Vec<Witness>,
    /// Stable across runs, 16 hex digits.
    pub fingerprint: String,
    /// The exception that waives it.
    pub waived: Option<Waiver>,
    /// Why severity or verdict is weaker than the rule's own, one sentence each.
    pub softened: Vec<String>,
}

/// A provision that a rule cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LawForm {
    /// Id of its file under `rules/legal/`.
    pub id: String,
    /// As it is cited.
    pub title: String,
    /// Where to read it.
    pub url: String,
    /// How far it binds: `law`, `court`, `guideline, not binding`, …
    pub binding: String,
}
