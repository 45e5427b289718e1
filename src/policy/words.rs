//! The words with which rules speak.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad it is, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worst.
    Critical,
    /// Bad.
    High,
    /// To be mended.
    Medium,
    /// Small.
    Low,
    /// For information.
    Info,
}

/// How sure a rule is of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// A fact.
    High,
    /// A strong heuristic.
    Medium,
    /// Needs a person.
    Low,
}

/// The strongest word that a failed rule may use, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Observed, and a published position says that it should not be.
    Finding,
    /// Points that way.
    Indication,
    /// A person must look.
    Review,
    /// Context.
    Info,
}
