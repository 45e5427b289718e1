//! Of what a visit holds, what could not be read, and when: nothing is said to be absent that nobody looked for.

use std::collections::{BTreeMap, BTreeSet};

use super::form::Reading;
use crate::evidence::{Moment, Phase, Visit};

/// The phases of a visit in which each part could not be read whole; empty where all was.
pub(super) fn unread(visit: &Visit) -> BTreeMap<Reading, BTreeSet<Phase>> {
    let mut unread = BTreeMap::new();
    let mut add = |reading: Reading, phase: Phase| {
        unread.entry(reading).or_insert_with(BTreeSet::new).insert(phase);
    };
    for moment in &visit.moments {
        if moment.cookies.as_result().is_err() {
            add(Reading::Cookies, moment.phase);
        }
        if !is_storage_read(moment) {
            add(Reading::Storage, moment.phase);
        }
        if visit.requests.as_result().is_err() {
            add(Reading::Requests, moment.phase);
        }
    }
    unread
}

fn is_storage_read(moment: &Moment) -> bool {
    moment.storage.as_result().is_ok() && moment.storage_unread.is_empty()
}
