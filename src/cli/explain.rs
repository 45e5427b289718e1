//! `consentinel explain`: what a rule demands, on what ground, how to mend and how to waive it.

use super::arguments::ExplainArguments;
use super::exit::{Exit, Trouble};
use super::judge;
use super::{output, settings};
use crate::policy::{Explanation, explain};
use crate::yaml::suggest;

/// Runs the command.
///
/// # Errors
/// A rule that does not exist, with the nearest names.
pub fn run(words: &ExplainArguments) -> Result<Exit, Trouble> {
    let (knowledge, policy) = judge::load(&words.rules, &words.profile, None)?;
    let Some(active) = policy.rule(&words.rule) else {
        let all = policy.rules.iter().map(|active| active.rule.id.as_str());
        let known = all.chain(policy.off.iter().map(|rule| rule.id.as_str()));
        return Err(Trouble::usage(format!("there is no rule `{}`: {}", words.rule, suggest(&words.rule, known))));
    };
    let told = explain(&active, &knowledge.legal);
    let width = settings::look(None, super::arguments::ColourChoice::Auto).width.unwrap_or(100).min(100);
    output::say(&page(&told, &policy.profile.id, width));
    Ok(Exit::Clean)
}

fn page(told: &Explanation, profile: &str, width: usize) -> String {
    let mut page = Page { text: String::new(), width };
    page.line(&format!("{}  {}", told.id, told.title));
    page.line(&format!(
        "severity {}, confidence {}, strongest word `{}` under profile {profile}",
        told.severity, told.confidence, told.verdict
    ));
    page.list("What it demands", &told.demands);
    page.list("Where it speaks more softly", &told.softer);
    let law = told.law.iter().map(|one| format!("{} ({}): {} <{}>", one.title, one.binding, one.gist.trim(), one.url));
    page.list("On what ground", &law.collect::<Vec<_>>());
    let parameters =
        told.parameters.iter().map(|one| format!("{} = {}: {} ({})", one.name, one.value, one.meaning, one.whose));
    page.list("Thresholds, and whose they are", &parameters.collect::<Vec<_>>());
    page.list("What can make it wrong", std::slice::from_ref(&told.note));
    page.list("How to mend what it finds", std::slice::from_ref(&told.remedy));
    page.list("When waiving is sound", told.waive.as_slice());
    page.verbatim("How to waive it, in a file for --exceptions", &told.exception);
    page.text
}

struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn line(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push('\n');
    }

    fn list(&mut self, title: &str, entries: &[String]) {
        if entries.iter().all(|entry| entry.trim().is_empty()) {
            return;
        }
        self.line(&format!("\n{title}"));
        for entry in entries {
            for (number, line) in wrapped(entry, self.width.saturating_sub(4)).iter().enumerate() {
                self.line(&format!("{}{line}", if number == 0 { "  - " } else { "    " }));
            }
        }
    }

    fn verbatim(&mut self, title: &str, text: &str) {
        self.line(&format!("\n{title}"));
        for line in text.trim_end().lines() {
            self.line(&format!("  {line}"));
        }
    }
}

/// Words in lines of at most `width` characters; a longer word keeps a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}
