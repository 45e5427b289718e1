//! Hosts that were contacted in two reports.

use std::collections::{BTreeMap, BTreeSet};

use super::things::{Key, Seen, Things, things, unwatched};
use crate::report::{Report, RequestForm, spoken};

pub(super) fn recipients(reports: [&Report; 2]) -> Things {
    let [then, now] = reports.map(side);
    things([&then, &now], reports, |report, _, seen| unwatched(report, &seen.states))
}

fn side(report: &Report) -> BTreeMap<Key, Seen> {
    let mut by_host: BTreeMap<&str, Vec<&RequestForm>> = BTreeMap::new();
    for request in &report.requests {
        by_host.entry(&request.host).or_default().push(request);
    }
    let side = by_host.into_iter().map(|(host, requests)| {
        let joined = |of: &dyn Fn(&RequestForm) -> Option<String>| {
            let words: BTreeSet<String> = requests.iter().filter_map(|request| of(request)).collect();
            words.into_iter().collect::<Vec<_>>().join(", ")
        };
        let about = [
            ("party", joined(&|one| Some(spoken(&one.party)))),
            ("purpose", joined(&|one| Some(spoken(&one.purpose)))),
            ("vendor", joined(&|one| one.vendor.clone())),
            (
                "countries",
                joined(&|one| {
                    let countries: Vec<&str> = one.countries.iter().map(String::as_str).collect();
                    (!countries.is_empty()).then(|| countries.join(", "))
                }),
            ),
        ];
        let seen = Seen {
            about: about.into_iter().filter(|(_, text)| !text.is_empty()).collect(),
            days: None,
            states: requests.iter().flat_map(|one| one.seen.keys()).map(ToString::to_string).collect(),
        };
        (("host".to_owned(), host.to_owned(), String::new()), seen)
    });
    side.collect()
}
