//! A page for each rule, and their index.

use std::collections::BTreeMap;

use super::Page;
use super::markdown::{head, list, paragraph, table};
use crate::knowledge::LegalBook;
use crate::policy::explain::{Explanation, explain, under_profiles};
use crate::policy::profile::ActiveRule;
use crate::policy::standing::Standings;

const INDEX: &str = "\nSeverity, verdict and thresholds are the rules' own here; [profiles](../profiles.md) switch rules on and may set \
    others.\nA failed rule is worded by its verdict, which is the strongest word that it may use:\n\n\
    - a *finding* was observed, and a published position says that it should not be;\n\
    - an *indication* points that way;\n\
    - a *review* needs a person;\n\
    - *info* gives context.\n\n\
    A rule that lacks evidence never passes: it cannot tell. What `consentinel explain RULE` prints stands on its page.\n";

/// The pages.
pub(super) fn pages(standings: &Standings, legal: &LegalBook) -> Vec<Page> {
    let all: Vec<Explanation> =
        standings.rules().map(|rule| explain(&ActiveRule::with_defaults(rule.clone()), legal)).collect();
    let mut pages = vec![Page { path: "rules/README.md".to_owned(), text: index(&all) }];
    pages.extend(
        all.iter().map(|told| Page { path: format!("rules/{}.md", told.id), text: page(told, standings, legal) }),
    );
    pages
}

/// All rules by group.
fn index(all: &[Explanation]) -> String {
    let mut page = String::new();
    head(&mut page, "The rules", "`rules/checks/`");
    page.push_str(INDEX);
    let mut groups: BTreeMap<&str, Vec<&Explanation>> = BTreeMap::new();
    for told in all {
        groups.entry(&told.group).or_default().push(told);
    }
    for (group, members) in groups {
        page.push_str(&format!("\n## {group}\n"));
        let rows = members.iter().map(|told| {
            vec![
                format!("[`{0}`]({0}.md)", told.id),
                told.severity.to_string(),
                told.confidence.to_string(),
                told.verdict.to_string(),
                told.title.clone(),
            ]
        });
        table(&mut page, &["rule", "severity", "confidence", "at most", "what fails"], rows);
    }
    page
}

fn page(told: &Explanation, standings: &Standings, legal: &LegalBook) -> String {
    let mut page = String::new();
    head(&mut page, &told.id, &format!("`rules/checks/{}/{}.yaml`", told.group, told.id));
    page.push_str(&format!(
        "\n**{}**\n\nGroup {}, severity {}, confidence {}, at most {}. All rules: [index](README.md).\n",
        told.title, told.group, told.severity, told.confidence, told.verdict
    ));
    list(&mut page, "What it demands", told.demands.iter().cloned());
    list(&mut page, "Where it speaks more softly", told.softer.iter().cloned());
    let law = told.law.iter().map(|one| format!("[{}]({}) ({}): {}", one.title, one.link, one.binding, one.about));
    list(&mut page, "On what ground", law);
    let values =
        told.parameters.iter().map(|one| format!("`${}` = {}: {} ({})", one.name, one.value, one.meaning, one.whose));
    list(&mut page, "Thresholds, and whose they are", values);
    paragraph(&mut page, "What can make it wrong", &told.note);
    paragraph(&mut page, "How to mend what it finds", &told.remedy);
    paragraph(&mut page, "When waiving is sound", told.waive.as_deref().unwrap_or_default());
    page.push_str("\n## Under which profiles\n");
    let rows = under_profiles(standings, &told.id, legal).into_iter().map(|one| {
        vec![format!("[`{}`](../profiles.md#{})", one.profile, one.profile), one.how(), one.values.join("; ")]
    });
    table(&mut page, &["profile", "how", "thresholds that it sets"], rows);
    list(&mut page, "Examples", told.examples.iter().map(|(name, outcome)| format!("{outcome}: {name}")));
    page
}
