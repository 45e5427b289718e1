//! How choices of one category alone ended.

use super::lived::Ground;
use super::states::Attempt;
use super::view::Singles;
use crate::evidence::State;

/// The fact for each category that a visitor can agree to alone.
const STATUS: &[(&str, &str)] = &[
    ("functional", "partial-functional.status"),
    ("analytics", "partial-analytics.status"),
    ("marketing", "partial-marketing.status"),
    ("social", "partial-social.status"),
];

/// Adds `partial-*.status`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>) {
    for (category, name) in STATUS {
        let attempt = Attempt::of(ground, &State::Partial((*category).to_owned()));
        singles.insert(name, attempt.status(), attempt.at_choice());
    }
}

/// The fact that tells how the choice of a category alone ended; `None` for categories that nobody can choose.
pub fn status_of(category: &str) -> Option<&'static str> {
    STATUS.iter().find(|(known, _)| *known == category).map(|(_, name)| *name)
}
