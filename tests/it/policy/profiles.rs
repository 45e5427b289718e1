//! Profiles: what they change, and how they are refused.

use consentinel::policy::{ActiveRule, Policy, ProfileKind, Severity, Verdict, setting_words};
use consentinel::yaml::{SourceError, SourceText};
use insta::assert_snapshot;

use crate::support::policy::{built_in, cookie_rule, legal, shown, site_rule, text};

const BASE: &str = "id: base\ntitle: Base\ndate: \"2026-11-25\"\nabout: For tests.\n";

fn under(profiles: &[(&str, String)], chosen: &str) -> Result<Policy, Vec<SourceError>> {
    let second = site_rule("id: own", "id: second");
    let mut texts = vec![text("checks/own/own.yaml", &cookie_rule("", "")), text("checks/own/second.yaml", &second)];
    texts.extend(profiles.iter().map(|(id, words)| text(&format!("profiles/{id}.yaml"), words)));
    Policy::load(&texts, &chosen.split(',').collect::<Vec<_>>(), None, &legal())
}

fn one(words: &str) -> Policy {
    under(&[("base", format!("{BASE}{words}"))], "base").unwrap_or_else(|errors| panic!("{}", shown(&errors)))
}

fn refused(words: &str) -> String {
    match under(&[("base", format!("{BASE}{words}"))], "base") {
        Ok(_) => panic!("this was not refused: {words}"),
        Err(errors) => shown(&errors),
    }
}

fn ids(policy: &Policy) -> Vec<&str> {
    policy.rules.iter().map(|active| active.rule.id.as_str()).collect()
}

fn own(policy: &Policy) -> ActiveRule {
    policy.rule("own").expect("the rule is known")
}

#[test]
fn without_a_word_every_rule_is_on_as_written() {
    let policy = one("");
    assert_eq!(ids(&policy), ["own", "second"]);
    assert_eq!(own(&policy).severity, Severity::High);
    assert_eq!(setting_words(&own(&policy).parameters["days"]), "30");
    assert_eq!(own(&policy).whose["days"], "tool threshold");
}

#[test]
fn rules_are_switched_off_and_only_some_on() {
    assert_eq!(ids(&one("off: [own]\n")), ["second"]);
    assert_eq!(ids(&one("only: [own]\n")), ["own"]);
    let policy = one("only: []\n");
    assert!(policy.rules.is_empty());
    assert_eq!(policy.off.len(), 2);
    assert!(policy.rule("own").is_some(), "a rule that is off can still be explained");
}

#[test]
fn values_are_set_for_every_rule_or_for_one() {
    let policy = one("parameters: { days: { value: 400, whose: RFC 6265bis } }\n");
    assert_eq!(setting_words(&own(&policy).parameters["days"]), "400");
    assert_eq!(own(&policy).whose["days"], "RFC 6265bis");
    let policy = one("adjust: { own: { parameters: { purposes: { value: [social], whose: me } } } }\n");
    assert_eq!(setting_words(&own(&policy).parameters["purposes"]), "social");
}

#[test]
fn severity_moves_and_the_verdict_only_weakens() {
    let active = own(&one("adjust: { own: { severity: low, verdict: review } }\n"));
    assert_eq!((active.severity, active.verdict), (Severity::Low, Verdict::Review));
    let rules = [
        text("checks/own/own.yaml", &cookie_rule("verdict: finding", "verdict: review")),
        text("profiles/base.yaml", &format!("{BASE}adjust: {{ own: {{ severity: critical, verdict: finding }} }}\n")),
    ];
    let active = own(&Policy::load(&rules, &["base"], None, &legal()).unwrap());
    assert_eq!((active.severity, active.verdict), (Severity::Critical, Verdict::Review));
}

#[test]
fn a_profile_starts_from_another() {
    let parent = format!("{BASE}off: [own]\nadjust: {{ second: {{ severity: low }} }}\n");
    let child =
        "id: child\ntitle: Child\ndate: \"2026-11-25\"\nabout: For tests.\nextends: base\non: [own]\n".to_owned();
    let policy = under(&[("base", parent), ("child", child)], "child").unwrap();
    assert_eq!(ids(&policy), ["own", "second"]);
    assert_eq!(policy.rule("second").map(|active| active.severity), Some(Severity::Low));
    assert_eq!(policy.chosen[0].id, "child");
    assert_eq!(policy.profiles.len(), 2);
}

#[test]
fn kind_countries_and_threshold_are_read_and_the_last_two_inherited() {
    let parent = format!("{BASE}kind: law\nvantage: [FR, NO]\n");
    let head = |id: &str| format!("id: {id}\ntitle: C\ndate: \"2026-11-25\"\nabout: For tests.\nextends: base\n");
    let all = [("base", parent), ("child", head("child")), ("any", format!("{}vantage: []\n", head("any")))];
    let about = |id: &str| under(&all, id).unwrap().chosen[0].clone();
    assert_eq!((about("base").kind, about("child").kind), (ProfileKind::Law, ProfileKind::Own));
    assert_eq!(about("child").speaks_for.countries(), ["FR", "NO"]);
    assert!(about("any").speaks_for.countries().is_empty(), "an empty list lifts the countries of the parent");
    let severe = [("base", format!("{BASE}fail-on: low\n")), ("child", head("child"))];
    assert_eq!(under(&severe, "child").unwrap().fail_on(), Some(Severity::Low));
    let two = [("base", format!("{BASE}fail-on: low\n")), ("child", format!("{}fail-on: critical\n", head("child")))];
    assert_eq!(under(&two, "child,base").unwrap().fail_on(), Some(Severity::Low), "the strictest counts");
    assert_eq!(under(&two, "child").unwrap().fail_on(), Some(Severity::Critical));
    assert_eq!(under(&all, "any").unwrap().fail_on(), None);
    assert_snapshot!("profile_no_country", refused("vantage: [fr, FRA]\n"));
}

#[test]
fn several_profiles_judge_a_rule_once_for_each_way_they_treat_it() {
    let mild =
        "id: mild\ntitle: M\ndate: \"2026-11-25\"\nabout: For tests.\nadjust: { own: { severity: low } }\n".to_owned();
    let few = "id: few\ntitle: F\ndate: \"2026-11-25\"\nabout: For tests.\nonly: [second]\n".to_owned();
    let all = [("base", BASE.to_owned()), ("mild", mild), ("few", few)];
    let of = |chosen: &str| {
        let policy = under(&all, chosen).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
        let told =
            |active: &ActiveRule| format!("{} {} {}", active.rule.id, active.severity, active.profiles.join("+"));
        (policy.rules.iter().map(told).collect::<Vec<_>>().join("; "), policy.off.len())
    };
    assert_eq!(of("base,mild"), ("own high base; own low mild; second high base+mild".to_owned(), 0));
    assert_eq!(of("few,base"), ("own high base; second high few+base".to_owned(), 0));
    assert_eq!(of("few"), ("second high few".to_owned(), 1));
    assert_eq!(of("base,base"), of("base"));
    let refused = shown(&under(&all, "bsae,few,mildd").unwrap_err());
    assert!(refused.contains("`bsae`") && refused.contains("`mildd`") && !refused.contains("`few`"), "{refused}");
    assert!(shown(&under(&all, "").unwrap_err()).contains("unknown profile ``"));
}

#[test]
fn invariant_11_profiles_are_refused_with_a_caret() {
    assert_snapshot!("profile_unknown_rule", refused("off: [ovn]\n"));
    assert_snapshot!("profile_unknown_rule_to_adjust", refused("adjust: { secnd: { severity: low } }\n"));
    assert_snapshot!("profile_unknown_parameter", refused("parameters: { dayz: { value: 3, whose: me } }\n"));
    assert_snapshot!("profile_wrong_kind", refused("parameters: { days: { value: long, whose: me } }\n"));
    assert_snapshot!("profile_wrong_word", refused("parameters: { purposes: { value: [ads], whose: me } }\n"));
    assert_snapshot!("profile_unknown_parent", refused("extends: bass\n"));
    assert_snapshot!("profile_of_itself", refused("extends: base\n"));
    let head = |id: &str| format!("id: {id}\ntitle: C\ndate: \"2026-11-25\"\nabout: For tests.\n");
    let circle =
        [("base", format!("{}extends: other\n", head("base"))), ("other", format!("{}extends: base\n", head("other")))];
    assert_snapshot!("profiles_in_a_circle", shown(&under(&circle, "base").unwrap_err()));
    assert_snapshot!("profile_unknown_key", refused("ofd: [own]\n"));
    let unknown = under(&[("base", BASE.to_owned())], "bsae").unwrap_err();
    assert_snapshot!("profile_unknown", shown(&unknown));
}

#[test]
fn a_broken_profile_does_not_wait_for_its_user() {
    let broken = "id: broken\ntitle: B\ndate: \"2026-11-25\"\nabout: For tests.\noff: [nothing-like-it]\n".to_owned();
    assert!(under(&[("base", BASE.to_owned()), ("broken", broken)], "base").is_err());
}

#[test]
fn the_digest_tells_policies_apart() {
    let texts = crate::support::policy::texts();
    let digest = |texts: &[SourceText], profile: &str, exceptions: Option<&SourceText>| {
        Policy::load(texts, &[profile], exceptions, &legal()).unwrap().digest
    };
    let plain = digest(&texts, "eu-gdpr", None);
    assert_eq!(plain, digest(&texts, "eu-gdpr", None));
    assert_ne!(plain, digest(&texts, "strict", None));
    let exceptions = text("x.yaml", "exceptions: []\n");
    assert_ne!(plain, digest(&texts, "eu-gdpr", Some(&exceptions)));
    let mut turned = texts.clone();
    turned.reverse();
    assert_eq!(plain, digest(&turned, "eu-gdpr", None));
    let mut changed = texts.clone();
    let rule = changed.iter_mut().find(|text| text.path.starts_with("checks/")).unwrap();
    rule.text.push_str("# a note\n");
    assert_ne!(plain, digest(&changed, "eu-gdpr", None));
}

#[test]
fn the_built_in_profiles_do_what_they_say() {
    let strict = built_in("strict");
    assert!(strict.rules.iter().any(|active| active.rule.id == "a11y-contrast"));
    let size = strict.rule("prominence-size").unwrap();
    assert_eq!(setting_words(&size.parameters["area-ratio"]), "1.1");
    let common = built_in("eu-gdpr");
    assert!(!common.rules.iter().any(|active| active.rule.id == "a11y-contrast"));
    assert_eq!(common.rule("cookie-lifetime-over-limit").unwrap().verdict, Verdict::Info);
    assert_eq!(strict.rule("cookie-lifetime-over-limit").unwrap().verdict, Verdict::Indication);
}
