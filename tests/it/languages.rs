//! Reports in other languages: every rule speaks all of them, nothing of the judgement changes, and wrong words are refused.

use std::collections::{BTreeMap, BTreeSet};

use consentinel::messages::{Language, Messages};
use consentinel::policy::{Policy, Rule};
use consentinel::report::{DEFAULT_THRESHOLD, OnIncomplete, Report, verdict};
use consentinel::yaml::SourceText;

use crate::report_golden::{Judge, bundles, formats};
use crate::support::policy::{built_in, load, shown, text, texts};

/// Every language but English.
fn others() -> impl Iterator<Item = Language> {
    Language::ALL.iter().copied().filter(|language| !language.is_english())
}

fn speaking(language: Language) -> Policy {
    built_in("strict").speaking(&texts(), language).unwrap_or_else(|errors| panic!("{}", shown(&errors)))
}

/// All rules, on or off, by their ids.
fn rules(policy: &Policy) -> BTreeMap<String, Rule> {
    let on = policy.rules.iter().map(|active| &active.rule);
    on.chain(&policy.off).map(|rule| (rule.id.clone(), Rule::clone(rule))).collect()
}

#[test]
fn every_built_in_rule_and_profile_speaks_every_language() {
    let english = built_in("strict");
    let originals = rules(&english);
    for language in others() {
        let policy = speaking(language);
        let mut same = Vec::new();
        for (id, rule) in rules(&policy) {
            let original = &originals[&id];
            let pairs = [
                (&rule.title, &original.title),
                (&rule.message.text, &original.message.text),
                (&rule.remedy, &original.remedy),
            ];
            same.extend(pairs.into_iter().filter(|(here, there)| here.trim() == there.trim()).map(|_| id.clone()));
            assert_eq!(rule.message.language, language, "{id}");
            assert!(!rule.title.ends_with('.') && !rule.title.contains('\n'), "{id}: {}", rule.title);
        }
        assert_eq!(same, Vec::<String>::new(), "{}: still in English", language.tag());
        let written =
            texts().into_iter().find(|text| text.path == format!("languages/{}.yaml", language.tag())).unwrap();
        let written: serde_json::Value = serde_yaml::from_str(&written.text).unwrap();
        let named: BTreeSet<&String> = written["profiles"].as_object().unwrap().keys().collect();
        assert_eq!(named, english.profiles.iter().map(|profile| &profile.id).collect(), "{}", language.tag());
        // Names of countries and authorities may be the same in two languages, so the words are held against the file.
        assert_eq!(policy.profiles.len(), english.profiles.len());
        for profile in &policy.profiles {
            let title = written["profiles"][&profile.id].as_str();
            assert_eq!(Some(profile.title.as_str()), title, "{} in {}", profile.id, language.tag());
        }
        let translated =
            policy.profiles.iter().zip(&english.profiles).filter(|(here, there)| here.title != there.title);
        assert!(translated.count() * 2 > english.profiles.len(), "{}: most titles are in English", language.tag());
    }
}

/// What of a report does not depend on its language: everything but sentences.
fn judged(report: &Report) -> Vec<String> {
    let findings = report.findings.iter().map(|one| {
        let law: Vec<&str> = one.law.iter().map(|law| law.id.as_str()).collect();
        format!(
            "{} {} {:?} {:?} {:?} {:?} {law:?} {:?}",
            one.rule, one.fingerprint, one.severity, one.verdict, one.confidence, one.state, one.witnesses
        )
    });
    let results = report.results.iter().map(|one| format!("{} {:?} {:?}", one.rule, one.outcome, one.looked_at));
    findings.chain(results).chain(report.gaps.iter().map(|gap| format!("{:?}", gap.state))).collect()
}

#[test]
fn fingerprints_and_judgements_do_not_depend_on_the_language() {
    let english = Judge::new();
    let bundles = bundles();
    for language in others() {
        let other = Judge::speaking(language);
        for name in ["leaky", "signalling", "unreachable"] {
            let evidence = &bundles[name];
            let (here, there) = (english.report(evidence), other.report(evidence));
            assert_eq!(judged(&here), judged(&there), "{name} in {}", language.tag());
            assert_eq!(here.tool.rules, there.tool.rules);
            let exit = |report: Report| verdict(&[report], DEFAULT_THRESHOLD, OnIncomplete::Fail);
            let (here, there) = (exit(here), exit(there));
            assert_eq!((here.kind, here.code), (there.kind, there.code), "{name}");
            assert!(there.because.starts_with(&format!("exit {}: ", there.code)), "{}", there.because);
            assert_ne!(here.because, there.because, "{name} in {}", language.tag());
        }
    }
}

#[test]
fn messages_are_filled_as_the_language_writes() {
    let report = Judge::speaking(Language::De).report(&bundles()["leaky"]);
    let finding = report.findings.iter().find(|one| one.rule == "pre-consent-tracking-cookie").unwrap();
    assert!(
        finding.message.contains("(Analyse, ") && finding.message.contains("vor jeder Auswahl"),
        "{}",
        finding.message
    );
    assert_eq!(Messages::of(Language::De).number(4.56, 1), "4,6");
    assert_eq!(Messages::of(Language::De).day("2026-11-24"), "24.11.2026");
}

fn own(words: &str) -> Result<Policy, String> {
    const RULE: &str = "id: own\ntitle: Own\nseverity: high\nconfidence: high\nverdict: finding\nlaw: [eprivacy-5-3]\n\
        fail-if: { reject.steps-more: { above: 2 } }\nmessage: 'more by {reject.steps-more}'\nremedy: fewer\nnote: none\n\
        examples:\n\
        \x20 - { name: a, expect: failed, failures: 1, witnesses: 1, site: { reject.steps-more: 3 } }\n\
        \x20 - { name: b, expect: passed, site: { reject.steps-more: 1 } }\n\
        \x20 - { name: c, expect: cant-tell }\n";
    let policy = load(&[("own", RULE)], None).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    let texts: Vec<SourceText> = vec![text("languages/de.yaml", words)];
    policy.speaking(&texts, Language::De).map_err(|errors| shown(&errors))
}

#[test]
fn a_rule_of_ones_own_is_translated_by_ones_own_file_or_keeps_its_words() {
    let silent = own("language: de\n").unwrap();
    assert_eq!(rules(&silent)["own"].title, "Own");
    let spoken = own(
        "language: de\nrules:\n  own: { title: Eigene, message: 'um {reject.steps-more|nichts} mehr', remedy: weniger }\n",
    );
    let rule = rules(&spoken.unwrap()).remove("own").unwrap();
    assert_eq!((rule.title.as_str(), rule.remedy.as_str()), ("Eigene", "weniger"));
    let other = own("language: fr\nrules:\n  own: { title: x, message: 'y', remedy: z }\n").unwrap_err();
    assert!(other.contains("languages/de.yaml:1") && other.contains('^'), "{other}");
}

#[test]
fn wrong_words_are_refused_where_they_stand() {
    for (words, told) in [
        ("  onw: { title: x, message: 'um {reject.steps-more}', remedy: z }\n", ["unknown rule `onw`", "own"]),
        ("  own: { title: x, message: 'um', remedy: z }\n", ["`{reject.steps-more}` is missing", "more by"]),
        (
            "  own: { title: x, message: 'um {reject.stepsmore}', remedy: z }\n",
            ["no place `reject.stepsmore`", "reject.steps-more"],
        ),
        ("  own: { title: x, message: 'um {reject.steps-more}', remedi: z }\n", ["remedi", "remedy"]),
    ] {
        let why = own(&format!("language: de\nrules:\n{words}")).unwrap_err();
        assert!(told.iter().all(|part| why.contains(part)), "{why}");
        assert!(why.contains("languages/de.yaml:3") && why.contains('^'), "{why}");
    }
}

/// Whether the program writes these words, or a sample shows that it does. The number before "more" is put there apart.
fn is_written(texts: &str, part: &str) -> bool {
    texts.contains(part) || part.strip_prefix(" more ").is_some_and(|kind| texts.contains(kind))
}

/// Sentences of evidence and rules are recognised by their English words, so these must not drift apart.
#[test]
fn every_sentence_of_a_rule_is_known_and_every_known_sentence_is_said() {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said: BTreeSet<String> = rules(&built_in("strict"))
        .values()
        .flat_map(|rule| {
            let softer = rule.soften.iter().map(|soften| one_line(&soften.because));
            softer.chain(rule.requires.iter().map(|requires| one_line(&requires.otherwise))).collect::<Vec<_>>()
        })
        .collect();
    let judge = Judge::new();
    let samples: Vec<Report> = bundles().values().map(|evidence| judge.report(evidence)).collect();
    let samples = serde_json::to_string(&samples).unwrap();
    let sources =
        samples + &crate::messages::texts_below(&["src/facts", "src/engine", "src/gather", "src/policy", "src/report"]);
    let mut keys = BTreeSet::new();
    for language in others() {
        let known: BTreeMap<&str, &str> = Messages::of(language).sentences().collect();
        let here: BTreeSet<String> = known.keys().map(|key| (*key).to_owned()).collect();
        let unknown: Vec<&String> = said.difference(&here).collect();
        assert!(unknown.is_empty(), "{}: not known: {unknown:#?}", language.tag());
        for (key, told) in &known {
            assert_eq!(crate::messages::places(key), crate::messages::places(told), "{}: {key}", language.tag());
            let fixed = crate::messages::fixed(key);
            let has_words = fixed.concat().chars().any(char::is_alphabetic);
            assert!(key != told || !has_words, "{}: as in English: {key}", language.tag());
            let is_said = said.contains(*key) || fixed.iter().all(|part| is_written(&sources, part));
            assert!(is_said, "nobody says {key:?} any more");
        }
        if keys.is_empty() {
            keys = here;
        } else {
            let differ: Vec<&String> = keys.symmetric_difference(&here).collect();
            assert!(differ.is_empty(), "{}: not in every language: {differ:#?}", language.tag());
        }
    }
}

/// Whoever has a page read to them hears provisions, which nobody translates, in the language that they are in.
#[test]
fn what_stays_english_is_told_from_the_language_of_the_report() {
    let evidence = &bundles()["leaky"];
    let html = |judge: &Judge| {
        let (_, html) = formats(&judge.judged(evidence)).into_iter().find(|(name, _)| *name == "report.html").unwrap();
        html.split("<main").nth(1).unwrap().to_owned()
    };
    let english = html(&Judge::new());
    assert!(!english.contains(" lang=\""), "English is not told apart in an English report");
    for language in others() {
        let text = html(&Judge::speaking(language));
        let told = text.matches("<span lang=\"en\"><a href=\"https://").count();
        assert!(told > 5, "{}: {told} provisions", language.tag());
        let finding = text.split("class=\"card").nth(1).unwrap();
        let title = finding.split("<h3>").nth(1).unwrap().split("</h3>").next().unwrap();
        assert!(!title.contains(" lang=\""), "{}: {title}", language.tag());
    }
}
