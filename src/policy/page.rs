//! The page on all rules, in Markdown: generated, and kept fresh by a test.

use std::fmt::Write as _;

use super::explain::{Explanation, explain};
use super::load::Policy;
use super::profile::ActiveRule;
use crate::knowledge::LegalBook;

const HEAD: &str = "# The rules\n\n\
    Generated from `rules/checks/`; do not edit. Values are the rules' own; a profile may set others. A failed rule\n\
    is worded by its verdict: a *finding* was observed and a published position says that it should not be; an\n\
    *indication* points that way; *review* needs a person; *info* gives context. A rule that lacks evidence never\n\
    passes: it cannot tell. Provisions are cited with how far they bind.\n";

/// The page on every rule that the policy knows, on or off, each with its own defaults; sorted by group, then id.
pub fn rules_page(policy: &Policy, legal: &LegalBook) -> String {
    let rules = policy.rules.iter().map(|active| &active.rule).chain(&policy.off);
    let mut all: Vec<Explanation> =
        rules.map(|rule| explain(&ActiveRule::with_defaults(rule.clone()), legal)).collect();
    all.sort_by(|a, b| (&a.group, &a.id).cmp(&(&b.group, &b.id)));
    let mut page = HEAD.to_owned();
    contents(&mut page, &all);
    for explanation in &all {
        rule(&mut page, explanation);
    }
    page
}

fn contents(page: &mut String, all: &[Explanation]) {
    page.push_str("\n| group | rule | severity | confidence | verdict | |\n|---|---|---|---|---|---|\n");
    for rule in all {
        let Explanation { group, id, title, severity, confidence, verdict, .. } = rule;
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            page,
            "| {group} | [`{id}`](#{id}) | {severity} | {confidence} | {verdict} | {} |",
            title.replace('|', "\\|")
        );
    }
}

fn rule(page: &mut String, rule: &Explanation) {
    let _ = write!(page, "\n## {}\n\n**{}**\n\n", rule.id, rule.title);
    let _ = writeln!(page, "Severity {}, confidence {}, at most {}.\n", rule.severity, rule.confidence, rule.verdict);
    list(page, "What it asks", rule.demands.iter().chain(&rule.softer).cloned());
    list(
        page,
        "Values",
        rule.parameters.iter().map(|parameter| {
            let (name, value, meaning, whose) =
                (&parameter.name, &parameter.value, &parameter.meaning, &parameter.whose);
            format!("`${name}` = {value}: {meaning} ({whose})")
        }),
    );
    list(page, "Law", rule.law.iter().map(|law| format!("[{}]({}) ({})", law.title, law.url, law.binding)));
    let _ = write!(page, "What can make it wrong: {}\n\nRemedy: {}\n", fold(&rule.note), fold(&rule.remedy));
    if let Some(waive) = &rule.waive {
        let _ = write!(page, "\nException: {}\n", fold(waive));
    }
    let examples = rule.examples.iter().map(|(name, outcome)| format!("{outcome}: {name}"));
    page.push('\n');
    list(page, "Examples", examples);
    while page.ends_with("\n\n") {
        page.pop();
    }
}

fn list(page: &mut String, head: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.map(|line| format!("- {}\n", fold(&line))).collect();
    if !lines.is_empty() {
        let _ = write!(page, "{head}:\n\n{}\n", lines.concat());
    }
}

/// On one line.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
