//! Cookies and storage of two reports.

use std::collections::BTreeMap;

use super::things::{Key, Seen, Things, known, things, unwatched};
use crate::report::{Identifier, ItemForm, Report, spoken};

pub(super) fn items(reports: [&Report; 2]) -> Things {
    let [then, now] = reports.map(side);
    things([&then, &now], reports, |report, _, seen| unwatched(report, &seen.states))
}

fn side(report: &Report) -> BTreeMap<Key, Seen> {
    let mut all: BTreeMap<Key, Seen> = BTreeMap::new();
    for item in report.items.iter().chain(&report.service_workers) {
        let kind = spoken(&item.kind);
        let seen = all.entry((kind, item.name.clone(), item.domain.clone())).or_default();
        // Cookies of several paths are one by name; the last one tells.
        seen.about = about(item);
        seen.days = item.lifetime_days.or(seen.days);
        seen.states.extend(item.seen.keys().map(ToString::to_string));
    }
    all
}

fn about(item: &ItemForm) -> BTreeMap<&'static str, String> {
    let mut about = BTreeMap::from([
        ("purpose", spoken(&item.purpose)),
        ("party", spoken(&item.party)),
        (
            "looks like an identifier",
            match item.identifier_like {
                Identifier::Known(like) => known(Some(like)),
                Identifier::Not(_) => known(None),
            },
        ),
    ]);
    let given = [
        ("vendor", item.vendor.clone()),
        ("Secure", item.secure.map(|on| known(Some(on)))),
        ("HttpOnly", item.http_only.map(|on| known(Some(on)))),
        ("SameSite", item.same_site.clone()),
        ("partitioned", item.partitioned.then(|| known(Some(true)))),
    ];
    about.extend(given.into_iter().filter_map(|(name, text)| Some((name, text?))));
    about
}
