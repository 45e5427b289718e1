//! Profiles that do not speak for what was seen: a site may show other banners to other countries.

use crate::facts::{Fact, Value, View};
use crate::policy::{ActiveRule, Policy, Speaks};

/// Why a rule cannot tell although all was seen: its profiles speak for other countries than the one from which it was
/// seen. `None` where they speak for it, and where nobody knows from where it was seen: that is said in the report.
pub(super) fn elsewhere(policy: &Policy, active: &ActiveRule, view: &View) -> Option<String> {
    let country = country(view)?;
    if active.speaks_for.speaks(Some(country), policy.heed) != Speaks::Elsewhere {
        return None;
    }
    let profiles = active.profiles.join(" and ");
    let verb = if active.profiles.len() > 1 { "speak" } else { "speaks" };
    Some(format!("{profiles} {verb} for sites seen from {}; this was seen from {country}", active.speaks_for.words()))
}

fn country(view: &View) -> Option<&str> {
    match view.singles.get("visit.country") {
        Some((Fact::Known(Value::Text(country)), _)) => Some(country),
        _ => None,
    }
}
