//! Repetition in the language: what it asks for in words, and what is refused.

use consentinel::knowledge::LegalBook;
use consentinel::policy::{ActiveRule, explain};
use insta::assert_snapshot;

use crate::support::policy::{cookie_rule, load, shown, site_rule};

fn refused(rule: &str) -> String {
    match load(&[("own", rule)], None) {
        Ok(_) => panic!("this was not refused:\n{rule}"),
        Err(errors) => {
            assert!(errors.iter().all(|error| error.line > 0 && error.rendered.contains('^')), "{}", shown(&errors));
            shown(&errors)
        }
    }
}

fn demands(rule: &str) -> Vec<String> {
    let policy = load(&[("own", rule)], None).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    explain(&ActiveRule::with_defaults(policy.rules[0].rule.clone()), &LegalBook::default()).demands
}

#[test]
fn a_rule_says_what_must_be_repeated() {
    let repeated = demands(&cookie_rule("for-each", "repeated-in: [none, reject]\nfor-each"));
    assert_eq!(
        repeated.last().unwrap(),
        "What is meant must be there in each of none and reject; where that is not known it says no more than \
         indication, and where it is not so it cannot tell."
    );
    let site = site_rule("\nmessage", "\nrepeated-if: { reject-again.banner-on-return: true }\nmessage");
    assert_eq!(
        demands(&site).last().unwrap(),
        "In a further fresh profile reject-again.banner-on-return is yes; where that is not known it says no more than \
         indication, and where it is not so it cannot tell."
    );
}

#[test]
fn invariant_11_repetitions_that_cannot_be() {
    let own = |with: &str| refused(&cookie_rule("for-each", &format!("{with}\nfor-each")));
    assert_snapshot!("repeated_in_no_state_of_the_rule", own("repeated-in: [none, accept]"));
    assert_snapshot!("repeated_in_one_state", own("repeated-in: [none]"));
    assert_snapshot!("repeated_in_an_unknown_state", own("repeated-in: [none, rejct]"));
    assert_snapshot!("repeated_if_with_items", own("repeated-if: { banner.seen: true }"));
    let counted = cookie_rule("for-each", "repeated-in: [none, reject]\nfor-each");
    assert_snapshot!("repeated_count", refused(&counted.replace("demand: none", "demand: { at-most: 2 }")));
    let site = site_rule("\nmessage", "\nrepeated-in: [none, reject]\nmessage");
    assert_snapshot!("repeated_in_of_a_rule_over_the_site", refused(&site));
}
