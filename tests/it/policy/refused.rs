//! Invariant 11: a typo in a rule, profile or exception is refused with file, line, caret and the nearest names.

use consentinel::policy::Policy;
use insta::assert_snapshot;

use crate::support::policy::{cookie_rule, legal, load, plain, shown, site_rule, text};

/// The words in which the rule over cookies is refused after one change.
fn refused(replace: &str, with: &str) -> String {
    said(&cookie_rule(replace, with))
}

fn said(rule: &str) -> String {
    match load(&[("own", rule)], None) {
        Ok(_) => panic!("this was not refused:\n{rule}"),
        Err(errors) => {
            for error in &errors {
                assert!(error.line > 0 && error.rendered.contains("checks/own/own.yaml"), "{error}");
                assert!(error.rendered.contains('^'), "no caret: {error}");
            }
            shown(&errors)
        }
    }
}

#[test]
fn the_rules_that_are_changed_here_are_sound() {
    load(&[("own", &cookie_rule("", ""))], None).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    load(&[("own", &site_rule("", ""))], None).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
}

#[test]
fn invariant_11_names_that_do_not_exist() {
    assert_snapshot!("unknown_fact_of_an_item", refused("  purpose: { in", "  porpose: { in"));
    assert_snapshot!(
        "unknown_fact_of_the_site",
        said(&site_rule("banner.seen: false, tracking", "baner.seen: false, tracking"))
    );
    assert_snapshot!("unknown_word", refused("[analytics, marketing]", "[analytics, marketting]"));
    assert_snapshot!("unknown_parameter", refused("$days", "$dayz"));
    assert_snapshot!("unknown_provision", refused("gdpr-32", "gdpr-33"));
    assert_snapshot!("unknown_state", refused("[none, reject]", "[none, rejct]"));
    assert_snapshot!("unknown_collection", refused("for-each: cookie", "for-each: cookies"));
    assert_snapshot!("unknown_relation", refused("above: $days", "over: $days"));
    assert_snapshot!("unknown_key", refused("demand: none", "demands: none"));
    assert_snapshot!("unknown_severity", refused("severity: high", "severity: hihg"));
    assert_snapshot!("unknown_fact_in_a_message", refused("{cookie.name|a cookie}", "{cookie.nam}"));
    assert_snapshot!("unknown_fact_in_an_example", refused("lifetime-days: 31", "lifetime-day: 31"));
}

#[test]
fn invariant_11_values_of_the_wrong_kind() {
    assert_snapshot!("a_word_for_a_number", refused("default: 30", "default: thirty"));
    assert_snapshot!("a_number_for_a_word", refused("{ in: $purposes }", "{ is: 3 }"));
    assert_snapshot!("an_order_of_words", refused("{ in: $purposes }", "{ above: 3 }"));
    assert_snapshot!("one_for_a_list", refused("default: [analytics, marketing]", "default: analytics"));
    assert_snapshot!("a_list_for_one", refused("above: $days", "above: [1, 2]"));
    assert_snapshot!("a_text_for_a_flag", said(&site_rule("{ banner.seen: false,", "{ banner.seen: nope,")));
    assert_snapshot!("wrong_value_in_an_example", refused("lifetime-days: 31", "lifetime-days: long"));
}

#[test]
fn invariant_11_rules_that_cannot_work() {
    assert_snapshot!("id_differs_from_the_file", refused("id: own", "id: other"));
    assert_snapshot!("unused_parameter", refused("above: $days", "above: 30"));
    assert_snapshot!(
        "empty_condition",
        said(&site_rule("{ banner.seen: false, tracking.any: true }\nmessage", "{}\nmessage"))
    );
    assert_snapshot!("empty_any", said(&site_rule("tracking.any: true }\nmessage", "any: [] }\nmessage")));
    assert_snapshot!("no_demand", refused("demand: none\n", ""));
    assert_snapshot!("both_kinds", refused("demand: none", "demand: none\nfail-if: { banner.seen: true }"));
    assert_snapshot!("a_person_is_needed", refused("confidence: high", "confidence: low"));
    assert_snapshot!("missing_example", refused("  - name: not seen\n    expect: cant-tell\n", ""));
    assert_snapshot!("a_failing_example_without_counts", refused("    failures: 1\n", ""));
    assert_snapshot!("a_state_twice", refused("[none, reject]", "[none, none]"));
    assert_snapshot!("open_brace", refused("{cookie.name|a cookie}", "{cookie.name"));
    let nothing = "not: { exists: { item: cookie, states: [none], where: { name: a } } }";
    assert_snapshot!(
        "failure_without_a_witness",
        said(&site_rule("banner.seen: false, tracking.any: true }\nmessage", &format!("{nothing} }}\nmessage")))
    );
    let soften = "remedy: Shorten it.\nsoften: [{ if: { name: a }, severity: critical, because: no }]";
    assert_snapshot!("softening_that_hardens", refused("remedy: Shorten it.", soften));
    let nowhere = said(&site_rule("tracking.any: true }\nmessage", "present-in: [accept] }\nmessage"));
    assert_snapshot!("present_in_without_an_item", nowhere);
}

#[test]
fn an_id_may_stand_once_and_both_places_are_named() {
    let rule = cookie_rule("", "");
    let texts = [text("checks/a/own.yaml", &rule), text("checks/b/own.yaml", &rule), plain()];
    let errors = Policy::load(&texts, &["plain"], None, &legal()).unwrap_err();
    assert_snapshot!("an_id_twice", shown(&errors));
}

#[test]
fn every_error_of_all_files_is_told_at_once() {
    let texts = [
        text("checks/a/own.yaml", &cookie_rule("gdpr-32", "gdpr-99")),
        text("checks/a/second.yaml", &site_rule("id: own", "id: secnd")),
        text("profiles/plain.yaml", &plain().text.replace("about:", "abuot:")),
    ];
    let errors = shown(&Policy::load(&texts, &["plain"], None, &legal()).unwrap_err());
    for named in ["checks/a/own.yaml:", "checks/a/second.yaml:", "profiles/plain.yaml:"] {
        assert!(errors.contains(named), "{named}: {errors}");
    }
}

#[test]
fn every_error_of_a_file_is_told_at_once() {
    let rule =
        cookie_rule("$days }", "$dayz }").replace("gdpr-32", "gdpr-99").replace("[none, reject]", "[nnoe, reject]");
    let errors = load(&[("own", &rule)], None).unwrap_err();
    assert!(errors.len() >= 3, "{}", shown(&errors));
}

#[test]
fn no_text_makes_loading_panic() {
    let sound = cookie_rule("", "");
    for cut in (0..sound.len()).filter(|at| sound.is_char_boundary(*at)) {
        let _ = load_alone(&sound[..cut]);
    }
    for odd in ["", "~", "[]", "id: [x]", "id: {}", "\u{0}", "id: own\nexamples: {}", "a: &a [*a]"] {
        load_alone(odd).expect_err("an odd text was read as a rule");
    }
}

fn load_alone(rule: &str) -> Result<Policy, Vec<consentinel::yaml::SourceError>> {
    Policy::load(
        &[text("checks/own/own.yaml", rule), plain()],
        &["plain"],
        None,
        &consentinel::knowledge::LegalBook::default(),
    )
}
