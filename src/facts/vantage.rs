//! From where the visits came.

use super::pointer;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::Evidence;

/// Adds `visit.country`.
pub fn add(singles: &mut Singles, evidence: &Evidence) {
    let why = "from which country the visits came is not known (`--country`)";
    let country = evidence.run.vantage.country.as_deref();
    let fact = country.map_or_else(|| Fact::Unknown(why.to_owned()), Fact::text);
    singles.insert("visit.country", fact, pointer::VANTAGE.to_owned());
}
