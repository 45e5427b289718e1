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

/// On whose word a profile stands. What a contract or a standard asks is no law, so reports keep them apart, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileKind {
    /// A law, as authorities and courts read it.
    Law,
    /// A contract between those who take part.
    Contract,
    /// A published standard.
    Standard,
    /// The one who wrote the profile.
    #[default]
    Own,
}

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

/// Gives each word of an enum as the YAML files spell it.
macro_rules! words {
    ($name:ident: $($variant:ident $word:literal),+) => {
        impl $name {
            /// Every word, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As it is spelled in files and reports.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

words!(Severity: Critical "critical", High "high", Medium "medium", Low "low", Info "info");
words!(Confidence: High "high", Medium "medium", Low "low");
words!(Verdict: Finding "finding", Indication "indication", Review "review", Info "info");
words!(ProfileKind: Law "law", Contract "contract", Standard "standard", Own "own");
words!(Outcome: Failed "failed", Passed "passed", CantTell "cant-tell", Inapplicable "inapplicable");
