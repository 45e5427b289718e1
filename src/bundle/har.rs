//! The requests of each visit as HTTP Archive 1.2, as Chrome's network panel writes and reads it.
//!
//! A pure function of the evidence: the same evidence gives the same bytes, so that it can be made again at any time.
//! Pages are phases. Where the archive demands a number that nobody saw, it says 0 or -1 as its specification has it;
//! what is ours stands under names that begin with `_`. Bodies longer than 4,096 characters stand in the evidence
//! alone.
//!
//! | file | holds |
//! |---|---|
//! | `har.rs` | which visit becomes which file |
//! | `shape.rs` | the shape of the archive |
//! | `entry.rs` | one request |
//! | `cookies.rs` | cookies that were sent and set |
//! | `time.rs` | moments of a visit as dates |
//! | `together.rs` | the archives of a whole run as one |

mod cookies;
mod entry;
mod shape;
mod time;
mod together;

use std::collections::BTreeMap;

pub use shape::Har;
pub use together::Together;

use self::cookies::Jars;
use self::shape::{Log, Named, Page, PageTimings};
use self::time::Clock;
use crate::evidence::{Evidence, Phase, Request, State, Visit};

/// Folder of the archives within a bundle.
const FOLDER: &str = "har";

/// Path of a visit's archive within the bundle: `har/none.har`, `har/partial-analytics.har`.
pub fn path(state: &State) -> String {
    let word: String = state.to_string().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{FOLDER}/{word}.har")
}

/// The archives of all visits whose requests were recorded, by their paths.
///
/// # Errors
/// A number that JSON does not know.
pub fn files(evidence: &Evidence) -> Result<BTreeMap<String, Vec<u8>>, serde_json::Error> {
    let archives = evidence.visits.iter().filter_map(|visit| Some((path(&visit.state), of_visit(evidence, visit)?)));
    archives.map(|(path, har)| Ok((path, serde_json::to_vec(&har)?))).collect()
}

/// The archive of one visit; `None` if its requests were not recorded: an empty archive would say that there were none.
pub fn of_visit(evidence: &Evidence, visit: &Visit) -> Option<Har> {
    let requests = visit.requests.ok()?;
    let clock = Clock::of(visit.started.as_deref().unwrap_or(&evidence.run.started));
    let jars = Jars::of(visit);
    let (product, version) =
        evidence.run.browser.product.rsplit_once(' ').unwrap_or((&evidence.run.browser.product, ""));
    Some(Har {
        log: Log {
            version: "1.2",
            creator: Named { name: "Consentinel".to_owned(), version: evidence.run.tool_version.clone() },
            browser: Named { name: product.to_owned(), version: version.to_owned() },
            pages: pages(visit, requests, &clock),
            entries: requests.iter().map(|request| entry::entry(request, &clock, &jars)).collect(),
            comment: visit.cut_short.as_ref().map(|why| format!("The visit was cut short: {why}")),
        },
    })
}

/// One page a phase: that of its moment, or of a phase that had only requests.
fn pages(visit: &Visit, requests: &[Request], clock: &Clock) -> Vec<Page> {
    let mut first: BTreeMap<Phase, f64> = BTreeMap::new();
    for request in requests {
        let at = first.entry(request.phase).or_insert(request.at_ms);
        *at = at.min(request.at_ms);
    }
    for moment in &visit.moments {
        first.entry(moment.phase).or_insert(moment.at_ms);
    }
    let page = |(phase, at_ms): (Phase, f64)| Page {
        started_date_time: clock.at(at_ms),
        id: phase.word().to_owned(),
        title: visit.moment(phase).map_or_else(|| phase.word().to_owned(), |moment| moment.url.clone()),
        page_timings: PageTimings {},
    };
    first.into_iter().map(page).collect()
}
