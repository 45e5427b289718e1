//! Arguments to settings: checked, immutable, in the words of the rooms.

use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::arguments::VisitingArguments;
use super::arguments::{ClockArgument, ColourChoice, PrintingArguments, SeverityArgument};
use super::exit::Trouble;
use crate::browser::ClockChoice;
use crate::evidence::{State, ThirdPartyCookies, Vantage};
use crate::gather::{Budgets, Plan, Screenshots};
use crate::policy::Severity;

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
        jobs: words.jobs.unwrap_or(4).max(1),
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

/// States that this version lives through; the others are words of the format that later versions fill.
const LIVED: [State; 4] = [State::None, State::NoneAgain, State::Reject, State::Accept];

fn states(words: &[String]) -> Result<Vec<State>, Trouble> {
    let mut states = Vec::new();
    for word in words {
        let known = || LIVED.map(|state| state.to_string()).join(", ");
        let state: State = word
            .trim()
            .parse()
            .map_err(|why| Trouble::usage(format!("--states: {why}; known: {}", known())))?;
        if !LIVED.contains(&state) {
            return Err(Trouble::usage(format!(
                "--states: this version does not live through `{state}` yet; it does: {}",
                known()
            )));
        }
        if !states.contains(&state) {
            states.push(state);
        }
    }
    states.sort();
    Ok(states)
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

/// The severity that a word of the command line names.
pub fn severity(word: SeverityArgument) -> Severity {
    match word {
        SeverityArgument::Critical => Severity::Critical,
        SeverityArgument::High => Severity::High,
        SeverityArgument::Medium => Severity::Medium,
        SeverityArgument::Low => Severity::Low,
        SeverityArgument::Info => Severity::Info,
    }
}

/// Width of tables and whether they are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns; `None` where nothing limits them.
    pub width: Option<usize>,
    /// Whether colour is used.
    pub coloured: bool,
}

/// How standard output is to look. Colour is off where it is not a terminal, `NO_COLOR` is set or `TERM` is `dumb`.
#[expect(clippy::disallowed_methods, reason = "cli is the one reader of the environment")]
pub fn look(width: Option<usize>, colour: ColourChoice) -> Look {
    use std::io::IsTerminal;
    let terminal = std::io::stdout().is_terminal();
    let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let coloured = match colour {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto => terminal && !forbidden,
    };
    let own = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    let width = width.map(|columns| columns.clamp(40, 500)).or_else(|| if terminal { own() } else { None });
    Look { width, coloured }
}

/// [`look`] of the printing words.
pub fn printing_look(words: &PrintingArguments) -> Look {
    look(words.width, words.color)
}
