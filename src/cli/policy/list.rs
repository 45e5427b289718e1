//! `consentinel policy list`: all rules by group, and the profiles in which each is on.

use super::arguments::ListArguments;
use crate::cli::arguments::ColourChoice;
use crate::cli::exit::{Exit, Trouble};
use crate::cli::{judge, output, settings};
use crate::policy::{ActiveRule, ProfileStanding, Standings};
use crate::report::{Look, table};

/// Runs the command.
///
/// # Errors
/// Rules or profiles that are refused; a profile that is not there, with the nearest names.
pub fn run(words: &ListArguments) -> Result<Exit, Trouble> {
    let (standings, _) = judge::standings(&words.folders.rules)?;
    let profile = words.profile.as_deref().map(|id| named(&standings, id)).transpose()?;
    output::say(&listing(&standings, profile, settings::look(words.width, ColourChoice::Never)));
    Ok(Exit::Clean)
}

/// The profile of that id.
///
/// # Errors
/// There is none; the nearest names.
pub fn named<'a>(standings: &'a Standings, id: &str) -> Result<&'a ProfileStanding, Trouble> {
    standings.profile(id).ok_or_else(|| {
        let ids = standings.profiles().iter().map(|profile| profile.about.id.as_str());
        Trouble::usage(format!("there is no profile `{id}`: {}", crate::yaml::suggest(id, ids)))
    })
}

fn listing(standings: &Standings, profile: Option<&ProfileStanding>, look: Look) -> String {
    let mut rules: Vec<ActiveRule> = match profile {
        Some(profile) => profile.all_on().cloned().collect(),
        None => standings.rules().map(|rule| ActiveRule::with_defaults(rule.clone())).collect(),
    };
    rules.sort_by(|a, b| (&a.rule.group, a.severity, &a.rule.id).cmp(&(&b.rule.group, b.severity, &b.rule.id)));
    let mut rows = Vec::new();
    for group in rules.chunk_by(|a, b| a.rule.group == b.rule.group) {
        rows.extend(group.first().map(|first| vec![first.rule.group.to_uppercase()]));
        rows.extend(group.iter().map(|one| {
            vec![
                one.rule.id.clone(),
                one.severity.word().to_owned(),
                one.verdict.word().to_owned(),
                one.rule.title.clone(),
                profiles(standings, &one.rule.id),
            ]
        }));
    }
    let about = match profile {
        Some(profile) => format!(
            "{} rules are on under profile {} ({}), {} are off. `consentinel policy show {}` tells where each word comes from.",
            rules.len(),
            profile.about.id,
            profile.about.title,
            profile.all_off().count(),
            profile.about.id
        ),
        None => format!(
            "{} rules with their own severities, {} profiles. `consentinel explain RULE` and `consentinel policy show \
             PROFILE` tell more.",
            rules.len(),
            standings.profiles().len()
        ),
    };
    format!("{}\n{about}", table(&["rule", "severity", "at most", "what fails", "profiles"], rows, look))
}

/// `all`, `all but a11y, tcf`, or those in which it is on.
fn profiles(standings: &Standings, rule: &str) -> String {
    let (on, off): (Vec<_>, Vec<_>) = standings.profiles().iter().partition(|profile| profile.on(rule).is_some());
    let ids = |profiles: &[&ProfileStanding]| {
        profiles.iter().map(|profile| profile.about.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    match (on.len(), off.len()) {
        (0, _) => "none".to_owned(),
        (_, 0) => "all".to_owned(),
        (on_count, off_count) if off_count < on_count => format!("all but {}", ids(&off)),
        _ => ids(&on),
    }
}
