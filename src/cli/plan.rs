//! How targets are to be visited: arguments to a plan, checked, immutable.

use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::arguments::{ClockArgument, PageArgument, VisitingArguments};
use super::exit::Trouble;
use super::{conditions, states, vantage};
use crate::browser::ClockChoice;
use crate::evidence::ThirdPartyCookies;
use crate::gather::{Budgets, PageForm, Plan, Screenshots};

/// The time, RFC 3339 in UTC, whole milliseconds.
#[expect(clippy::disallowed_methods, reason = "cli is the one reader of the calendar clock")]
pub fn now() -> String {
    let now = OffsetDateTime::now_utc();
    now.replace_nanosecond(now.nanosecond() / 1_000_000 * 1_000_000).unwrap_or(now).format(&Rfc3339).unwrap_or_default()
}

/// How targets are to be visited; `rules` is the digest of the rules that the program has.
///
/// # Errors
/// A state, locale or vantage that cannot be.
pub fn plan(words: &VisitingArguments, rules: String) -> Result<Plan, Trouble> {
    Ok(Plan {
        states: states::states(&words.states, "--states")?,
        jobs: words.jobs.unwrap_or_else(bearable).max(1),
        budgets: Budgets::default(),
        visit_deadline: deadline(words.deadline)?,
        viewport: (1280, 900),
        locale: locale(&words.locale)?,
        clock: match words.clock {
            ClockArgument::Virtual => ClockChoice::Virtual,
            ClockArgument::Real => ClockChoice::Real,
        },
        vantage: vantage::vantage(words)?,
        conditions: conditions::conditions(rules),
        third_party: ThirdPartyCookies::Unknown,
        now,
        screenshots: if words.no_screenshots { Screenshots::Skipped } else { Screenshots::Taken },
        pages: words.pages.map(|form| match form {
            PageArgument::Mhtml => PageForm::Mhtml,
            PageArgument::Html => PageForm::Html,
        }),
    })
}

/// How many visits this machine bears at once: a visit waits for the network about as long as it computes.
fn bearable() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get() * 2).clamp(2, 16)
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
