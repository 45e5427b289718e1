//! Rules as SARIF describes them: title, what to do, where it is said, how sure.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::markdown::escaped;
use super::super::told::Level;
use crate::policy::Confidence;
use crate::report::clean::clean;
use crate::report::form::{FindingForm, ResultForm};
use crate::report::run::Run;

/// The rules that judged a run, in the order of their ids.
pub(super) struct Rules<'a> {
    rules: Vec<Rule<'a>>,
    places: BTreeMap<&'a str, usize>,
}

struct Rule<'a> {
    id: &'a str,
    result: Option<&'a ResultForm>,
    finding: Option<&'a FindingForm>,
}

impl<'a> Rules<'a> {
    /// Those of all reports. Profiles may treat a rule differently: then its worst severity stands here.
    pub(super) fn of(run: &Run<'a>) -> Self {
        let mut all: BTreeMap<&'a str, Rule<'a>> = BTreeMap::new();
        for report in run.reports {
            for result in &report.results {
                let rule = all.entry(&result.rule).or_insert(Rule { id: &result.rule, result: None, finding: None });
                if rule.result.is_none_or(|before| result.severity < before.severity) {
                    rule.result = Some(result);
                }
            }
        }
        for (id, findings) in run.by_rule() {
            let rule = all.entry(id).or_insert(Rule { id, result: None, finding: None });
            rule.finding = findings.first().copied();
        }
        let places = all.keys().enumerate().map(|(place, id)| (*id, place)).collect();
        Self { rules: all.into_values().collect(), places }
    }

    /// Where a rule stands among them.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// All of them.
    pub(super) fn shown(&self) -> Vec<Value> {
        self.rules.iter().map(Rule::shown).collect()
    }
}

impl Rule<'_> {
    fn shown(&self) -> Value {
        let title = clean(
            self.result
                .map(|result| result.title.as_str())
                .or(self.finding.map(|finding| finding.title.as_str()))
                .unwrap_or(self.id),
        );
        let remedy = self.finding.map(|finding| clean(&finding.remedy)).filter(|remedy| !remedy.is_empty());
        let full = remedy.as_ref().map_or_else(|| title.clone(), |remedy| format!("{title}. {remedy}"));
        let mut rule = json!({
            "id": self.id,
            "name": pascal(self.id),
            "shortDescription": { "text": title },
            "fullDescription": { "text": full },
            "help": { "text": self.help(&title, remedy.as_deref()), "markdown": self.markdown(&title, remedy.as_deref()) },
            "properties": self.properties(),
        });
        if let Some(severity) = self.result.map(|result| result.severity).or(self.finding.map(|one| one.severity)) {
            rule["defaultConfiguration"] = json!({ "level": level(Level::of(severity)) });
        }
        if !env!("CARGO_PKG_REPOSITORY").is_empty() {
            rule["helpUri"] = format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), self.id).into();
        }
        rule
    }

    fn help(&self, title: &str, remedy: Option<&str>) -> String {
        let mut lines = vec![title.to_owned()];
        lines.extend(remedy.map(|remedy| format!("What to do: {remedy}")));
        for law in self.finding.iter().flat_map(|finding| &finding.law) {
            lines.push(format!("Source: {} ({}): {}", clean(&law.title), clean(&law.binding), clean(&law.url)));
        }
        lines.push(format!("`consentinel explain {}` tells what it demands and how to waive it.", self.id));
        lines.join("\n")
    }

    fn markdown(&self, title: &str, remedy: Option<&str>) -> String {
        let mut parts = vec![format!("**{}**", escaped(title))];
        parts.extend(remedy.map(|remedy| format!("What to do: {}", escaped(remedy))));
        let source = |(title, binding, url): (String, String, String)| {
            let url = url.replace(['<', '>', ' '], "");
            format!("- [{}](<{url}>) ({})", escaped(&title), escaped(&binding))
        };
        let sources: Vec<String> = self
            .finding
            .iter()
            .flat_map(|finding| &finding.law)
            .map(|law| source((clean(&law.title), clean(&law.binding), clean(&law.url))))
            .collect();
        if !sources.is_empty() {
            parts.push(sources.join("\n"));
        }
        parts.push(format!("`consentinel explain {}` tells what it demands and how to waive it.", self.id));
        parts.join("\n\n")
    }

    /// Words that GitHub reads. There is no `security-severity`: that is a score by CVSS, and nobody scored these.
    fn properties(&self) -> Value {
        let mut tags = vec!["consent", "privacy"];
        tags.extend(self.result.map(|result| result.group.as_str()).filter(|group| !group.is_empty()));
        let confidence = self.result.map(|result| result.confidence).or(self.finding.map(|one| one.confidence));
        let precision = match confidence {
            Some(Confidence::High) => "high",
            Some(Confidence::Medium) => "medium",
            Some(Confidence::Low) | None => "low",
        };
        let severity = self.result.map(|result| result.severity).or(self.finding.map(|one| one.severity));
        let problem = match severity.map(Level::of) {
            Some(Level::Error) => "error",
            Some(Level::Warning) => "warning",
            Some(Level::Note) | None => "recommendation",
        };
        json!({ "tags": tags, "precision": precision, "problem.severity": problem })
    }
}

/// The word of a level.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// `reject-absent` as `RejectAbsent`.
fn pascal(id: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
    };
    id.split('-').map(word).collect()
}
