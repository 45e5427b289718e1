//! The shape of `report.json`. Names and words are fixed: programs elsewhere read them. Fields may be added (a minor
//! step of [`REPORT_VERSION`]), never renamed.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the report |
//! | `head.rs` | tool, profile, target, run, gaps |
//! | `observed.rs` | banner, states, items, requests, signals |
//! | `judged.rs` | results and findings |
//! | `baseline.rs` | what it was compared with |

mod baseline;
mod head;
mod judged;
mod observed;

pub use baseline::{
    BaselineForm, BaselineKind, ComparedWith, Difference, DifferenceKind, NewFinding, NotKnown, PastFinding, WhyNew,
};
pub use head::{Gap, ProfileUsed, RunForm, TargetForm, ToolForm, UsedForm};
pub use judged::{FindingForm, LawForm, ResultForm};
pub use observed::{
    BannerForm, Identifier, ItemForm, LayerForm, PlatformForm, Reading, RequestForm, SignalForm, SignalMap,
    SignalsForm, StateForm, UnknownWord,
};

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::engine::{ExceptionUse, Outcome};
use crate::evidence::{Format, Kept, Reached};
use crate::messages::{Language, Messages};

/// The name that every report carries.
pub const REPORT_NAME: &str = "consentinel.report";

/// The version of the report's shape, `major.minor`.
pub const REPORT_VERSION: &str = "1.2";

/// Everything that is reported of one target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Which format this is.
    pub format: Format,
    /// In which language it is told, its sentences and those of its rules; `en` where it is not said. Names and words that
    /// programs read are the same in every language.
    #[serde(default, skip_serializing_if = "Language::is_english")]
    pub language: Language,
    /// With what was gathered and judged.
    pub tool: ToolForm,
    /// By which profiles was judged, in the order in which they were named; at least one.
    pub profiles: Vec<ProfileUsed>,
    /// What was audited.
    pub target: TargetForm,
    /// What the owner of the site declares of it, and no visit shows: names of facts without `site.`, and words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub declared_by_owner: BTreeMap<String, String>,
    /// When and how it was seen.
    pub run: RunForm,
    /// Whether the site was reached, in the first visit.
    pub reached: Reached,
    /// Whether everything that was to be observed was; if not, the exit code is 3 unless that is allowed.
    pub complete: bool,
    /// What could not be observed. Empty if and only if `complete`.
    pub gaps: Vec<Gap>,
    /// What of the evidence was replaced, left out or is missing; not there if nothing is.
    #[serde(default, skip_serializing_if = "Kept::is_whole")]
    pub kept: Kept,
    /// The banner.
    pub banner: BannerForm,
    /// One entry a state.
    pub states: Vec<StateForm>,
    /// Cookies and storage items over all states.
    pub items: Vec<ItemForm>,
    /// Service workers over all states, their scope as the name. They stand apart, because programs know the kinds of
    /// `items` by heart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_workers: Vec<ItemForm>,
    /// Addresses that were contacted, over all states.
    pub requests: Vec<RequestForm>,
    /// Consent signals.
    pub signals: SignalsForm,
    /// One entry a rule, sorted by rule; several where profiles treat it differently.
    pub results: Vec<ResultForm>,
    /// One entry a failure, sorted by severity, rule, fingerprint.
    pub findings: Vec<FindingForm>,
    /// What became of each exception.
    pub exceptions: Vec<ExceptionUse>,
    /// What is new, unchanged and fixed since an earlier run; only there if one was named (`--baseline`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineForm>,
}

impl Report {
    /// What is said in the language of the report.
    pub fn messages(&self) -> Messages {
        Messages::of(self.language)
    }

    /// Each thing that was found once, for several profiles may have judged it: what no exception waives first, the worst
    /// at the head.
    pub fn once(&self) -> Vec<&FindingForm> {
        let mut met = BTreeSet::new();
        let (open, waived): (Vec<_>, Vec<_>) = self.findings.iter().partition(|finding| finding.waived.is_none());
        open.into_iter().chain(waived).filter(|finding| met.insert(finding.fingerprint.as_str())).collect()
    }

    /// Those of [`Self::once`] that no exception waives.
    pub fn open(&self) -> Vec<&FindingForm> {
        self.once().into_iter().filter(|finding| finding.waived.is_none()).collect()
    }

    /// How many of [`Self::once`] are waived: by every profile that judged them.
    pub fn waived(&self) -> usize {
        self.once().into_iter().filter(|finding| finding.waived.is_some()).count()
    }

    /// Results that could not be told, or not for all that was to be judged.
    pub fn unsettled(&self) -> impl Iterator<Item = &ResultForm> {
        self.results.iter().filter(|result| match result.outcome {
            Outcome::CantTell => true,
            Outcome::Failed => result.reason.is_some(),
            Outcome::Passed | Outcome::Inapplicable => false,
        })
    }

    /// Ids of the rules of [`Self::unsettled`], each once.
    pub fn unsettled_rules(&self) -> BTreeSet<&str> {
        self.unsettled().map(|result| result.rule.as_str()).collect()
    }

    /// Ids of rules of which this became, each once: several profiles may have judged by one rule.
    pub fn rules(&self, outcome: Outcome) -> BTreeSet<&str> {
        self.results.iter().filter(|result| result.outcome == outcome).map(|result| result.rule.as_str()).collect()
    }
}
