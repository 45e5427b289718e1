//! An example of a rule that says something else than what comes out is told so, whatever it is wrong about.

use consentinel::engine::try_example;
use consentinel::evidence::State;
use consentinel::facts::{Fact, Value};
use consentinel::policy::{Example, Outcome, Rule, Severity, Verdict};

use crate::support::policy::{cookie_rule, load};

/// What an example says wrongly.
type Change = fn(&mut Example);

/// The rule over cookies, with its example that fails.
fn rule() -> (Rule, Example) {
    let rule = load(&[("own", &cookie_rule("", ""))], None).unwrap().rules.remove(0).rule.as_ref().clone();
    let example = rule.examples[0].clone();
    assert_eq!(example.expect, Outcome::Failed);
    (rule, example)
}

#[test]
fn each_thing_that_an_example_says_is_held_against_the_result() {
    let (rule, right) = rule();
    let says = "a cookie lives 31 days in none";
    let mut told = right.clone();
    (told.verdict, told.severity) = (Some(Verdict::Finding), Some(Severity::High));
    let result = try_example(&rule, &told).unwrap();
    assert_eq!(result.failures[0].message, says.replace("a cookie", "a"));

    let wrong: [(&str, Change, &str, &str); 6] = [
        ("outcome", |one| one.expect = Outcome::Inapplicable, "inapplicable", "failed"),
        ("failures", |one| one.failures = Some(2), "2 failures", "1 failures"),
        ("witnesses", |one| one.witnesses = Some(3), "3 witnesses", "1 witnesses"),
        ("verdict", |one| one.verdict = Some(Verdict::Review), "review", "finding"),
        ("severity", |one| one.severity = Some(Severity::Low), "low", "high"),
        ("says", |one| one.says = Some("b lives on".to_owned()), "b lives on", "a lives 31 days in none"),
    ];
    for (what, change, expected, got) in wrong {
        let mut example = right.clone();
        change(&mut example);
        let fault = try_example(&rule, &example).unwrap_err();
        assert_eq!((fault.expected.as_str(), fault.got.as_str()), (expected, got), "{what}");
        assert_eq!((fault.rule.as_str(), fault.example.as_str()), ("own", right.name.as_str()));
    }
}

#[test]
fn an_example_in_which_nothing_fails_has_no_word_for_failures() {
    let (rule, _) = rule();
    let passes = rule.examples.iter().find(|example| example.expect == Outcome::Passed).unwrap();
    let mut wrong = passes.clone();
    wrong.says = Some("something".to_owned());
    let fault = try_example(&rule, &wrong).unwrap_err();
    assert_eq!((fault.expected.as_str(), fault.got.as_str()), ("something", "none"));
}

#[test]
fn a_fact_of_another_kind_than_the_catalogue_says_is_no_pass() {
    let (rule, mut example) = rule();
    let jar = example.collections.get_mut(&("cookie", State::None)).unwrap().as_mut().unwrap();
    jar.items[0].facts.insert("lifetime-days", Fact::Known(Value::Text("long".to_owned())));
    example.expect = Outcome::Passed;
    let fault = try_example(&rule, &example).unwrap_err();
    assert!(fault.got.starts_with("cant-tell: a fact has a value of another kind"), "{}", fault.got);
}
