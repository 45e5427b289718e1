//! One rule to its result, all rules to a judgement.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::alike::apart;
use super::condition::{Place, Scope};
use super::exceptions;
use super::ground::Ground;
use super::items;
use super::looked::LookedAt;
use super::message::{fill, item_witness, named, site_witnesses};
use super::repetition::{Repeated, Repetition};
use super::result::{Failure, Judgement, RuleResult};
use super::truth::Truth;
use super::vantage;
use crate::facts::{View, Witness};
use crate::policy::{
    ActiveRule, Condition, Demand, FactName, ItemRule, Judges, Outcome, Policy, Severity, SiteRule, Verdict,
    in_words_with,
};

/// A rule's result, and for each of its failures the places that it was found in; none for rules over the site.
pub(super) struct Ruling<'a> {
    /// The rule.
    pub(super) active: &'a ActiveRule,
    /// Its result.
    pub(super) result: RuleResult,
    /// As many as `result.failures`.
    pub(super) places: Vec<Vec<Place<'a>>>,
}

/// Judges every rule that the policy switches on; sorted by rule id. Exceptions are applied.
pub fn evaluate(policy: &Policy, view: &View) -> Vec<RuleResult> {
    judge(policy, view).results
}

/// As [`evaluate`], and tells what became of each exception.
pub fn judge(policy: &Policy, view: &View) -> Judgement {
    let ground = Ground::of(view);
    let one = |active| match vantage::elsewhere(policy, active, view) {
        Some(why) => ruling(active, Outcome::CantTell, Some(why)),
        None => judge_rule(active, &ground),
    };
    let mut rulings: Vec<Ruling<'_>> = policy.rules.iter().map(one).collect();
    rulings.sort_by(|a, b| a.result.rule.cmp(&b.result.rule));
    let exceptions = exceptions::apply(policy, &ground, &mut rulings);
    Judgement { results: rulings.into_iter().map(|ruling| ruling.result).collect(), exceptions }
}

/// Judges one rule, without exceptions.
pub(super) fn judge_rule<'a>(active: &'a ActiveRule, ground: &'a Ground<'a>) -> Ruling<'a> {
    let scope = Scope::of_site(ground, active);
    let applies = active.rule.when.as_ref().map_or(Truth::True, |when| scope.holds(when));
    match applies {
        Truth::False => {
            let when =
                active.rule.when.as_ref().map(|when| in_words_with(when, &active.parameters)).unwrap_or_default();
            ruling(active, Outcome::Inapplicable, Some(format!("applies only where {when}")))
        }
        Truth::Unknown(why) => ruling(active, Outcome::CantTell, Some(join(&why))),
        Truth::True => match missing(active, scope) {
            Some(why) => ruling(active, Outcome::CantTell, Some(why)),
            None => match &active.rule.judges {
                Judges::Items(rule) => judge_items(active, rule, scope),
                Judges::Site(rule) => judge_site(active, rule, scope),
            },
        },
    }
}

/// What the rule needs and does not have.
fn missing<'a>(active: &'a ActiveRule, scope: Scope<'a>) -> Option<String> {
    let mut reasons = BTreeSet::new();
    for requires in &active.rule.requires {
        match scope.holds(&requires.condition) {
            Truth::True => {}
            Truth::False => {
                reasons.insert(requires.otherwise.clone());
            }
            Truth::Unknown(why) => reasons.extend(why),
        }
    }
    (!reasons.is_empty()).then(|| join(&reasons))
}

fn judge_site<'a>(active: &'a ActiveRule, rule: &'a SiteRule, scope: Scope<'a>) -> Ruling<'a> {
    let fails_if = &rule.fails_if;
    let repeated = rule.repeated_if.as_ref().map_or(Truth::True, |repeated| scope.holds(repeated));
    match (scope.holds(fails_if), &rule.repeated_if) {
        (Truth::False, _) => passed(active, LookedAt::by_site(rule, scope)),
        (Truth::Unknown(why), _) => ruling(active, Outcome::CantTell, Some(join(&why))),
        (Truth::True, Some(again)) if repeated == Truth::False => {
            let why = [fails_if, again].map(|condition| in_words_with(condition, &active.parameters));
            let why = format!("it was so in one fresh profile ({}) and not in another ({})", why[0], why[1]);
            ruling(active, Outcome::CantTell, Some(why))
        }
        (Truth::True, again) => {
            let conditions: Vec<&Condition> = [fails_if].into_iter().chain(again).collect();
            let names = named(&conditions, &active.rule.message);
            let mut witnesses = site_witnesses(scope, &names);
            fails_if.exists(&mut |exists| {
                let found = scope.found(exists).into_iter();
                witnesses.extend(found.filter_map(|place| item_witness(Scope { item: Some(place), ..scope }, &names)));
            });
            let mut failure = failure(active, scope, "site", witnesses);
            if let Truth::Unknown(why) = repeated {
                seen_once(&mut failure, &join(&why));
            }
            failed(active, None, vec![(failure, Vec::new())])
        }
    }
}

fn judge_items<'a>(active: &'a ActiveRule, rule: &'a ItemRule, scope: Scope<'a>) -> Ruling<'a> {
    let judged = items::judge(rule, scope);
    let mut disputed = BTreeSet::new();
    let mut failures = Vec::new();
    let names = named(&conditions(active, rule), &active.rule.message);
    let repetition = Repetition::of(rule, scope).filter(|_| !judged.failed.is_empty());
    let each = |(identity, places)| apart(identity, places, |place| weight(active, scope, place));
    for (identity, places) in judged.failed.into_iter().flat_map(each) {
        let repeated = repetition.as_ref().map_or(Repeated::InEach, |all| all.judge(&identity, &places));
        if let Repeated::Disputed(sentence) = repeated {
            disputed.insert(sentence);
            continue;
        }
        let Some(mut failure) = item_failure(active, scope, &names, &identity, &places) else { continue };
        if let Repeated::Once(why) = repeated {
            seen_once(&mut failure, &why);
        }
        failures.push((failure, places));
    }
    let reasons = [told(&disputed, "on which the profiles disagree"), join(&judged.unknown)];
    let reasons: Vec<String> = reasons.into_iter().filter(|reason| !reason.is_empty()).collect();
    let why = (!reasons.is_empty()).then(|| reasons.join("; "));
    match why {
        // What else may have been missed does not undo what was seen, but it is said.
        why if !failures.is_empty() => failed(active, why, failures),
        None if judged.passed_over == rule.states.len() => {
            let why = "the interface offers none of the choices whose effect it looks at";
            ruling(active, Outcome::Inapplicable, Some(why.to_owned()))
        }
        None => passed(active, LookedAt::by_items(rule, scope)),
        why => ruling(active, Outcome::CantTell, why),
    }
}

/// What was seen in one of several fresh profiles is no finding.
fn seen_once(failure: &mut Failure, why: &str) {
    if failure.verdict < Verdict::Indication {
        failure.verdict = Verdict::Indication;
        failure.softened.push(format!("It was not repeated in a further fresh profile: {why}."));
    }
}

fn item_failure<'a>(
    active: &'a ActiveRule,
    scope: Scope<'a>,
    names: &BTreeSet<FactName>,
    identity: &str,
    places: &[Place<'a>],
) -> Option<Failure> {
    // It speaks as the place does that says the most: one that is softened does not soften another.
    let first = *places.iter().min_by_key(|place| weight(active, scope, place))?;
    let witnesses =
        places.iter().filter_map(|place| item_witness(Scope { item: Some(*place), ..scope }, names)).collect();
    Some(failure(active, Scope { item: Some(first), ..scope }, identity, witnesses))
}

fn conditions<'a>(active: &'a ActiveRule, rule: &'a ItemRule) -> Vec<&'a Condition> {
    let mut all = vec![&rule.filter];
    if let Demand::Every(condition) = &rule.demand {
        all.push(condition);
    }
    all.extend(active.rule.soften.iter().map(|soften| &soften.condition));
    all
}

fn failure<'a>(active: &'a ActiveRule, scope: Scope<'a>, identity: &str, witnesses: Vec<Witness>) -> Failure {
    let (severity, verdict, softened) = soften(active, scope);
    Failure {
        state: scope.item.map(|place| place.state.clone()),
        message: fill(&active.rule.message, scope),
        severity,
        verdict,
        softened,
        witnesses,
        fingerprint: fingerprint(&active.rule.id, identity),
        waived: None,
    }
}

/// How strongly the rule may speak of what is at hand. Where it is not known whether a softening applies, it does:
/// the weaker word is the safe one.
fn soften<'a>(active: &'a ActiveRule, scope: Scope<'a>) -> (Severity, Verdict, Vec<String>) {
    let mut severity = active.severity;
    let mut verdict = active.verdict;
    let mut softened = Vec::new();
    for soften in &active.rule.soften {
        if scope.holds(&soften.condition) == Truth::False {
            continue;
        }
        let weaker =
            (severity.max(soften.severity.unwrap_or(severity)), verdict.max(soften.verdict.unwrap_or(verdict)));
        if weaker != (severity, verdict) {
            (severity, verdict) = weaker;
            softened.push(soften.because.clone());
        }
    }
    (severity, verdict, softened)
}

/// How strongly the rule speaks of a place, the strongest first.
fn weight<'a>(active: &'a ActiveRule, scope: Scope<'a>, place: &Place<'a>) -> (Verdict, Severity) {
    let (severity, verdict, _) = soften(active, Scope { item: Some(*place), ..scope });
    (verdict, severity)
}

/// A result of a rule that looked and found nothing.
fn passed(active: &ActiveRule, looked_at: LookedAt) -> Ruling<'_> {
    let mut ruling = ruling(active, Outcome::Passed, None);
    ruling.result.looked_at = Some(looked_at);
    ruling
}

/// A result without failures.
fn ruling(active: &ActiveRule, outcome: Outcome, reason: Option<String>) -> Ruling<'_> {
    let result = RuleResult {
        rule: active.rule.id.clone(),
        profiles: active.profiles.clone(),
        title: active.rule.title.clone(),
        group: active.rule.group.clone(),
        outcome,
        reason,
        looked_at: None,
        severity: active.severity,
        confidence: active.rule.confidence,
        verdict: None,
        law: active.rule.law.clone(),
        remedy: active.rule.remedy.clone(),
        failures: Vec::new(),
    };
    Ruling { active, result, places: Vec::new() }
}

/// A result with failures.
fn failed<'a>(active: &'a ActiveRule, reason: Option<String>, failures: Vec<(Failure, Vec<Place<'a>>)>) -> Ruling<'a> {
    let mut ruling = ruling(active, Outcome::Failed, reason);
    (ruling.result.failures, ruling.places) = failures.into_iter().unzip();
    ruling.result.verdict = ruling.result.failures.iter().map(|failure| failure.verdict).min();
    ruling
}

/// SHA-256 of rule and identity, 16 hex digits.
fn fingerprint(rule: &str, identity: &str) -> String {
    let mut hash = Sha256::new();
    for part in [rule, "\n", identity] {
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The most reasons of a kind that are told one by one: a site may have a thousand cookies of which something is not known.
const NAMED: usize = 6;

/// The first few reasons, and how many more there are.
fn join(reasons: &BTreeSet<String>) -> String {
    told(reasons, "like these")
}

/// The first few sentences, and how many more there are of that kind.
fn told(sentences: &BTreeSet<String>, kind: &str) -> String {
    let mut told: Vec<String> = sentences.iter().take(NAMED).cloned().collect();
    let more = sentences.len() - told.len();
    if more > 0 {
        told.push(format!("{more} more {kind}"));
    }
    told.join("; ")
}
