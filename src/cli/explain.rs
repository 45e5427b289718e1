//! `consentinel explain`: what a rule demands, on what ground, how to mend and how to waive it; what is known of a cookie.

use super::arguments::{ExplainArguments, ExplainWhat};
use super::exit::{Exit, Trouble};
use super::leaf::Leaf;
use super::{explain_cookie, judge, output, settings};
use crate::policy::{Explanation, UnderProfile, explain, under_profiles};

/// Runs the command.
///
/// # Errors
/// A rule that does not exist, with the nearest names.
pub fn run(words: &ExplainArguments) -> Result<Exit, Trouble> {
    if let Some(ExplainWhat::Cookie(words)) = &words.what {
        return explain_cookie::run(words);
    }
    let rule = words.rule.as_deref().unwrap_or_default();
    let (knowledge, policy) = judge::load(&words.rules, &[&words.profile], None)?;
    let Some(active) = policy.rule(rule) else {
        return Err(Trouble::usage(format!("there is no rule `{rule}`: {}", policy.suggest_rule(rule))));
    };
    let told = explain(&active, &knowledge.legal);
    let width = settings::look(None, super::arguments::ColourChoice::Auto).width.unwrap_or(100).min(100);
    let (standings, _) = judge::standings(&words.rules)?;
    let under = under_profiles(&standings, rule, &knowledge.legal);
    output::say(&page(&told, &under, &words.profile, width));
    Ok(Exit::Clean)
}

fn page(told: &Explanation, under: &[UnderProfile], profile: &str, width: usize) -> String {
    let mut page = Leaf::new(width);
    page.line(&format!("{}  {}", told.id, told.title));
    page.line(&format!(
        "severity {}, confidence {}, strongest word `{}` under profile {profile}",
        told.severity, told.confidence, told.verdict
    ));
    page.list("What it demands", &told.demands);
    page.list("Where it speaks more softly", &told.softer);
    let law =
        told.law.iter().map(|one| format!("{} ({}): {} <{}>", one.title, one.binding, one.about.trim(), one.link));
    page.list("On what ground", &law.collect::<Vec<_>>());
    let parameters =
        told.parameters.iter().map(|one| format!("{} = {}: {} ({})", one.name, one.value, one.meaning, one.whose));
    page.list("Thresholds, and whose they are", &parameters.collect::<Vec<_>>());
    page.list("What can make it wrong", std::slice::from_ref(&told.note));
    page.list("How to mend what it finds", std::slice::from_ref(&told.remedy));
    page.list("When waiving is sound", told.waive.as_slice());
    page.list("Under which profiles", &profiles(under));
    page.verbatim("How to waive it, in a file for --exceptions", &told.exception);
    page.text()
}

/// Profiles that treat the rule alike, in one line; then the thresholds that they set.
fn profiles(under: &[UnderProfile]) -> Vec<String> {
    let mut alike: Vec<(String, Vec<&str>)> = Vec::new();
    for one in under {
        let how = one.how();
        match alike.iter_mut().find(|(other, _)| *other == how) {
            Some((_, profiles)) => profiles.push(&one.profile),
            None => alike.push((how, vec![&one.profile])),
        }
    }
    let alike = alike.into_iter().map(|(how, profiles)| format!("{how}: {}", profiles.join(", ")));
    let values = under.iter().filter(|one| !one.values.is_empty());
    alike.chain(values.map(|one| format!("{} sets {}", one.profile, one.values.join("; ")))).collect()
}
