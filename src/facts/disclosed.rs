//! How many vendors the framework's string says were disclosed.

use super::lived::Ground;
use super::pointer;
use super::signals_read::Decoded;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{Phase, State};
use crate::knowledge::signals::SegmentKind;

/// Adds `signals.tcf-vendors-disclosed`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>) {
    let (fact, at) = match count(ground) {
        Ok((Some(count), at)) => (Fact::number(count as f64), at),
        Ok((None, at)) => (Fact::absent(), at),
        Err(why) => (Fact::Unknown(why), pointer::WHOLE.to_owned()),
    };
    singles.insert("signals.tcf-vendors-disclosed", fact, at);
}

/// What the string says after accepting and a reload: then it is whole.
fn count(ground: &Ground<'_>) -> Result<(Option<usize>, String), String> {
    let lived = ground.loaded(&State::Accept)?;
    lived.chosen.clone()?;
    let (at, moment) = lived.moment(Phase::Return)?;
    let signals = moment.signals.as_result().map_err(|why| format!("consent signals were not read: {why}"))?;
    let place = pointer::in_moment(lived.index, at, "signals");
    let decoded = Decoded::of(signals);
    let count = match decoded.tc() {
        None => None,
        Some(Err(why)) => return Err(why),
        Some(Ok(string)) if string.has(SegmentKind::DisclosedVendors) => Some(string.vendors_disclosed.len()),
        Some(Ok(_)) => None,
    };
    Ok((count, place))
}
