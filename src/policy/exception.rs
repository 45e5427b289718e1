//! Exceptions: failures that someone answers for, with a reason and a last day.

use std::collections::BTreeMap;
use std::sync::Arc;

use time::Date;
use time::macros::format_description;

use super::check::{Checker, World};
use super::condition::Condition;
use super::language::{ExceptionText, ExceptionsText};
use super::rule::{Judges, Rule};
use crate::facts::catalogue;
use crate::yaml::{SourceError, SourceText, Spanned, parse};

/// One exception.
#[derive(Debug, Clone, PartialEq)]
pub struct Exception {
    /// The rule whose failures it waives.
    pub rule: String,
    /// Which failures; `None` for all.
    pub filter: Option<Condition>,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// The last day on which it holds, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// Where it stands: `exceptions.yaml:12`.
    pub at: String,
}

/// Reads and checks the file of exceptions.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn load(text: &SourceText, rules: &BTreeMap<String, Arc<Rule>>) -> Result<Vec<Exception>, Vec<SourceError>> {
    let written: ExceptionsText = parse(text).map_err(|error| vec![error])?;
    let mut checker = Checker::new(text);
    let exceptions: Vec<Exception> =
        written.exceptions.iter().filter_map(|written| one(&mut checker, text, written, rules)).collect();
    let errors = checker.finish();
    if errors.is_empty() { Ok(exceptions) } else { Err(errors) }
}

fn one(
    checker: &mut Checker<'_>,
    text: &SourceText,
    written: &Spanned<ExceptionText>,
    rules: &BTreeMap<String, Arc<Rule>>,
) -> Option<Exception> {
    let exception = &written.value;
    for (what, words) in [("reason", &exception.reason), ("by", &exception.by)] {
        if words.value.trim().is_empty() {
            checker.refuse(words, &format!("`{what}` is empty"), "say why, and who answers for it");
        }
    }
    if let Some(until) = &exception.until
        && Date::parse(&until.value, format_description!("[year]-[month]-[day]")).is_err()
    {
        checker.refuse(until, &format!("`{}` is not a day", until.value), "write it as 2026-12-31");
    }
    let Some(rule) = rules.get(&exception.rule.value) else {
        checker.unknown("rule", &exception.rule, rules.keys().map(String::as_str));
        return None;
    };
    let world = match &rule.judges {
        Judges::Items(items) => catalogue::collection(items.collection).map_or(World::Site, World::Item),
        Judges::Site(_) => World::Site,
    };
    let filter = match &exception.filter {
        Some(condition) => Some(checker.condition(condition, world)?),
        None => None,
    };
    Some(Exception {
        rule: exception.rule.value.clone(),
        filter,
        reason: exception.reason.value.clone(),
        by: exception.by.value.clone(),
        until: exception.until.as_ref().map(|until| until.value.clone()),
        at: format!("{}:{}", text.path, written.referenced.line()),
    })
}
