//! `consentinel rules list`: every rule of a profile.

use tabled::builder::Builder;
use tabled::settings::peaker::PriorityMax;
use tabled::settings::{Style, Width};

use super::arguments::{ColourChoice, RulesAction, RulesArguments};
use super::exit::{Exit, Trouble};
use super::{judge, output, settings};
use crate::policy::Policy;

/// Runs the command.
///
/// # Errors
/// Rules or a profile that are refused.
pub fn run(words: &RulesArguments) -> Result<Exit, Trouble> {
    let RulesAction::List { profile, rules } = &words.action;
    let (_, policy) = judge::load(rules, profile, None)?;
    let look = settings::look(None, ColourChoice::Never);
    output::say(&listing(&policy, look.width));
    Ok(Exit::Clean)
}

fn listing(policy: &Policy, width: Option<usize>) -> String {
    let mut rows = Builder::default();
    rows.push_record(["rule", "severity", "word", "group", "title"]);
    let mut active: Vec<_> = policy.rules.iter().collect();
    active.sort_by(|a, b| (a.severity, &a.rule.id).cmp(&(b.severity, &b.rule.id)));
    for one in active {
        rows.push_record([
            one.rule.id.as_str(),
            one.severity.word(),
            one.verdict.word(),
            &one.rule.group,
            &one.rule.title,
        ]);
    }
    let mut table = rows.build();
    table.with(Style::blank());
    if let Some(width) = width {
        table.with(Width::wrap(width).keep_words(true).priority(PriorityMax::default()));
    }
    let about = &policy.profile;
    format!(
        "{table}\n\n{} rules are on under profile {} ({}); {} are off. `consentinel explain RULE` tells more.",
        policy.rules.len(),
        about.id,
        about.title,
        policy.off.len()
    )
}
