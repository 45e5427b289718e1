//! What a choice changed: surely known tracking after accepting and after refusing.

use std::collections::BTreeSet;

use super::cookies::{self, SeenCookie};
use super::lived::{Ground, Lived};
use super::pointer;
use super::presence::flag;
use super::requests::{self, SentRequest};
use super::storage::{self, SeenStorage};
use super::unseen;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{ChoiceStatus, Phase, State, ThirdPartyCookies};

/// Everything that was seen in one visit that loaded.
#[derive(Debug)]
pub struct SeenVisit<'g, 'a> {
    /// The visit.
    pub lived: &'g Lived<'a>,
    /// Cookies.
    pub cookies: Vec<SeenCookie<'a>>,
    /// Web storage.
    pub storage: Vec<SeenStorage<'a>>,
    /// Requests.
    pub requests: Vec<SentRequest<'a>>,
}

impl SeenVisit<'_, '_> {
    /// Identities of surely known tracking in some phases. What records a choice is none.
    fn tracking(&self, in_phase: impl Fn(Phase) -> bool) -> BTreeSet<&str> {
        let cookies = self.cookies.iter().filter(|cookie| cookie.described.is_sure_tracking() && !cookie.harmless);
        let cookies = cookies.filter(|cookie| cookie.sightings.iter().any(|sighting| in_phase(sighting.phase)));
        let storage = self.storage.iter().filter(|entry| entry.described.is_sure_tracking() && !entry.harmless);
        let storage = storage.filter(|entry| entry.sightings.iter().any(|sighting| in_phase(sighting.phase)));
        let requests = self.requests.iter().filter(|sent| sent.is_tracking_endpoint() && in_phase(sent.request.phase));
        let names = cookies.map(|cookie| cookie.identity.as_str());
        names
            .chain(storage.map(|entry| entry.identity.as_str()))
            .chain(requests.map(|sent| sent.identity.as_str()))
            .collect()
    }

    /// `Ok` if no tracking of this visit can have been missed.
    fn saw_everything(&self, third_party: ThirdPartyCookies) -> Result<(), String> {
        cookies::complete(self.lived, third_party)?;
        storage::complete(self.lived)?;
        requests::complete(self.lived)?;
        self.requests.iter().find_map(SentRequest::doubt).map_or(Ok(()), |why| Err(why.to_owned()))?;
        let writes = &self.lived.visit.cookie_writes;
        writes.as_result().map_err(|why| format!("who set which cookie was not recorded: {why}"))?;
        let writes = &self.lived.visit.storage_writes;
        writes.as_result().map_err(|why| format!("who wrote which storage was not recorded: {why}"))?;
        unseen::writes(self.lived.visit)
    }
}

/// Adds `effect.*` and `tracking.any`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, seen: &[SeenVisit<'_, '_>]) {
    let (accept, accept_at) = after(ground, seen, &State::Accept);
    let (reject, reject_at) = after(ground, seen, &State::Reject);
    let (again, again_at) = after(ground, seen, &State::RejectAgain);
    singles.insert("effect.kept-share", kept_share(&accept, &reject), reject_at.clone());
    singles.insert("effect.kept-share-again", kept_share(&accept, &again), again_at);
    let count = |set: Result<BTreeSet<&str>, String>| match set {
        Ok(set) => Fact::number(set.len() as f64),
        Err(why) => Fact::Unknown(why),
    };
    singles.insert("effect.tracking-after-accept", count(accept), accept_at);
    singles.insert("effect.tracking-after-reject", count(reject), reject_at);
    let (any, at) = any(ground, seen);
    singles.insert("tracking.any", flag(any), at);
}

/// The part of what tracks after accepting that also tracks after refusing.
fn kept_share(accept: &Result<BTreeSet<&str>, String>, reject: &Result<BTreeSet<&str>, String>) -> Fact {
    match (accept, reject) {
        (Err(why), _) | (Ok(_), Err(why)) => Fact::Unknown(why.clone()),
        (Ok(accepted), Ok(_)) if accepted.is_empty() => Fact::absent(),
        (Ok(accepted), Ok(refused)) => {
            Fact::number(accepted.intersection(refused).count() as f64 / accepted.len() as f64)
        }
    }
}

fn after<'s>(
    ground: &Ground<'_>,
    seen: &'s [SeenVisit<'_, '_>],
    state: &State,
) -> (Result<BTreeSet<&'s str>, String>, String) {
    let Some(visit) = seen.iter().find(|visit| visit.lived.state() == state) else {
        let why = ground.loaded(state).err().unwrap_or_else(|| format!("the state {state} was not seen"));
        return (Err(why), ground.place(state));
    };
    let third_party = ground.evidence.run.browser.third_party_cookies;
    let whole = visit.lived.chosen.clone().and_then(|()| visit.saw_everything(third_party));
    (whole.map(|()| visit.tracking(Phase::is_after_choice)), pointer::visit(visit.lived.index))
}

/// The states without which nobody can say that a site does not track.
const NEEDED: [State; 4] = [State::None, State::NoneAgain, State::Reject, State::Accept];

/// Whether any state tracks. That none does is known only if every needed state was seen whole, and none that can
/// be chosen was missed.
fn any(ground: &Ground<'_>, seen: &[SeenVisit<'_, '_>]) -> (Result<bool, String>, String) {
    if let Some(visit) = seen.iter().find(|visit| !visit.tracking(|_| true).is_empty()) {
        return (Ok(true), pointer::visit(visit.lived.index));
    }
    let third_party = ground.evidence.run.browser.third_party_cookies;
    let mut none = NEEDED.iter().try_for_each(|state| ground.attempted(state).map(|_| ()));
    none = none.and_then(|()| ground.every_visit_loaded());
    for visit in seen {
        none = none.and_then(|()| visit.saw_everything(third_party)).and_then(|()| cannot_be_chosen(visit.lived));
    }
    (none.map(|()| false), pointer::WHOLE.to_owned())
}

/// A choice that is not offered hides nothing; one that was not confirmed may.
fn cannot_be_chosen(lived: &Lived<'_>) -> Result<(), String> {
    match lived.visit.choice.as_ref().map(|choice| choice.status) {
        Some(ChoiceStatus::NotOffered) => Ok(()),
        _ => lived.chosen.clone(),
    }
}
