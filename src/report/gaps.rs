//! What was to be observed and could not be. A report with a gap is never complete, so it never counts as clean.
//!
//! That a choice is not offered is an observation, no gap. Rules that could not tell are no gaps by themselves:
//! they are listed with their reasons.

use std::collections::BTreeSet;

use crate::evidence::{
    ChoiceStatus, Defeat, Evidence, Gathered, Moment, Phase, PhaseEnd, ReachOutcome, State, ThirdPartyCookies, Visit,
};
use crate::facts::{Facts, Seen, StateFacts};
use crate::policy::Speaks;

use super::form::{Gap, ProfileUsed};
use super::words::{phase_words, word};

/// Every gap, in the order of the visits; gaps of the whole run come first.
pub(super) fn gaps(evidence: &Evidence, facts: &Facts, profiles: &[ProfileUsed]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut of_run = |reason: String| gaps.push(Gap { state: None, reason });
    for profile in profiles.iter().filter(|profile| profile.speaks == Speaks::Elsewhere) {
        of_run(elsewhere(profile, evidence));
    }
    if evidence.visits.is_empty() {
        of_run("no state was lived through".to_owned());
    }
    if evidence.run.browser.third_party_cookies == ThirdPartyCookies::Blocked {
        of_run("the browser refused third-party cookies, so that none were seen proves nothing".to_owned());
    }
    if evidence.run.browser.third_party_cookies == ThirdPartyCookies::Unknown {
        of_run("whether the browser keeps third-party cookies could not be tried".to_owned());
    }
    let any_loaded = evidence.visits.iter().any(|visit| visit.reached.outcome == ReachOutcome::Loaded);
    if any_loaded && facts.banner.seen == Seen::Unknown {
        let why = facts.banner.reason.as_deref().unwrap_or("some place could not be looked at");
        of_run(format!("whether there is a banner could not be determined: {why}"));
    }
    for missing in &evidence.kept.missing {
        gaps.push(Gap {
            state: Some(missing.state.clone()),
            reason: format!("it was not lived through: {}", missing.why),
        });
    }
    for visit in &evidence.visits {
        let state = facts.states.iter().find(|state| state.state == visit.state);
        let reasons = of_visit(visit, state);
        gaps.extend(reasons.into_iter().map(|reason| Gap { state: Some(visit.state.clone()), reason }));
    }
    gaps
}

/// A profile that does not speak for what was seen: nothing was judged by it.
fn elsewhere(profile: &ProfileUsed, evidence: &Evidence) -> String {
    let country = evidence.run.vantage.country.as_deref().unwrap_or_default();
    format!("nothing was judged by {}, which speaks for other countries than {country} (--any-vantage)", profile.id)
}

fn of_visit(visit: &Visit, facts: Option<&StateFacts>) -> Vec<String> {
    let reached = &visit.reached;
    if reached.outcome != ReachOutcome::Loaded {
        return vec![format!("the site was not reached ({}): {}", word(&reached.outcome), reached.detail)];
    }
    let mut reasons = Vec::new();
    match facts {
        None => reasons.push("nothing was derived from this visit".to_owned()),
        Some(facts) => reasons.extend(of_choice(&visit.state, facts)),
    }
    if let Some(why) = &visit.cut_short {
        reasons.push(format!("the visit was cut short: {why}"));
    }
    let observed = facts.is_some_and(|facts| facts.status == ChoiceStatus::Observed);
    let last = if visit.state == State::Browse { Phase::AfterChoice } else { Phase::Return };
    for (phase, needed) in [(Phase::Arrival, true), (last, observed)] {
        if needed && visit.moment(phase).is_none() && visit.cut_short.is_none() {
            reasons.push(format!("nothing was recorded {}", phase_words(phase)));
        }
    }
    reasons.extend(visit.moments.iter().flat_map(of_moment));
    let mut failed = |what: &str, why: Option<&str>| {
        if let Some(why) = why {
            reasons.push(format!("{what} could not be recorded: {why}"));
        }
    };
    failed("requests", reason(&visit.requests));
    failed("writes of cookies", reason(&visit.cookie_writes));
    failed("writes of storage", reason(&visit.storage_writes));
    let unseen: BTreeSet<String> = visit.defeats.iter().filter(|defeat| defeat.kind.loses()).map(hidden).collect();
    reasons.extend(unseen);
    let mut failed = |what: &str, why: Option<&str>| {
        if let Some(why) = why {
            reasons.push(format!("{what} could not be recorded: {why}"));
        }
    };
    failed("the second layer", visit.second_layer.as_ref().and_then(reason));
    reasons
}

/// That saving what is set beforehand leaves nothing behind is itself an observation.
fn may_leave_nothing(state: &State) -> bool {
    *state == State::Save
}

fn hidden(defeat: &Defeat) -> String {
    format!("some writes may not have been seen: {} on {}: {}", defeat.hook, defeat.url, defeat.why)
}

fn of_choice(state: &State, facts: &StateFacts) -> Option<String> {
    let why = facts.reason.as_deref().unwrap_or("no reason was given");
    match facts.status {
        ChoiceStatus::Observed | ChoiceStatus::NotOffered => None,
        ChoiceStatus::Unconfirmed if may_leave_nothing(state) => None,
        ChoiceStatus::Unconfirmed => Some(format!("the choice was made, but nothing proves that it took: {why}")),
        ChoiceStatus::Failed => Some(format!("the choice could not be tried: {why}")),
    }
}

fn of_moment(moment: &Moment) -> Vec<String> {
    let when = phase_words(moment.phase);
    let mut reasons = Vec::new();
    match moment.ended {
        PhaseEnd::BudgetSpent => {}
        PhaseEnd::Deadline => reasons.push(format!("the deadline passed {when}; what came later was not seen")),
        PhaseEnd::Died => reasons.push(format!("the page or the browser died {when}")),
    }
    let looked = [
        ("the banner could not be looked for", reason(&moment.search)),
        ("cookies could not be read", reason(&moment.cookies)),
        ("storage could not be read", reason(&moment.storage)),
    ];
    reasons.extend(looked.into_iter().filter_map(|(what, why)| Some(format!("{what} {when}: {}", why?))));
    let unread = moment.storage_unread.iter();
    reasons.extend(unread.map(|one| format!("not all storage of {} could be read {when}: {}", one.origin, one.why)));
    let spots = moment.search.ok().map(|search| search.blind_spots.as_slice()).unwrap_or_default();
    reasons.extend(spots.iter().map(|spot| format!("not everything could be looked at {when}: {spot}")));
    reasons
}

fn reason<T>(gathered: &Gathered<T>) -> Option<&str> {
    gathered.as_result().err()
}
