//! What a rule asks, in words: for `explain`, the rule pages and lists.

use super::phrase::{in_words, operand_words, setting_words};
use super::profile::ActiveRule;
use super::rule::{Demand, ItemRule, Judges, SiteRule, Soften};
use super::standing::{ProfileStanding, Standings};
use super::words::{Confidence, Outcome, Severity, Verdict};
use crate::knowledge::{LegalBook, Provision};

/// Everything that can be told of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// The folder that it stands in.
    pub group: String,
    /// Severity under the profile.
    pub severity: Severity,
    /// How sure it is of itself.
    pub confidence: Confidence,
    /// The strongest word that it may use under the profile.
    pub verdict: Verdict,
    /// What it looks at and what makes it fail, one sentence each.
    pub demands: Vec<String>,
    /// Where it speaks more softly, one sentence each.
    pub softer: Vec<String>,
    /// The provisions that it cites.
    pub law: Vec<Provision>,
    /// Its parameters.
    pub parameters: Vec<ParameterAbout>,
    /// What can make it wrong.
    pub note: String,
    /// How to mend what it finds.
    pub remedy: String,
    /// When waiving it is sound, if the rule says so.
    pub waive: Option<String>,
    /// An entry for the file of exceptions, ready to fill in.
    pub exception: String,
    /// Its examples: name and outcome.
    pub examples: Vec<(String, Outcome)>,
}

/// A parameter, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterAbout {
    /// Name.
    pub name: String,
    /// Its value under the profile.
    pub value: String,
    /// What it means.
    pub meaning: String,
    /// Whose threshold it is.
    pub whose: String,
}

/// Tells everything of a rule, as the profile has it.
pub fn explain(active: &ActiveRule, legal: &LegalBook) -> Explanation {
    let rule = &active.rule;
    let mut demands = Vec::new();
    if let Some(when) = &rule.when {
        demands.push(format!("It applies only where {}.", in_words(when)));
    }
    let requires = rule.requires.iter();
    demands.extend(requires.map(|requires| format!("It cannot tell unless {}.", in_words(&requires.condition))));
    demands.extend(match &rule.judges {
        Judges::Items(items) => item_demands(items),
        Judges::Site(site) => site_demands(site),
    });
    Explanation {
        id: rule.id.clone(),
        title: rule.title.clone(),
        group: rule.group.clone(),
        severity: active.severity,
        confidence: rule.confidence,
        verdict: active.verdict,
        demands,
        softer: rule.soften.iter().map(soften_words).collect(),
        law: rule.law.iter().filter_map(|id| legal.get(id).cloned()).collect(),
        parameters: parameters(active),
        note: rule.note.trim().to_owned(),
        remedy: rule.remedy.trim().to_owned(),
        waive: rule.waive.as_deref().map(|text| text.trim().to_owned()),
        exception: exception(active),
        examples: rule.examples.iter().map(|example| (example.name.clone(), example.expect)).collect(),
    }
}

/// A rule under one profile, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderProfile {
    /// Id of the profile.
    pub profile: String,
    /// Severity and strongest word; `None` where it is off.
    pub word: Option<(Severity, Verdict)>,
    /// Thresholds that differ from the rule's own: `$max-days = 183 (an authority)`.
    pub values: Vec<String>,
}

impl UnderProfile {
    /// `high, at most a finding`, or `off`.
    pub fn how(&self) -> String {
        self.word.map_or("off".to_owned(), |(severity, verdict)| format!("{severity}, at most {verdict}"))
    }
}

/// A rule under every profile, in the order of their ids.
pub fn under_profiles(standings: &Standings, rule: &str, legal: &LegalBook) -> Vec<UnderProfile> {
    let own = standings.rule(rule).map(|rule| explain(&ActiveRule::with_defaults(rule.clone()), legal).parameters);
    let own = own.unwrap_or_default();
    let under = |profile: &ProfileStanding| {
        let active = profile.on(rule);
        let parameters = active.map(|active| explain(active, legal).parameters).unwrap_or_default();
        let differ = parameters.iter().filter(|one| !own.contains(one));
        UnderProfile {
            profile: profile.about.id.clone(),
            word: active.map(|active| (active.severity, active.verdict)),
            values: differ.map(|one| format!("${} = {} ({})", one.name, one.value, one.whose)).collect(),
        }
    };
    standings.profiles().iter().map(under).collect()
}

fn item_demands(items: &ItemRule) -> Vec<String> {
    let states: Vec<String> = items.states.iter().map(ToString::to_string).collect();
    let states = match states.as_slice() {
        [one] => format!("state {one}; if it was not lived through it cannot pass"),
        several => format!("states {}; if one of them was not lived through it cannot pass", several.join(", ")),
    };
    let collection = items.collection;
    let mut demands = vec![format!("It looks at every {collection} in the {states}.")];
    let filter = in_words(&items.filter);
    demands.push(match &items.demand {
        Demand::None => format!("It fails for every {collection} of which {filter}."),
        Demand::Every(condition) => {
            format!("It fails for every {collection} of which {filter}, unless {}.", in_words(condition))
        }
        Demand::AtMost(limit) => {
            format!("It fails if one state has more than {} {collection} of which {filter}.", operand_words(limit))
        }
    });
    if !items.repeated_in.is_empty() {
        let states: Vec<String> = items.repeated_in.iter().map(ToString::to_string).collect();
        demands.push(format!("What is meant must be there in each of {}; {ELSE}", states.join(" and ")));
    }
    demands
}

/// What becomes of what was seen once.
const ELSE: &str = "where that is not known it says no more than indication, and where it is not so it cannot tell.";

fn site_demands(site: &SiteRule) -> Vec<String> {
    let mut demands = vec![format!("It fails if {}.", in_words(&site.fails_if))];
    if let Some(repeated) = &site.repeated_if {
        demands.push(format!("In a further fresh profile {}; {ELSE}", in_words(repeated)));
    }
    demands
}

fn soften_words(soften: &Soften) -> String {
    let severity = soften.severity.map(|severity| format!("severity {severity}"));
    let verdict = soften.verdict.map(|verdict| format!("verdict {verdict}"));
    let weaker: Vec<String> = [severity, verdict].into_iter().flatten().collect();
    let because = soften.because.trim().trim_end_matches('.');
    format!(
        "At most {} where {} or where that is not known: {because}.",
        weaker.join(" and "),
        in_words(&soften.condition)
    )
}

fn parameters(active: &ActiveRule) -> Vec<ParameterAbout> {
    active
        .rule
        .parameters
        .iter()
        .map(|(name, parameter)| ParameterAbout {
            name: name.clone(),
            value: setting_words(active.parameters.get(name).unwrap_or(&parameter.default)),
            meaning: parameter.meaning.clone(),
            whose: active.whose.get(name).unwrap_or(&parameter.whose).clone(),
        })
        .collect()
}

fn exception(active: &ActiveRule) -> String {
    let filter = match &active.rule.judges {
        Judges::Items(items) => match items.collection {
            "control" => "    where: { control.text: … }\n".to_owned(),
            "request" => "    where: { request.host: … }\n".to_owned(),
            collection => format!("    where: {{ {collection}.name: … }}\n"),
        },
        Judges::Site(_) => String::new(),
    };
    format!("exceptions:\n  - rule: {}\n{filter}    reason: …\n    by: …\n    until: YYYY-MM-DD\n", active.rule.id)
}
