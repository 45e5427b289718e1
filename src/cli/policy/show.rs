//! `consentinel policy show`: a profile as it is in force, or a rule under every profile, and who said each word.

use super::arguments::ShowArguments;
use crate::cli::arguments::ColourChoice;
use crate::cli::exit::{Exit, Trouble};
use crate::cli::{judge, output, settings};
use crate::knowledge::LegalBook;
use crate::policy::{ActiveRule, ProfileStanding, Rule, Standings, Treated, explain};
use crate::report::{Look, table};

/// How to read the brackets.
const LEGEND: &str = "In brackets: the profile that says so; where there are none, the rule itself does.";

/// Runs the command.
///
/// # Errors
/// Rules or profiles that are refused; a word that is neither a profile nor a rule, with the nearest names.
pub fn run(words: &ShowArguments) -> Result<Exit, Trouble> {
    let (standings, knowledge) = judge::standings(&words.folders.rules)?;
    let look = settings::look(words.width, ColourChoice::Never);
    let (all, legal) = (&standings, &knowledge.legal);
    let told = match (standings.profile(&words.what), standings.rule(&words.what)) {
        (Some(profile), _) => profile_page(all, profile, legal, look),
        (None, Some(rule)) => rule_page(all, rule, legal, look),
        (None, None) => {
            let help = standings.suggest(&words.what);
            return Err(Trouble::usage(format!("there is no profile and no rule `{}`: {help}", words.what)));
        }
    };
    output::say(&told);
    Ok(Exit::Clean)
}

fn profile_page(standings: &Standings, profile: &ProfileStanding, legal: &LegalBook, look: Look) -> String {
    let about = &profile.about;
    let lineage: Vec<&str> = standings.lineage(profile).iter().skip(1).map(|parent| parent.about.id.as_str()).collect();
    let from = if lineage.is_empty() { String::new() } else { format!("\nStarts from {}.", lineage.join(", then ")) };
    let rows = profile.all_on().map(|active| {
        let mut row = vec![active.rule.id.clone()];
        row.extend(treatment(standings, profile, active, legal));
        row
    });
    let off: Vec<String> = profile
        .all_off()
        .map(|rule| format!("{rule}{}", origin(standings, profile, rule, |treated| treated.on)))
        .collect();
    let off = if off.is_empty() { "none".to_owned() } else { off.join(", ") };
    format!(
        "{}  {}\nLast checked on {}.{from} {}\n{}\n\n{}{LEGEND}\n\nOff: {off}",
        about.id,
        about.title,
        about.date,
        about.stands(),
        about.about.trim(),
        table(&["rule", "severity", "at most", "thresholds"], rows, look)
    )
}

fn rule_page(standings: &Standings, rule: &Rule, legal: &LegalBook, look: Look) -> String {
    let rows = standings.profiles().iter().map(|profile| {
        let id = profile.about.id.clone();
        match profile.on(&rule.id) {
            Some(active) => std::iter::once(id).chain(treatment(standings, profile, active, legal)).collect(),
            None => vec![id, format!("off{}", origin(standings, profile, &rule.id, |treated| treated.on))],
        }
    });
    format!(
        "{}  {}\ngroup {}, file {}\n\n{}{LEGEND}\n`consentinel explain {}` tells what it demands.",
        rule.id,
        rule.title,
        rule.group,
        rule.path,
        table(&["profile", "severity", "at most", "thresholds"], rows, look),
        rule.id
    )
}

/// Severity, strongest word and thresholds, each with who says so.
fn treatment(standings: &Standings, profile: &ProfileStanding, active: &ActiveRule, legal: &LegalBook) -> [String; 3] {
    let rule = active.rule.id.as_str();
    let values = explain(active, legal).parameters.into_iter().map(|one| {
        let set = |treated: &Treated| treated.rule.parameters.get(&one.name).cloned();
        let whose = |treated: &Treated| treated.rule.whose.get(&one.name).cloned();
        let by = origin(standings, profile, rule, |treated| (set(treated), whose(treated)));
        format!("{} = {}: {}{by}", one.name, one.value, one.whose)
    });
    let values = values.collect::<Vec<_>>().join("\n");
    [
        format!("{}{}", active.severity, origin(standings, profile, rule, |treated| treated.rule.severity)),
        format!("{}{}", active.verdict, origin(standings, profile, rule, |treated| treated.rule.verdict)),
        values,
    ]
}

/// ` [strict]`, or nothing where the rule itself says so.
fn origin<T: PartialEq>(
    standings: &Standings,
    profile: &ProfileStanding,
    rule: &str,
    pick: impl Fn(&Treated) -> T,
) -> String {
    standings.origin(profile, rule, pick).map(|id| format!(" [{id}]")).unwrap_or_default()
}
