//! How targets are to be visited: arguments to a plan, checked, immutable.

use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::arguments::{ClockArgument, VisitingArguments};
use super::exit::Trouble;
use crate::browser::ClockChoice;
use crate::evidence::{State, ThirdPartyCookies, Vantage};
use crate::gather::{Budgets, Plan, Screenshots};
use crate::yaml::suggest;

/// The time, RFC 3339 in UTC, whole seconds.
#[expect(clippy::disallowed_methods, reason = "cli is the one reader of the calendar clock")]
pub fn now() -> String {
    let now = OffsetDateTime::now_utc();
    now.replace_nanosecond(0).unwrap_or(now).format(&Rfc3339).unwrap_or_default()
}

/// How targets are to be visited.
///
/// # Errors
/// A state, locale or country that cannot be.
pub fn plan(words: &VisitingArguments) -> Result<Plan, Trouble> {
    Ok(Plan {
        states: states(&words.states)?,
        jobs: words.jobs.unwrap_or_else(bearable).max(1),
        budgets: Budgets::default(),
        visit_deadline: deadline(words.deadline)?,
        viewport: (1280, 900),
        locale: locale(&words.locale)?,
        clock: match words.clock {
            ClockArgument::Virtual => ClockChoice::Virtual,
            ClockArgument::Real => ClockChoice::Real,
        },
        vantage: vantage(words.country.as_deref())?,
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        third_party: ThirdPartyCookies::Unknown,
        now,
        screenshots: if words.no_screenshots { Screenshots::Skipped } else { Screenshots::Taken },
    })
}

/// How many visits this machine bears at once: a visit waits for the network about as long as it computes.
fn bearable() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get() * 2).clamp(2, 16)
}

/// Categories that a visitor can agree to alone.
const CATEGORIES: [&str; 4] = ["functional", "analytics", "marketing", "social"];

fn states(words: &[String]) -> Result<Vec<State>, Trouble> {
    let mut states = Vec::new();
    for word in words {
        let state: State = word.trim().parse().map_err(|why: String| unknown_state(word, &why))?;
        if let State::Partial(category) = &state
            && !CATEGORIES.contains(&category.as_str())
        {
            let help = suggest(category, CATEGORIES);
            return Err(Trouble::usage(format!("--states: `{category}` is no category of toggles; {help}")));
        }
        if !states.contains(&state) {
            states.push(state);
        }
    }
    states.sort();
    Ok(states)
}

fn unknown_state(word: &str, why: &str) -> Trouble {
    let known: Vec<String> =
        State::ALL.iter().map(ToString::to_string).chain(["partial:<category>".to_owned()]).collect();
    let help = suggest(word.trim(), known.iter().map(String::as_str));
    Trouble::usage(format!("--states: {why}; {help}; known: {}", known.join(", ")))
}

fn deadline(seconds: u64) -> Result<Duration, Trouble> {
    if !(1..=3600).contains(&seconds) {
        return Err(Trouble::usage(format!("--deadline {seconds}: between 1 and 3600 seconds")));
    }
    Ok(Duration::from_secs(seconds))
}

fn locale(tags: &str) -> Result<String, Trouble> {
    let fine = |tag: &str| !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if tags.split(',').all(|tag| fine(tag.trim())) {
        Ok(tags.split(',').map(str::trim).collect::<Vec<_>>().join(","))
    } else {
        Err(Trouble::usage(format!("--locale {tags}: language tags separated by commas, as in `de-DE,de,en`")))
    }
}

fn vantage(country: Option<&str>) -> Result<Vantage, Trouble> {
    match country {
        None => Ok(Vantage { country: None, how: "unknown".to_owned() }),
        Some(code) if code.len() == 2 && code.chars().all(|c| c.is_ascii_alphabetic()) => {
            Ok(Vantage { country: Some(code.to_ascii_uppercase()), how: "setting".to_owned() })
        }
        Some(code) => Err(Trouble::usage(format!("--country {code}: two letters of ISO 3166, as in `DE`"))),
    }
}
