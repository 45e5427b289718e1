//! How a target is to be visited: settings to a plan, immutable.

use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::arguments::{PageArgument, VisitingArguments};
use super::configuration::{Setting, Settings, viewport_of};
use super::exit::Trouble;
use super::{conditions, guise, states, vantage};
use crate::browser::ClockChoice;
use crate::evidence::ThirdPartyCookies;
use crate::gather::{Budgets, PageForm, Plan, Screenshots};

/// The time, RFC 3339 in UTC, whole milliseconds.
#[expect(clippy::disallowed_methods, reason = "cli is the one reader of the calendar clock")]
pub fn now() -> String {
    let now = OffsetDateTime::now_utc();
    now.replace_nanosecond(now.nanosecond() / 1_000_000 * 1_000_000).unwrap_or(now).format(&Rfc3339).unwrap_or_default()
}

/// How long a visit may take on the real clock.
const WATCHED: Duration = Duration::from_secs(180);

/// How a target is to be visited; `rules` is the digest of the rules that the program has.
///
/// # Errors
/// A vantage that cannot be, a secret that the environment does not hold.
pub fn plan(words: &VisitingArguments, settings: &Settings, rules: String) -> Result<Plan, Trouble> {
    let viewport = settings.one(Setting::Viewport).and_then(|word| viewport_of(word).ok()).unwrap_or((1280, 900));
    // Nobody can watch time that runs as fast as the processor allows.
    let watched = words.browser.open && words.clock.is_none();
    let real = watched || settings.one(Setting::Clock) == Some("real");
    let clock = if real { ClockChoice::Real } else { ClockChoice::Virtual };
    Ok(Plan {
        states: states::states(settings.many(Setting::States), &settings.named(Setting::States))?,
        jobs: words.jobs.unwrap_or_else(|| if words.browser.open { 1 } else { bearable() }).max(1),
        budgets: Budgets::default(),
        visit_deadline: match words.deadline {
            None if words.browser.open => deadline(settings).max(WATCHED),
            _ => deadline(settings),
        },
        viewport,
        locale: locale(settings),
        guise: guise::guise(settings)?,
        clock,
        vantage: vantage::vantage(words, settings.one(Setting::Country))?,
        conditions: conditions::conditions(rules, settings),
        third_party: ThirdPartyCookies::Unknown,
        now,
        screenshots: if words.no_screenshots { Screenshots::Skipped } else { Screenshots::Taken },
        pages: words.pages.map(|form| match form {
            PageArgument::Mhtml => PageForm::Mhtml,
            PageArgument::Html => PageForm::Html,
        }),
    })
}

/// The states of plans, by name, each once.
pub fn named(plans: &[Plan]) -> Vec<String> {
    let states: std::collections::BTreeSet<_> = plans.iter().flat_map(|plan| &plan.states).collect();
    states.into_iter().map(ToString::to_string).collect()
}

/// How many visits this machine bears at once: a visit waits for the network about as long as it computes.
fn bearable() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get() * 2).clamp(2, 16)
}

/// Checked where it was said.
fn deadline(settings: &Settings) -> Duration {
    let seconds = settings.one(Setting::Deadline).and_then(|word| word.parse().ok());
    Duration::from_secs(seconds.unwrap_or(45))
}

fn locale(settings: &Settings) -> String {
    let tags = settings.one(Setting::Locale).unwrap_or("en-GB,en");
    tags.split(',').map(str::trim).collect::<Vec<_>>().join(",")
}
