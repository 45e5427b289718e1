//! A rule after checking: what the engine judges and `explain` tells.

use std::collections::BTreeMap;

use super::check::Need;
use super::condition::{Condition, FactName, Operand, Setting};
use super::words::{Confidence, Outcome, Severity, Verdict};
use crate::evidence::State;
use crate::facts::{Collected, Fact};
use crate::messages::Language;

/// One rule, checked. Its texts are as written; its parameters have their defaults.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Id, equal to the file's name.
    pub id: String,
    /// The folder that it stands in: `prior-consent`.
    pub group: String,
    /// Path of its file.
    pub path: String,
    /// One line, without a full stop.
    pub title: String,
    /// Severity before the profile.
    pub severity: Severity,
    /// How sure it is of itself.
    pub confidence: Confidence,
    /// The strongest word it may use, before the profile.
    pub verdict: Verdict,
    /// Ids of the provisions that it cites.
    pub law: Vec<String>,
    /// Its parameters with their defaults.
    pub parameters: BTreeMap<String, Parameter>,
    /// What each parameter must be, wherever it is used.
    pub needs: BTreeMap<String, Vec<Need>>,
    /// Where it applies; without one, everywhere.
    pub when: Option<Condition>,
    /// What must be so before anything can be told.
    pub requires: Vec<Requires>,
    /// What is judged.
    pub judges: Judges,
    /// Where it speaks more softly.
    pub soften: Vec<Soften>,
    /// What a failure says.
    pub message: Message,
    /// How to mend it.
    pub remedy: String,
    /// What can make it wrong.
    pub note: String,
    /// When waiving it is sound.
    pub waive: Option<String>,
    /// Its examples.
    pub examples: Vec<Example>,
}

/// A parameter of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its value unless a profile sets another.
    pub default: Setting,
    /// What it means, with unit.
    pub meaning: String,
    /// Whose threshold the value is: `tool threshold`, or who published it.
    pub whose: String,
}

/// What must be so before a rule can tell anything.
#[derive(Debug, Clone, PartialEq)]
pub struct Requires {
    /// What must be so.
    pub condition: Condition,
    /// What is said where it is not so.
    pub otherwise: String,
}

/// What a rule judges.
#[derive(Debug, Clone, PartialEq)]
pub enum Judges {
    /// Every item of a collection, in some states.
    Items(ItemRule),
    /// The site.
    Site(SiteRule),
}

/// A rule over the site.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteRule {
    /// It fails if this holds.
    pub fails_if: Condition,
    /// Holds if a further fresh profile shows the same. Where it does not hold the rule cannot tell, where that is not
    /// known it says no more than indication.
    pub repeated_if: Option<Condition>,
}

/// A rule over the items of a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemRule {
    /// Which collection.
    pub collection: &'static str,
    /// In which states, in the order of the rule. An item that is found in several is one failure.
    pub states: Vec<State>,
    /// States, among the others, in each of which an item must be found: fresh profiles in which the same was done.
    /// Where one of them has no such item for sure the rule cannot tell, where that is not known it says no more than
    /// indication. Empty if nothing need be repeated.
    pub repeated_in: Vec<State>,
    /// Which items.
    pub filter: Condition,
    /// What is asked of these.
    pub demand: Demand,
}

/// What is asked of the items that match.
#[derive(Debug, Clone, PartialEq)]
pub enum Demand {
    /// None may exist.
    None,
    /// Each must also stand this.
    Every(Condition),
    /// At most so many may exist in one state.
    AtMost(Operand),
}

/// Where a rule speaks more softly than it may.
#[derive(Debug, Clone, PartialEq)]
pub struct Soften {
    /// Holds for the failure at hand, or is not known for it.
    pub condition: Condition,
    /// Severity then, if it is weaker.
    pub severity: Option<Severity>,
    /// Verdict then, if it is weaker.
    pub verdict: Option<Verdict>,
    /// Why, one sentence.
    pub because: String,
}

/// A message: texts and places to fill in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Message {
    /// As written.
    pub text: String,
    /// Its parts.
    pub parts: Vec<Part>,
    /// In which language it is; words, numbers and days in its places are written so.
    pub language: Language,
}

/// One part of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// As it stands.
    Text(String),
    /// The value of a fact, or the words after `|` where there is none.
    Fact(FactName, String),
    /// The value of a parameter: `{$area-ratio}`.
    Parameter(String),
    /// The name of the state: `{state}`.
    State,
}

/// An example of a rule, run as a test.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// What must come out.
    pub expect: Outcome,
    /// How many failures, with `expect: failed`.
    pub failures: Option<usize>,
    /// How many witnesses over all failures, with `expect: failed`.
    pub witnesses: Option<usize>,
    /// The strongest verdict among the failures.
    pub verdict: Option<Verdict>,
    /// The worst severity among the failures.
    pub severity: Option<Severity>,
    /// The message of the first failure.
    pub says: Option<String>,
    /// Parameters that differ from their defaults.
    pub parameters: BTreeMap<String, Setting>,
    /// Facts of the site; every other one is unknown.
    pub site: BTreeMap<&'static str, Fact>,
    /// Collections by state; every other one is unknown.
    pub collections: BTreeMap<(&'static str, State), Result<Collected, String>>,
}
