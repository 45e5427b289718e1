//! The built-in rules as a whole: what no single example shows.

use std::collections::BTreeSet;
use std::sync::Arc;

use consentinel::engine::{Outcome, try_example};
use consentinel::facts::{Fact, Value};
use consentinel::policy::{Judges, Rule, Verdict, explain};

use crate::support::policy::{built_in, legal};

fn rules() -> Vec<Arc<Rule>> {
    let policy = built_in("eu-gdpr");
    policy.rules.into_iter().map(|active| active.rule).chain(policy.off).collect()
}

/// Names and patterns collide: what is not confirmed by domain or setter must not be called a finding.
#[test]
fn weak_knowledge_of_a_purpose_never_carries_a_finding() {
    let mut tried = 0;
    for rule in rules() {
        let Judges::Items(items) = &rule.judges else { continue };
        if items.collection != "cookie" && items.collection != "storage" {
            continue;
        }
        for example in rule.examples.iter().filter(|example| example.expect == Outcome::Failed) {
            for weak in ["name", "pattern", "setter", "heuristic", "unknown"] {
                let mut weakened = example.clone();
                weakened.expect = Outcome::Passed;
                for found in weakened.collections.values_mut().flatten() {
                    for item in &mut found.items {
                        item.facts.insert("known-by", Fact::text(weak));
                    }
                }
                tried += 1;
                let strongest = match try_example(&rule, &weakened) {
                    Ok(_) => continue,
                    Err(_) => {
                        weakened.expect = Outcome::Failed;
                        (weakened.failures, weakened.witnesses, weakened.says) = (None, None, None);
                        (weakened.verdict, weakened.severity) = (None, None);
                        try_example(&rule, &weakened).ok().and_then(|result| result.verdict)
                    }
                };
                let speaks_of_purpose =
                    example.collections.values().flatten().flat_map(|found| &found.items).any(|item| {
                        let tracking =
                            ["analytics", "marketing", "social"].map(|word| Fact::Known(Value::Text(word.into())));
                        item.facts.get("purpose").is_some_and(|purpose| tracking.contains(purpose))
                    });
                assert!(
                    !speaks_of_purpose || strongest != Some(Verdict::Finding),
                    "{} calls a cookie known by {weak} a finding (example {:?})",
                    rule.id,
                    example.name
                );
            }
        }
    }
    assert!(tried > 40, "only {tried} were tried");
}

#[test]
fn a_rule_that_applies_only_somewhere_shows_where_it_does_not() {
    for rule in rules().iter().filter(|rule| rule.when.is_some()) {
        let shows = rule.examples.iter().any(|example| example.expect == Outcome::Inapplicable);
        let same_when = ["likely-tracking-cookie-after-reject", "unclassified-identifier-after-reject"];
        assert!(shows || same_when.contains(&rule.id.as_str()), "{} has no inapplicable example", rule.id);
    }
}

#[test]
fn no_rule_says_more_than_can_be_seen() {
    for rule in rules() {
        let told = [&rule.title, &rule.message.text, &rule.remedy, &rule.note].map(|text| text.to_lowercase());
        for word in ["illegal", "unlawful", "violat", "complian", "certif", "guilty"] {
            assert!(!told.iter().any(|text| text.contains(word)), "{} says {word}", rule.id);
        }
        for text in [&rule.message.text, &rule.remedy, &rule.note] {
            assert!(!text.trim().is_empty(), "{} leaves something empty", rule.id);
        }
    }
}

#[test]
fn every_threshold_says_whose_it_is() {
    for rule in rules() {
        for (name, parameter) in &rule.parameters {
            assert!(!parameter.whose.trim().is_empty() && !parameter.meaning.trim().is_empty(), "{}: {name}", rule.id);
        }
    }
}

#[test]
fn every_rule_of_the_first_delivery_is_there() {
    let known: BTreeSet<String> = rules().into_iter().map(|rule| rule.id.clone()).collect();
    for id in [
        "pre-consent-tracking-cookie",
        "pre-consent-tracking-request",
        "pre-consent-unclassified-identifier",
        "banner-missing",
        "reject-absent",
        "reject-not-on-first-layer",
        "reject-more-steps",
        "preticked-consent",
        "prominence-size",
        "reject-text-unreadable",
        "tracking-cookie-after-reject",
        "tracking-request-after-reject",
        "reject-equals-accept",
        "reprompt-after-reject",
        "cookie-lifetime-over-limit",
        "cookie-not-secure",
        "policy-page-missing",
    ] {
        assert!(known.contains(id), "{id} is gone");
    }
    assert!(known.len() >= 25);
}

#[test]
fn an_explanation_tells_everything() {
    let policy = built_in("strict");
    let explained = explain(&policy.rule("reject-text-unreadable").unwrap(), &legal());
    assert_eq!(explained.demands.len(), 2);
    assert_eq!(explained.demands[1], "It fails if prominence.reject-contrast is below $faint.");
    assert_eq!(explained.law[0].id, "edpb-taskforce-2023-16-19");
    assert_eq!(explained.parameters[0].value, "5:1");
    assert_eq!(explained.parameters[0].whose, "tool threshold (strict)");
    assert!(explained.exception.contains("rule: reject-text-unreadable"));
    assert!(
        explained.softer[0].starts_with("At most severity medium and verdict indication where"),
        "{:?}",
        explained.softer
    );
}
