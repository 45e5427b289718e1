//! What was to be observed and could not be. A report with a gap is never complete, so it never counts as clean.
//!
//! That a choice is not offered is an observation, no gap. Rules that could not tell are no gaps by themselves:
//! they are listed with their reasons.

use std::collections::BTreeSet;

use crate::evidence::{
    ChoiceStatus, Defeat, Evidence, Gathered, Moment, Phase, PhaseEnd, ReachOutcome, State, ThirdPartyCookies, Visit,
};
use crate::facts::{Facts, Seen, StateFacts};
use crate::messages::Messages;
use crate::policy::Speaks;

use super::form::{Gap, ProfileUsed};
use super::words::{phase_words, word};

/// Every gap, in the order of the visits; gaps of the whole run come first.
pub(super) fn gaps(evidence: &Evidence, facts: &Facts, profiles: &[ProfileUsed], m: Messages) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut of_run = |reason: String| gaps.push(Gap { state: None, reason });
    for profile in profiles.iter().filter(|profile| profile.speaks == Speaks::Elsewhere) {
        of_run(elsewhere(profile, evidence, m));
    }
    if evidence.visits.is_empty() {
        of_run(m.say("gaps.no-state").to_owned());
    }
    if evidence.run.browser.third_party_cookies == ThirdPartyCookies::Blocked {
        of_run(m.say("gaps.third-party-blocked").to_owned());
    }
    if evidence.run.browser.third_party_cookies == ThirdPartyCookies::Unknown {
        of_run(m.say("gaps.third-party-unknown").to_owned());
    }
    let any_loaded = evidence.visits.iter().any(|visit| visit.reached.outcome == ReachOutcome::Loaded);
    if any_loaded && facts.banner.seen == Seen::Unknown {
        let why = facts.banner.reason.as_deref().unwrap_or(m.say("gaps.some-place"));
        of_run(m.fill("gaps.banner", &[("why", &m.sentence(why))]));
    }
    for missing in &evidence.kept.missing {
        gaps.push(Gap {
            state: Some(missing.state.clone()),
            reason: m.fill("gaps.missing", &[("why", &m.sentence(&missing.why))]),
        });
    }
    for visit in &evidence.visits {
        let state = facts.states.iter().find(|state| state.state == visit.state);
        let reasons = of_visit(visit, state, m);
        gaps.extend(reasons.into_iter().map(|reason| Gap { state: Some(visit.state.clone()), reason }));
    }
    gaps
}

/// A profile that does not speak for what was seen: nothing was judged by it.
fn elsewhere(profile: &ProfileUsed, evidence: &Evidence, m: Messages) -> String {
    let country = evidence.run.vantage.country.as_deref().unwrap_or_default();
    m.fill("gaps.elsewhere", &[("profile", &profile.id), ("country", &country)])
}

fn of_visit(visit: &Visit, facts: Option<&StateFacts>, m: Messages) -> Vec<String> {
    let reached = &visit.reached;
    if reached.outcome != ReachOutcome::Loaded {
        let outcome = m.known(&word(&reached.outcome));
        return vec![m.fill("gaps.not-reached", &[("outcome", &outcome), ("why", &m.sentence(&reached.detail))])];
    }
    let mut reasons = Vec::new();
    match facts {
        None => reasons.push(m.say("gaps.not-derived").to_owned()),
        Some(facts) => reasons.extend(of_choice(&visit.state, facts, m)),
    }
    if let Some(why) = &visit.cut_short {
        reasons.push(m.fill("gaps.cut-short", &[("why", &m.sentence(why))]));
    }
    let observed = facts.is_some_and(|facts| facts.status == ChoiceStatus::Observed);
    let last = if visit.state == State::Browse { Phase::AfterChoice } else { Phase::Return };
    for (phase, needed) in [(Phase::Arrival, true), (last, observed)] {
        if needed && visit.moment(phase).is_none() && visit.cut_short.is_none() {
            reasons.push(m.fill("gaps.nothing-recorded", &[("when", &phase_words(phase, m))]));
        }
    }
    reasons.extend(visit.moments.iter().flat_map(|moment| of_moment(moment, m)));
    let failed = |key: &'static str, why: Option<&str>| Some(m.fill(key, &[("why", &m.sentence(why?))]));
    reasons.extend(failed("gaps.requests", reason(&visit.requests)));
    reasons.extend(failed("gaps.cookie-writes", reason(&visit.cookie_writes)));
    reasons.extend(failed("gaps.storage-writes", reason(&visit.storage_writes)));
    let losing = visit.defeats.iter().filter(|defeat| defeat.kind.loses());
    let unseen: BTreeSet<String> = losing.map(|defeat| hidden(defeat, m)).collect();
    reasons.extend(unseen);
    reasons.extend(failed("gaps.second-layer", visit.second_layer.as_ref().and_then(reason)));
    reasons
}

/// That saving what is set beforehand leaves nothing behind is itself an observation.
fn may_leave_nothing(state: &State) -> bool {
    *state == State::Save
}

fn hidden(defeat: &Defeat, m: Messages) -> String {
    m.fill("gaps.hidden", &[("hook", &defeat.hook), ("url", &defeat.url), ("why", &m.sentence(&defeat.why))])
}

fn of_choice(state: &State, facts: &StateFacts, m: Messages) -> Option<String> {
    let why = facts.reason.as_deref().unwrap_or(m.say("common.no-reason"));
    match facts.status {
        ChoiceStatus::Observed | ChoiceStatus::NotOffered => None,
        ChoiceStatus::Unconfirmed if may_leave_nothing(state) => None,
        ChoiceStatus::Unconfirmed => Some(m.fill("gaps.unconfirmed", &[("why", &m.sentence(why))])),
        ChoiceStatus::Failed => Some(m.fill("gaps.not-tried", &[("why", &m.sentence(why))])),
    }
}

fn of_moment(moment: &Moment, m: Messages) -> Vec<String> {
    let when = phase_words(moment.phase, m);
    let mut reasons = Vec::new();
    match moment.ended {
        PhaseEnd::BudgetSpent => {}
        PhaseEnd::Deadline => reasons.push(m.fill("gaps.deadline", &[("when", &when)])),
        PhaseEnd::Died => reasons.push(m.fill("gaps.died", &[("when", &when)])),
    }
    let looked = [
        ("gaps.banner-search", reason(&moment.search)),
        ("gaps.cookies", reason(&moment.cookies)),
        ("gaps.storage", reason(&moment.storage)),
    ];
    let told =
        |(key, why): (&'static str, Option<&str>)| Some(m.fill(key, &[("when", &when), ("why", &m.sentence(why?))]));
    reasons.extend(looked.into_iter().filter_map(told));
    let unread = moment.storage_unread.iter();
    reasons.extend(unread.map(|one| {
        m.fill("gaps.storage-part", &[("origin", &one.origin), ("when", &when), ("why", &m.sentence(&one.why))])
    }));
    let spots = moment.search.ok().map(|search| search.blind_spots.as_slice()).unwrap_or_default();
    reasons.extend(spots.iter().map(|spot| m.fill("gaps.blind-spot", &[("when", &when), ("why", &m.sentence(spot))])));
    reasons
}

fn reason<T>(gathered: &Gathered<T>) -> Option<&str> {
    gathered.as_result().err()
}
