//! The YAML files as they are written, with the place of every name: nothing is checked here but the form.

use schemars::JsonSchema;
use serde::Deserialize;

use super::condition::CompareBy;
use super::literal::{CollectionText, Entries, FactText, Literal, TestText};
use super::words::{Confidence, Outcome, ProfileKind, Severity, Verdict};
use crate::yaml::Spanned;

/// A rule: `checks/<group>/<id>.yaml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RuleText {
    /// Equal to the file's name.
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    /// One line, without a full stop.
    #[schemars(with = "String")]
    pub(super) title: Spanned<String>,
    /// How bad a failure is.
    pub(super) severity: Severity,
    /// How sure the rule is of itself.
    pub(super) confidence: Confidence,
    /// The strongest word that it may use.
    #[schemars(with = "Verdict")]
    pub(super) verdict: Spanned<Verdict>,
    /// Ids of provisions, files under `legal/`.
    #[schemars(with = "Vec<String>")]
    pub(super) law: Vec<Spanned<String>>,
    /// Values that profiles may set.
    #[serde(default)]
    pub(super) parameters: Entries<ParameterText>,
    /// Where the rule applies; where this is false the rule is inapplicable.
    #[serde(default)]
    #[schemars(schema_with = "super::schema::site_condition")]
    pub(super) when: Option<Spanned<ConditionText>>,
    /// What must be so before anything can be told; where it is not, the rule cannot tell.
    #[serde(default)]
    pub(super) needs: Vec<NeedsText>,
    /// In which states items are looked for. A state whose choice the interface does not offer is passed over
    /// where the rule names others.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(super) states: Vec<Spanned<String>>,
    /// Of these states, those in each of which an item must be found: where they disagree, the rule cannot tell.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(super) repeated_in: Vec<Spanned<String>>,
    /// The collection whose items are judged.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub(super) for_each: Option<Spanned<String>>,
    /// Which items are meant.
    #[serde(default, rename = "where")]
    #[schemars(schema_with = "super::schema::item_condition")]
    pub(super) filter: Option<Spanned<ConditionText>>,
    /// What is asked of these items.
    #[serde(default)]
    #[schemars(with = "Option<DemandText>")]
    pub(super) demand: Option<Spanned<DemandText>>,
    /// For rules over the site: the rule fails if this holds.
    #[serde(default)]
    #[schemars(schema_with = "super::schema::site_condition")]
    pub(super) fail_if: Option<Spanned<ConditionText>>,
    /// Beside `fail-if`: a further fresh profile shows the same. Where it does not, the rule cannot tell.
    #[serde(default)]
    #[schemars(schema_with = "super::schema::site_condition")]
    pub(super) repeated_if: Option<Spanned<ConditionText>>,
    /// Where it speaks more softly.
    #[serde(default)]
    pub(super) soften: Vec<SoftenText>,
    /// What a failure says; `{cookie.name}`, `{banner.kind|words if there is none}`, `{$parameter}`, `{state}`.
    #[schemars(with = "String")]
    pub(super) message: Spanned<String>,
    /// How to mend it.
    pub(super) remedy: String,
    /// What can make it wrong.
    pub(super) note: String,
    /// When waiving it is sound.
    #[serde(default)]
    pub(super) waive: Option<String>,
    /// Facts that all examples share.
    #[serde(default)]
    pub(super) given: GivenText,
    /// At least one that fails, one that passes and one that cannot tell.
    pub(super) examples: Vec<ExampleText>,
}

/// A parameter of a rule.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ParameterText {
    /// Its value unless a profile sets another; gives its type.
    #[schemars(with = "Literal")]
    pub(super) default: Spanned<Literal>,
    /// What it means, with unit.
    pub(super) meaning: String,
    /// Whose threshold it is: `tool threshold`, or who published it.
    pub(super) whose: String,
}

/// What must be so before anything can be told.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct NeedsText {
    /// What must be so.
    #[serde(rename = "that")]
    #[schemars(schema_with = "super::schema::site_condition")]
    pub(super) condition: Spanned<ConditionText>,
    /// What is said where it is not so.
    pub(super) otherwise: String,
}

/// What is asked of the items that match.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum DemandText {
    /// None may exist.
    None,
    /// Each must also stand this.
    #[schemars(schema_with = "super::schema::item_condition")]
    Every(Spanned<ConditionText>),
    /// At most so many may exist in one state.
    #[schemars(with = "Literal")]
    AtMost(Spanned<Literal>),
}

/// Where a rule speaks more softly.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SoftenText {
    /// Holds for the failure at hand, or is not known for it.
    #[serde(rename = "if")]
    #[schemars(schema_with = "super::schema::item_condition")]
    pub(super) condition: Spanned<ConditionText>,
    /// The severity then.
    #[serde(default)]
    #[schemars(with = "Option<Severity>")]
    pub(super) severity: Option<Spanned<Severity>>,
    /// The verdict then.
    #[serde(default)]
    #[schemars(with = "Option<Verdict>")]
    pub(super) verdict: Option<Spanned<Verdict>>,
    /// Why, one sentence.
    pub(super) because: String,
}

/// A condition: its entries must all hold.
#[derive(Debug)]
pub(super) struct ConditionText {
    /// The entries.
    pub(super) parts: Vec<PartText>,
}

/// One entry of a condition.
#[derive(Debug)]
pub(super) enum PartText {
    /// `all: [ … ]`
    All(Spanned<String>, Vec<Spanned<ConditionText>>),
    /// `any: [ … ]`
    Any(Spanned<String>, Vec<Spanned<ConditionText>>),
    /// `not: { … }`
    Not(Spanned<ConditionText>),
    /// `compare: { … }`
    Compare(Box<Spanned<CompareText>>),
    /// `present-in: [ … ]`
    PresentIn(Spanned<Vec<Spanned<String>>>),
    /// `exists: { … }`
    Exists(Box<Spanned<ExistsText>>),
    /// `fact: test`
    Test(Spanned<String>, Spanned<TestText>),
}

/// Two numbers held against each other.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CompareText {
    /// Numerator or minuend: a fact.
    #[schemars(with = "String")]
    pub(super) left: Spanned<String>,
    /// Denominator or subtrahend: a fact.
    #[schemars(with = "String")]
    pub(super) right: Spanned<String>,
    /// How the two become one number.
    pub(super) by: CompareBy,
    /// That number is greater than this.
    #[serde(default)]
    #[schemars(with = "Option<Literal>")]
    pub(super) above: Option<Spanned<Literal>>,
    /// That number is smaller than this.
    #[serde(default)]
    #[schemars(with = "Option<Literal>")]
    pub(super) below: Option<Spanned<Literal>>,
    /// That number is this or greater.
    #[serde(default)]
    #[schemars(with = "Option<Literal>")]
    pub(super) at_least: Option<Spanned<Literal>>,
    /// That number is this or smaller.
    #[serde(default)]
    #[schemars(with = "Option<Literal>")]
    pub(super) at_most: Option<Spanned<Literal>>,
}

/// Some item of a collection.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ExistsText {
    /// The collection.
    #[schemars(with = "String")]
    pub(super) item: Spanned<String>,
    /// In any of these states.
    #[schemars(with = "Vec<String>")]
    pub(super) states: Vec<Spanned<String>>,
    /// Of which this holds.
    #[serde(rename = "where")]
    #[schemars(schema_with = "super::schema::item_condition")]
    pub(super) filter: Spanned<ConditionText>,
}

/// Facts that all examples of a rule share.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct GivenText {
    /// Facts of the site.
    #[serde(default)]
    pub(super) site: Entries<FactText>,
    /// Facts of every item of the rule's collection.
    #[serde(default)]
    pub(super) item: Entries<FactText>,
}

/// An example: facts and what must come out. Every fact that is not given is unknown.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ExampleText {
    /// What it shows.
    #[schemars(with = "String")]
    pub(super) name: Spanned<String>,
    /// What must come out.
    pub(super) expect: Outcome,
    /// How many failures.
    #[serde(default)]
    pub(super) failures: Option<usize>,
    /// How many witnesses over all failures.
    #[serde(default)]
    pub(super) witnesses: Option<usize>,
    /// The strongest verdict among the failures.
    #[serde(default)]
    pub(super) verdict: Option<Verdict>,
    /// The worst severity among the failures.
    #[serde(default)]
    pub(super) severity: Option<Severity>,
    /// The message of the first failure.
    #[serde(default)]
    pub(super) says: Option<String>,
    /// Parameters that differ from their defaults.
    #[serde(default)]
    #[schemars(with = "Entries<Literal>")]
    pub(super) parameters: Entries<Spanned<Literal>>,
    /// Facts of the site.
    #[serde(default)]
    pub(super) site: Entries<FactText>,
    /// Collections by state.
    #[serde(default)]
    pub(super) states: Entries<Entries<CollectionText>>,
}

/// A profile: `profiles/<id>.yaml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ProfileText {
    /// Equal to the file's name.
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    /// Name for people.
    pub(super) title: String,
    /// For whom and for what it is, and what it leaves out.
    pub(super) about: String,
    /// The day on which it was last checked against its sources, `YYYY-MM-DD`.
    pub(super) date: String,
    /// On whose word it stands; reports keep these apart. Without it: `own`.
    #[serde(default)]
    pub(super) kind: ProfileKind,
    /// Countries for which it speaks, as two capital letters. A site that was seen from another one cannot be judged
    /// by it. An empty list speaks for any; without it: those of the profile that it starts from, else any.
    #[serde(default)]
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) vantage: Option<Vec<Spanned<String>>>,
    /// The lowest severity that fails a run, unless the user names another. Without it: that of the profile that it
    /// starts from, else `high`.
    #[serde(default)]
    pub(super) fail_on: Option<Severity>,
    /// A profile that this one starts from.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub(super) extends: Option<Spanned<String>>,
    /// Only these rules are on. Without it: those of the profile that it starts from, else all.
    #[serde(default)]
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) only: Option<Vec<Spanned<String>>>,
    /// These are on as well.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(super) on: Vec<Spanned<String>>,
    /// These are off.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(super) off: Vec<Spanned<String>>,
    /// Values for parameters, for every rule that has them.
    #[serde(default)]
    pub(super) parameters: Entries<SettingText>,
    /// Changes to single rules.
    #[serde(default)]
    pub(super) adjust: Entries<AdjustText>,
}

/// A value for a parameter.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SettingText {
    /// The value.
    #[schemars(with = "Literal")]
    pub(super) value: Spanned<Literal>,
    /// Whose threshold it is.
    pub(super) whose: String,
}

/// Changes to one rule.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct AdjustText {
    /// Its severity.
    #[serde(default)]
    pub(super) severity: Option<Severity>,
    /// The strongest word that it may use here; never stronger than its own.
    #[serde(default)]
    pub(super) verdict: Option<Verdict>,
    /// Values for its parameters.
    #[serde(default)]
    pub(super) parameters: Entries<SettingText>,
}

/// The user's file of exceptions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ExceptionsText {
    /// The exceptions.
    #[schemars(with = "Vec<ExceptionText>")]
    pub(super) exceptions: Vec<Spanned<ExceptionText>>,
}

/// One exception.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ExceptionText {
    /// The rule whose failures it waives.
    #[schemars(with = "String")]
    pub(super) rule: Spanned<String>,
    /// Which failures; without it, all. Facts of the rule's items or of the site: `cookie.name: _ga`.
    #[serde(default, rename = "where")]
    #[schemars(schema_with = "super::schema::exception_condition")]
    pub(super) filter: Option<Spanned<ConditionText>>,
    /// Why.
    #[schemars(with = "String")]
    pub(super) reason: Spanned<String>,
    /// Who says so.
    #[schemars(with = "String")]
    pub(super) by: Spanned<String>,
    /// The last day on which it holds, `YYYY-MM-DD`.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub(super) until: Option<Spanned<String>>,
}
