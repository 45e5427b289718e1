//! Cookies that went along with requests, by state and phase.

use std::collections::{BTreeMap, BTreeSet};

use super::CookieId;
use crate::evidence::{Evidence, Phase, State};

/// In which phases of which state each of these cookies was sent. What a request tells by name alone is counted only
/// where no other cookie has that name.
pub(super) fn sent(
    evidence: &Evidence,
    cookies: &BTreeSet<CookieId>,
) -> BTreeMap<CookieId, BTreeMap<State, BTreeSet<Phase>>> {
    let mut named: BTreeMap<&str, Vec<&CookieId>> = BTreeMap::new();
    for id in cookies {
        named.entry(&id.0).or_default().push(id);
    }
    let mut sent: BTreeMap<CookieId, BTreeMap<State, BTreeSet<Phase>>> = BTreeMap::new();
    for visit in &evidence.visits {
        let requests = visit.requests.ok().map(Vec::as_slice).unwrap_or_default();
        for request in requests.iter().filter(|request| request.browsers_own.is_none()) {
            for cookie in &request.cookies_sent {
                let candidates = named.get(cookie.name.as_str()).map(Vec::as_slice).unwrap_or_default();
                let is_here = |id: &&&CookieId| cookie.path.as_ref().is_none_or(|path| *path == id.2);
                let told = match cookie.domain.as_deref() {
                    Some(domain) => candidates.iter().filter(is_here).find(|id| is_same(&id.1, domain)),
                    None => candidates.first().filter(|_| candidates.len() == 1),
                };
                if let Some(id) = told {
                    let states = sent.entry((*id).clone()).or_default();
                    states.entry(visit.state.clone()).or_default().insert(request.phase);
                }
            }
        }
    }
    sent
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim_start_matches('.').eq_ignore_ascii_case(other.trim_start_matches('.'))
}
