//! `consentinel policy`: rules and profiles checked, tried, written, listed and shown, without visiting anything.
//!
//! | file | holds |
//! |---|---|
//! | `arguments.rs` | what can be written on the command line |
//! | `mod.rs` | `check` and `test` |
//! | `new.rs`, `skeleton.yaml` | `new` |
//! | `list.rs`, `show.rs` | `list`, `show` |

mod arguments;
mod list;
mod new;
mod show;

use std::path::PathBuf;

pub use arguments::PolicyArguments;

use super::arguments::JudgingArguments;
use super::configuration::Configuration;
use super::exit::{Exit, Trouble};
use super::judge;
use super::judges::Judges;
use super::output;
use crate::engine::try_example;
use crate::policy::Rule;
use arguments::PolicyAction;

/// Runs the command.
///
/// # Errors
/// Every text that is refused, with file, line and caret; examples that come out otherwise than they say.
pub fn run(words: &PolicyArguments) -> Result<Exit, Trouble> {
    match &words.action {
        PolicyAction::Check { judging } => check(judging),
        PolicyAction::Test { only, folders } => test(only, &folders.rules),
        PolicyAction::New(words) => new::run(words),
        PolicyAction::List(words) => list::run(words),
        PolicyAction::Show(words) => show::run(words),
    }
}

/// Everything that an audit would load, checked.
fn check(judging: &JudgingArguments) -> Result<Exit, Trouble> {
    let configuration = Configuration::find(judging.config.as_deref())?;
    let judges = Judges::load(judging, configuration.as_ref())?;
    let judge = judges.run();
    output::say(&format!(
        "Everything is in order: {} rules on under {}, {} off; {} exceptions; {} consent platforms, {} provisions.\n\
         rules {}\nknowledge {}",
        judge.policy.rules.len(),
        judge.policy.chosen.iter().map(|profile| profile.id.as_str()).collect::<Vec<_>>().join(" and "),
        judge.policy.off.len(),
        judge.policy.exceptions.len(),
        judge.knowledge.platforms.len(),
        judge.knowledge.legal.ids().count(),
        judge.policy.digest,
        judge.knowledge.digest,
    ));
    Ok(Exit::Clean)
}

/// The examples of rules, run.
fn test(only: &[String], folders: &[PathBuf]) -> Result<Exit, Trouble> {
    let (_, policy) = judge::load(folders, &["eu-gdpr"], None)?;
    for id in only {
        if policy.rule(id).is_none() {
            return Err(Trouble::usage(format!("there is no rule `{id}`: {}", policy.suggest_rule(id))));
        }
    }
    let all = policy.rules.iter().map(|active| &active.rule).chain(&policy.off);
    let chosen: Vec<&Rule> =
        all.map(AsRef::as_ref).filter(|rule: &&Rule| only.is_empty() || only.contains(&rule.id)).collect();
    let examples: usize = chosen.iter().map(|rule| rule.examples.len()).sum();
    let faults: Vec<String> = chosen
        .iter()
        .flat_map(|rule| {
            let faults = rule.examples.iter().filter_map(|example| try_example(rule, example).err());
            faults.map(|fault| format!("{}: {fault}", rule.path))
        })
        .collect();
    if faults.is_empty() {
        output::say(&format!("{} rules, {examples} examples: each came out as it says.", chosen.len()));
        return Ok(Exit::Clean);
    }
    let many = faults.len();
    Err(Trouble::usage(format!("{}\n{many} of {examples} examples came out otherwise.", faults.join("\n"))))
}
