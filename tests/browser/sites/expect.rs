//! Expectations, and how a report is held against them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use consentinel::engine::Outcome;
use consentinel::evidence::{
    ChoiceStatus, Evidence, FramePlace, IncidentKind, Phase, ReachOutcome, Role, Shadow, State,
};
use consentinel::facts::{BannerKind, Seen};
use consentinel::report::Report;
use serde::Deserialize;

use super::audit::{Audited, Settings};

/// What is true of one site.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Expected {
    /// Which: `group-name`.
    pub site: String,
    /// Why it is so, for readers.
    #[serde(default)]
    pub about: String,
    /// What a user sets who audits it.
    #[serde(default)]
    pub under: Settings,
    /// States to live through, where it is not the usual ones and those of which something is expected.
    #[serde(default)]
    pub states: BTreeSet<State>,
    /// The banner.
    pub banner: ExpectedBanner,
    /// States in which a choice is made.
    #[serde(default)]
    pub choices: BTreeMap<State, ExpectedChoice>,
    /// Cookies and web storage by name: in which states they are there.
    #[serde(default)]
    pub stored: BTreeMap<String, BTreeSet<State>>,
    /// What the page does by itself, by state.
    #[serde(default)]
    pub incidents: BTreeMap<State, BTreeSet<IncidentKind>>,
    /// Rules that must fail; all others must not.
    #[serde(default)]
    pub failing: BTreeSet<String>,
    /// Rules that must fail, as they are written, of those that the profile leaves out; all others of these must not.
    #[serde(default)]
    pub failing_beyond: BTreeSet<String>,
    /// Rules that can not be told, for another reason than that a state is not of the plan or the owner declared nothing.
    #[serde(default)]
    pub cannot_tell: BTreeSet<String>,
}

/// The banner as it really is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ExpectedBanner {
    /// Whether there is one.
    pub seen: Seen,
    /// What it offers.
    #[serde(default)]
    pub kind: BannerKind,
    /// Id of the platform, where there is a file for it.
    #[serde(default)]
    pub platform: Option<String>,
    /// In which frame.
    #[serde(default)]
    pub frame: Option<FramePlace>,
    /// In which shadow root.
    #[serde(default)]
    pub shadow: Option<Shadow>,
    /// Whether it comes after a scroll only.
    #[serde(default)]
    pub after_scroll: Option<bool>,
    /// Whether it comes after a gate was passed only.
    #[serde(default)]
    pub after_gate: bool,
    /// Whether the page behind it cannot be used.
    #[serde(default)]
    pub blocking: bool,
    /// How many interfaces stand on the page, where it is more than one.
    #[serde(default)]
    pub interfaces: Option<usize>,
    /// Language of its words.
    #[serde(default)]
    pub language: Option<String>,
    /// Roles of the visible controls on the first layer.
    #[serde(default)]
    pub controls: BTreeMap<String, Role>,
}

/// A choice as it can really be made.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ExpectedChoice {
    /// Whether it takes.
    pub status: ChoiceStatus,
    /// In how many steps.
    #[serde(default)]
    pub steps: Option<u32>,
    /// Whether the banner is back after a reload.
    #[serde(default)]
    pub banner_on_return: Option<bool>,
}

impl Expected {
    /// What is true of refusing is true of refusing again, where nothing else is said of it.
    fn refuse_again(&mut self) {
        if !self.states.is_empty() && !self.states.contains(&State::RejectAgain) {
            return;
        }
        if let Some(choice) = self.choices.get(&State::Reject).cloned() {
            self.choices.entry(State::RejectAgain).or_insert(choice);
        }
        if let Some(incidents) = self.incidents.get(&State::Reject).cloned() {
            self.incidents.entry(State::RejectAgain).or_insert(incidents);
        }
        for states in self.stored.values_mut().filter(|states| states.contains(&State::Reject)) {
            states.insert(State::RejectAgain);
        }
    }

    /// States to live through: the usual ones and those of which something is expected.
    pub fn states(&self, usual: &[State]) -> Vec<State> {
        if !self.states.is_empty() {
            return self.states.iter().cloned().collect();
        }
        let expected = self.choices.keys().chain(self.stored.values().flatten()).cloned();
        let states: BTreeSet<State> = usual.iter().cloned().chain(expected).collect();
        states.into_iter().collect()
    }
}

/// The expectations of a group of sites.
pub fn load(group: &str) -> Vec<Expected> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/sites/expect/{group}.yaml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let mut all: Vec<Expected> = serde_yaml::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    all.iter_mut().for_each(Expected::refuse_again);
    all
}

/// Everything in which a report differs from what is true, one line each.
pub fn differences(expected: &Expected, audited: &Audited) -> Vec<String> {
    let report = &audited.report;
    if report.reached.outcome != ReachOutcome::Loaded {
        return vec![format!("{}: not reached: {}", expected.site, report.reached.detail)];
    }
    let mut lines = gaps(expected, report);
    let mut compare = |what: &str, wanted: String, seen: String| {
        if wanted != seen {
            let but = if seen.is_empty() { String::new() } else { format!(", but was seen as {seen}") };
            lines.push(format!("{}: {what}: {wanted}{but}", expected.site));
        }
    };
    let (truth, banner) = (&expected.banner, &report.banner);
    compare(
        "banner",
        format!("{:?}", truth.seen),
        format!("{:?} {}", banner.seen, banner.reason.as_deref().unwrap_or("")).trim().to_owned(),
    );
    compare("banner kind", format!("{:?}", truth.kind), format!("{:?}", banner.kind));
    let platform = banner.platform.as_ref().map(|platform| platform.id.clone());
    compare("platform", format!("{:?}", truth.platform), format!("{platform:?}"));
    if truth.seen == Seen::Yes {
        let place = banner.placement.as_ref();
        let frame = truth.frame.unwrap_or(FramePlace::Main);
        compare("frame", format!("{:?}", Some(frame)), format!("{:?}", place.map(|place| place.frame)));
        let shadow = truth.shadow.unwrap_or(Shadow::None);
        compare("shadow root", format!("{:?}", Some(shadow)), format!("{:?}", place.map(|place| place.shadow)));
        let scroll = truth.after_scroll.unwrap_or(false);
        compare("after scroll", format!("{:?}", Some(scroll)), format!("{:?}", place.map(|place| place.after_scroll)));
        let gate = place.is_some_and(|place| place.after_gate);
        compare("after gate", truth.after_gate.to_string(), gate.to_string());
        compare("blocking", truth.blocking.to_string(), banner.blocking.to_string());
    }
    let count = truth.interfaces.unwrap_or(usize::from(truth.seen == Seen::Yes));
    compare("interfaces", count.to_string(), interfaces(&audited.evidence));
    if truth.language.is_some() {
        compare("language", format!("{:?}", truth.language), format!("{:?}", banner.language));
    }
    compare("controls", format!("{:?}", truth.controls), format!("{:?}", controls(report)));
    compare("choices", format!("{:?}", expected.choices), format!("{:?}", choices(report)));
    compare("stored", format!("{:?}", expected.stored), format!("{:?}", stored(report)));
    compare("incidents", format!("{:?}", expected.incidents), format!("{:?}", incidents(&audited.evidence)));
    compare("failing", lacking(&expected.failing, &outcomes(report, Outcome::Failed)), String::new());
    compare("failing beyond the profile", lacking(&expected.failing_beyond, &audited.failing_beyond), String::new());
    compare("cannot tell", lacking(&expected.cannot_tell, &untold(report)), String::new());
    lines
}

/// How many interfaces somebody met who chose nothing.
fn interfaces(evidence: &Evidence) -> String {
    let visit = evidence.visits.iter().find(|visit| visit.state == State::None);
    match visit.and_then(|visit| visit.moment(Phase::Arrival)).map(|arrival| arrival.search.as_result()) {
        Some(Ok(search)) => search.found.len().to_string(),
        Some(Err(why)) => format!("unknown: {why}"),
        None => "unknown: no arrival".to_owned(),
    }
}

/// What could not be observed, other than choices of which it is true that nothing confirms them.
fn gaps(expected: &Expected, report: &Report) -> Vec<String> {
    let confirmable =
        |state: &State| expected.choices.get(state).is_none_or(|choice| choice.status == ChoiceStatus::Observed);
    let strange = report.gaps.iter().filter(|gap| gap.state.as_ref().is_none_or(confirmable));
    strange.map(|gap| format!("{}: incomplete: {gap:?}", expected.site)).collect()
}

/// What one of two sets has more than the other, as `+rule` (too many) and `-rule` (missing).
fn lacking(truth: &BTreeSet<String>, seen: &BTreeSet<String>) -> String {
    let missing = truth.difference(seen).map(|rule| format!("-{rule}"));
    let strange = seen.difference(truth).map(|rule| format!("+{rule}"));
    missing.chain(strange).collect::<Vec<_>>().join(" ")
}

fn controls(report: &Report) -> BTreeMap<String, Role> {
    let visible = report.banner.first_layer.controls.iter().filter(|control| control.visible);
    visible
        .map(|control| {
            let name =
                if control.text.is_empty() { control.name.clone().unwrap_or_default() } else { control.text.clone() };
            (name, control.role)
        })
        .collect()
}

fn choices(report: &Report) -> BTreeMap<State, ExpectedChoice> {
    let made = report.states.iter().filter(|state| state.state.chooses());
    made.map(|state| {
        let choice =
            ExpectedChoice { status: state.status, steps: state.steps, banner_on_return: state.banner_on_return };
        (state.state.clone(), choice)
    })
    .collect()
}

fn incidents(evidence: &Evidence) -> BTreeMap<State, BTreeSet<IncidentKind>> {
    let told = evidence.visits.iter().filter(|visit| !visit.incidents.is_empty());
    told.map(|visit| (visit.state.clone(), visit.incidents.iter().map(|incident| incident.kind).collect())).collect()
}

fn stored(report: &Report) -> BTreeMap<String, BTreeSet<State>> {
    report.items.iter().map(|item| (item.name.clone(), item.seen.keys().cloned().collect())).collect()
}

fn outcomes(report: &Report, wanted: Outcome) -> BTreeSet<String> {
    report.results.iter().filter(|result| result.outcome == wanted).map(|result| result.rule.clone()).collect()
}

/// Rules that can not be told, and not only because nobody wanted to see a state or the owner declared nothing.
fn untold(report: &Report) -> BTreeSet<String> {
    let untold = report.results.iter().filter(|result| result.outcome == Outcome::CantTell);
    let open = |reason: &str| reason.split("; ").any(|part| !of_no_plan(part));
    untold.filter(|result| result.reason.as_deref().is_none_or(open)).map(|result| result.rule.clone()).collect()
}

/// Whether a part of a reason is one that no audit of these tests can be without.
fn of_no_plan(part: &str) -> bool {
    part.ends_with("was not part of this run") || part.ends_with("is not declared by the owner of the site")
}
