//! What a report was compared with, and what came of it: only what is new since then makes a run fail.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::judged::FindingForm;
use crate::engine::Waiver;
use crate::evidence::State;
use crate::policy::{Confidence, Severity, Verdict};

/// A comparison with an earlier report of the same site. Findings are told apart by their fingerprints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BaselineForm {
    /// What it was compared with.
    pub with: ComparedWith,
    /// In what the two runs are not alike; what is told below is to be read by it.
    pub differences: Vec<Difference>,
    /// Findings of this report that count as new, in its order.
    pub new: Vec<NewFinding>,
    /// Fingerprints of findings that were there before, in the order of this report.
    pub unchanged: Vec<String>,
    /// Findings of then that were looked for and are gone.
    pub fixed: Vec<PastFinding>,
    /// Findings of then that are not there now, without its being known that they are fixed.
    pub not_known: Vec<NotKnown>,
}

/// What a report was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComparedWith {
    /// As the user wrote it.
    pub given: String,
    /// What was found there.
    pub kind: BaselineKind,
    /// Start of the run of then, RFC 3339 in UTC.
    pub started: Option<String>,
    /// Whether everything could be observed then.
    pub complete: Option<bool>,
}

/// What a baseline is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BaselineKind {
    /// A report, taken as it was judged then.
    Report,
    /// Evidence, judged again with the rules of now.
    Bundle,
    /// Nothing of this site: all is new.
    Nothing,
}

/// Something in which two runs are not alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// In what.
    pub what: DifferenceKind,
    /// As it was then.
    pub then: String,
    /// As it is now.
    pub now: String,
}

/// In what two runs may differ; what changes most of what is seen comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// Another site.
    Site,
    /// Another address, folder or name of the same site.
    Address,
    /// Seen from another country.
    Vantage,
    /// Judged by other profiles.
    Profiles,
    /// Judged by other rules.
    Rules,
    /// Other knowledge of cookies, trackers, platforms and phrases.
    Knowledge,
    /// Other states were lived through.
    States,
    /// Not everything could be observed in one of them.
    Complete,
    /// Another viewport.
    Viewport,
    /// Another user agent.
    UserAgent,
    /// Another language was asked for.
    Locale,
    /// Another time zone.
    TimeZone,
    /// Third-party cookies were treated otherwise.
    ThirdPartyCookies,
    /// Pages ran on another clock.
    Clock,
    /// Another browser or version.
    Browser,
    /// Another version of Consentinel gathered the evidence.
    GatheredBy,
    /// Another version of Consentinel judged.
    Tool,
}

/// A finding that counts as new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewFinding {
    /// Its fingerprint.
    pub fingerprint: String,
    /// Why it counts as new.
    pub why: WhyNew,
}

/// Why a finding counts as new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhyNew {
    /// Then its rule was judged and did not find it.
    NotThere,
    /// It was there, and is worse now: of a higher severity or under a stronger word.
    Worse,
    /// It was there, and weighs more now; other profiles, rules or knowledge judge it, so that it may be no worse.
    JudgedMoreStrictly,
    /// It was there, and an exception waived it that does not any more.
    NoLongerWaived,
    /// Then it could not be told whether it was there.
    CouldNotBeTold,
    /// Then its rule was not judged: it did not exist, or the profile had it off.
    RuleNotJudged,
    /// Then its rule did not find it, judged by other profiles, rules or knowledge, so that it may have been there.
    JudgedOtherwise,
    /// There is no report of this site to compare with.
    NothingToCompare,
}

/// A finding of an earlier report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PastFinding {
    /// Its fingerprint.
    pub fingerprint: String,
    /// Id of the rule.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// How bad it was.
    pub severity: Severity,
    /// How sure the rule is of itself.
    pub confidence: Confidence,
    /// How strong a word it used.
    pub verdict: Verdict,
    /// What was observed.
    pub message: String,
    /// In which state.
    pub state: Option<State>,
    /// The exception that waived it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<Waiver>,
}

impl From<&FindingForm> for PastFinding {
    fn from(finding: &FindingForm) -> Self {
        Self {
            fingerprint: finding.fingerprint.clone(),
            rule: finding.rule.clone(),
            title: finding.title.clone(),
            severity: finding.severity,
            confidence: finding.confidence,
            verdict: finding.verdict,
            message: finding.message.clone(),
            state: finding.state.clone(),
            waived: finding.waived.clone(),
        }
    }
}

/// A finding of then of which nobody knows whether it is fixed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NotKnown {
    /// The finding.
    pub finding: PastFinding,
    /// Why it is not known.
    pub reason: String,
}
