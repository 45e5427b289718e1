//! The built-in rules, and policies of a few rules written in tests.

use std::fs;
use std::path::Path;

use consentinel::knowledge::LegalBook;
use consentinel::policy::Policy;
use consentinel::yaml::{SourceError, SourceText};

/// Every YAML text below `rules/`.
pub fn texts() -> Vec<SourceText> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut texts = Vec::new();
    walk(&root, &root, &mut texts);
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    texts
}

fn walk(root: &Path, folder: &Path, texts: &mut Vec<SourceText>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, texts);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            let below = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            texts.push(SourceText { path: below, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

/// The built-in provisions.
pub fn legal() -> LegalBook {
    LegalBook::load(&texts()).unwrap_or_else(|errors| panic!("{}", shown(&errors)))
}

/// The built-in rules under a built-in profile.
pub fn built_in(profile: &str) -> Policy {
    Policy::load(&texts(), &[profile], None, &legal()).unwrap_or_else(|errors| panic!("{}", shown(&errors)))
}

/// A text.
pub fn text(path: &str, text: &str) -> SourceText {
    SourceText { path: path.to_owned(), text: text.to_owned() }
}

/// A profile that leaves every rule as it is written.
pub fn plain() -> SourceText {
    text("profiles/plain.yaml", "id: plain\ntitle: Plain\ndate: \"2026-11-25\"\nabout: Every rule as it is written.\n")
}

/// Loads rules written in a test under [`plain`].
pub fn load(rules: &[(&str, &str)], exceptions: Option<&str>) -> Result<Policy, Vec<SourceError>> {
    let mut texts: Vec<SourceText> =
        rules.iter().map(|(id, words)| text(&format!("checks/own/{id}.yaml"), words)).collect();
    texts.push(plain());
    let exceptions = exceptions.map(|words| text("exceptions.yaml", words));
    Policy::load(&texts, &["plain"], exceptions.as_ref(), &legal())
}

/// Errors as the command line prints them.
pub fn shown(errors: &[SourceError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}

/// A sound rule over cookies, with `replace` exchanged for `with`.
pub fn cookie_rule(replace: &str, with: &str) -> String {
    assert!(replace.is_empty() || COOKIE_RULE.contains(replace), "the rule does not say {replace:?}");
    COOKIE_RULE.replacen(replace, with, usize::from(!replace.is_empty()))
}

const COOKIE_RULE: &str = r#"id: own
title: Own rule
severity: high
confidence: high
verdict: finding
law: [gdpr-32]
parameters:
  purposes: { default: [analytics, marketing], meaning: purposes that count, whose: tool threshold }
  days: { default: 30, meaning: longest lifetime, whose: tool threshold }
states: [none, reject]
for-each: cookie
where:
  purpose: { in: $purposes }
  lifetime-days: { above: $days }
demand: none
message: "{cookie.name|a cookie} lives {cookie.lifetime-days} days in {state}"
remedy: Shorten it.
note: Nothing known.
examples:
  - name: too long
    expect: failed
    failures: 1
    witnesses: 1
    states:
      none: { cookie: [{ name: a, purpose: analytics, lifetime-days: 31 }] }
      reject: { cookie: [] }
  - name: short
    expect: passed
    states:
      none: { cookie: [{ name: a, purpose: analytics, lifetime-days: 30 }] }
      reject: { cookie: [] }
  - name: not seen
    expect: cant-tell
"#;

/// A sound rule over the site, with `replace` exchanged for `with`.
pub fn site_rule(replace: &str, with: &str) -> String {
    assert!(replace.is_empty() || SITE_RULE.contains(replace), "the rule does not say {replace:?}");
    SITE_RULE.replacen(replace, with, usize::from(!replace.is_empty()))
}

const SITE_RULE: &str = r#"id: own
title: Own rule
severity: high
confidence: high
verdict: finding
law: [gdpr-32]
fail-if: { banner.seen: false, tracking.any: true }
message: "seen: {banner.seen}, kind: {banner.kind|none}"
remedy: Show it.
note: Nothing known.
examples:
  - { name: a, expect: failed, failures: 1, witnesses: 2, site: { banner.seen: false, tracking.any: true } }
  - { name: b, expect: passed, site: { banner.seen: true } }
  - { name: c, expect: cant-tell }
"#;
