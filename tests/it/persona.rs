//! For whom is printed: what is left out is said, findings never are, and nothing else depends on it.

use consentinel::policy::{Severity, Verdict};
use consentinel::report::*;

use crate::report_scene::{self as scene, failure};

const WORDS: [(Verdict, &str); 4] = [
    (Verdict::Finding, "was-found"),
    (Verdict::Indication, "was-indicated"),
    (Verdict::Review, "was-reviewed"),
    (Verdict::Info, "was-informed"),
];

/// A report with something of each word.
fn report() -> Report {
    let mut judged = scene::leaky();
    let result = judged.judgement.results.iter_mut().find(|result| !result.failures.is_empty()).unwrap();
    let failures = WORDS.map(|(verdict, message)| failure(Severity::High, verdict, message, message));
    result.failures = failures.into();
    let kept = result.rule.clone();
    judged.judgement.results.retain(|result| result.rule == kept || result.failures.is_empty());
    judged.report()
}

fn print(format: Format, persona: Persona) -> String {
    let reports = [report()];
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    render(format, &reports, &exit, Look { width: Some(100), paint: Paint::Off, persona })
}

#[test]
fn each_persona_sees_its_words_and_is_told_of_the_others() {
    for (persona, seen, told) in [
        (Persona::Regular, 1, Some("Not printed: 1 indication, 1 for review, 1 for information; --persona auditor")),
        (Persona::Thorough, 2, Some("Not printed: 1 for review, 1 for information; --persona auditor")),
        (Persona::Auditor, 4, None),
    ] {
        for format in [Format::Terminal, Format::Markdown, Format::Html] {
            let text = print(format, persona).replace('\\', "");
            for (number, (verdict, message)) in WORDS.iter().enumerate() {
                assert_eq!(text.contains(message), number < seen, "{persona:?} {verdict}: {text}");
            }
            match told {
                Some(told) => assert!(text.contains(told), "{persona:?}: {text}"),
                None => assert!(!text.contains("Not printed"), "{text}"),
            }
        }
    }
}

#[test]
fn invariant_6_the_report_and_how_a_run_ends_are_the_same_for_all() {
    let last = |text: &str| text.trim_end().lines().last().unwrap().to_owned();
    for persona in Persona::ALL {
        assert_eq!(print(Format::Json, persona), print(Format::Json, Persona::Auditor));
        for format in [Format::Terminal, Format::Markdown] {
            assert_eq!(last(&print(format, persona)), last(&print(format, Persona::Auditor)));
        }
        assert!(persona.sees(Verdict::Finding), "{persona:?}");
    }
}

#[test]
fn a_failed_rule_is_one_row_below_its_group() {
    let text = print(Format::Terminal, Persona::Auditor);
    let table: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("Findings")).take(6).collect();
    assert!(table[1].trim_start().starts_with("rule"), "{table:?}");
    let words: Vec<&str> = table[4].split_whitespace().collect();
    assert_eq!(table[3].trim(), "PRIOR-CONSENT", "{table:?}");
    assert_eq!(&words[1..], ["finding", "high", "none", "_ga", "eprivacy-5-3"], "{table:?}");
    assert!(table[5].contains("and 3 more"), "{table:?}");
}
