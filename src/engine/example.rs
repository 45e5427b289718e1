//! The examples of rules, run.

use super::evaluate::judge_rule;
use super::ground::Ground;
use super::result::RuleResult;
use crate::facts::View;
use crate::policy::{ActiveRule, Example, Rule};

/// An example that did not come out as it says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{rule}, example \"{example}\": expected {expected}, got {got}")]
pub struct ExampleFault {
    /// The rule.
    pub rule: String,
    /// Name of the example.
    pub example: String,
    /// What it expects.
    pub expected: String,
    /// What came out.
    pub got: String,
}

/// Judges a rule, with its own defaults, on one of its examples.
///
/// # Errors
/// The first thing in which the result differs from what the example says.
pub fn try_example(rule: &Rule, example: &Example) -> Result<RuleResult, ExampleFault> {
    let mut active = ActiveRule::with_defaults(rule.clone());
    active.parameters.extend(example.parameters.clone());
    let view = View {
        singles: example.site.iter().map(|(name, fact)| (*name, (fact.clone(), format!("/example/{name}")))).collect(),
        collections: example.collections.clone(),
        day: String::new(),
    };
    let result = judge_rule(&active, &Ground::of(&view)).result;
    let fault = |expected: String, got: String| {
        Err(ExampleFault { rule: rule.id.clone(), example: example.name.clone(), expected, got })
    };
    if result.outcome != example.expect {
        let got = match &result.reason {
            Some(why) => format!("{}: {why}", result.outcome),
            None => result.outcome.to_string(),
        };
        return fault(example.expect.to_string(), got);
    }
    let checks = checks(example, &result);
    match checks.into_iter().find(|(wanted, got)| wanted.as_ref().is_some_and(|wanted| wanted != got)) {
        Some((wanted, got)) => fault(wanted.unwrap_or_default(), got),
        None => Ok(result),
    }
}

fn checks(example: &Example, result: &RuleResult) -> Vec<(Option<String>, String)> {
    let word = |word: Option<String>| word.unwrap_or_else(|| "none".to_owned());
    let witnesses: usize = result.failures.iter().map(|failure| failure.witnesses.len()).sum();
    let unwitnessed = result.failures.iter().filter(|failure| failure.witnesses.is_empty()).count();
    vec![
        (Some("0 failures without a witness".to_owned()), format!("{unwitnessed} failures without a witness")),
        (example.failures.map(|n| format!("{n} failures")), format!("{} failures", result.failures.len())),
        (example.witnesses.map(|n| format!("{n} witnesses")), format!("{witnesses} witnesses")),
        (
            example.verdict.map(|verdict| verdict.to_string()),
            word(result.failures.iter().map(|failure| failure.verdict).min().map(|v| v.to_string())),
        ),
        (
            example.severity.map(|severity| severity.to_string()),
            word(result.failures.iter().map(|failure| failure.severity).min().map(|s| s.to_string())),
        ),
        (example.says.clone(), word(result.failures.first().map(|failure| failure.message.clone()))),
    ]
}
