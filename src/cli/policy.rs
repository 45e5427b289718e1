//! `consentinel policy check`: everything that an audit would load, checked without visiting anything.

use super::arguments::{PolicyAction, PolicyArguments};
use super::exit::{Exit, Trouble};
use super::judge::Judge;
use super::output;

/// Runs the command.
///
/// # Errors
/// Every text that is refused, with file, line and caret.
pub fn run(words: &PolicyArguments) -> Result<Exit, Trouble> {
    let PolicyAction::Check { judging } = &words.action;
    let judge = Judge::load(judging)?;
    output::say(&format!(
        "Everything is in order: {} rules on under profile {}, {} off; {} exceptions; {} consent platforms, {} provisions.\n\
         rules {}\nknowledge {}",
        judge.policy.rules.len(),
        judge.policy.profile.id,
        judge.policy.off.len(),
        judge.policy.exceptions.len(),
        judge.knowledge.platforms.len(),
        judge.knowledge.legal.ids().count(),
        judge.policy.digest,
        judge.knowledge.digest,
    ));
    Ok(Exit::Clean)
}
