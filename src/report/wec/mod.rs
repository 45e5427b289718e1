//! Evidence in the layout and the names of the EDPS Website Evidence Collector, so that what reads its output reads ours.
//!
//! That program lives through one visit without a choice; here each state is one of its outputs, in a folder of its own.
//! Its fields keep their names. What nobody observed is `null` or an empty list where its readers need a list, and stands
//! in `consentinel.not_observed` by its name.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | which files there are |
//! | `inspection.rs` | `inspection.json` as a whole |
//! | `known.rs` | what the report says of things in the evidence |
//! | `cookies.rs` | cookies with who wrote them |
//! | `storage.rs` | entries of `localStorage` by origin |
//! | `traffic.rs` | beacons, hosts, websockets |
//! | `yaml.rs` | values as YAML |

mod cookies;
mod inspection;
mod known;
mod storage;
mod traffic;
mod yaml;

use std::collections::BTreeMap;

use serde_json::Value;

use self::known::Known;
use super::form::Report;
use crate::evidence::{Evidence, State, Visit};

/// A folder in that layout: texts by their names, and which files of the bundle are to lie beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The state, as the name of a folder.
    pub name: String,
    /// Texts by their file names.
    pub texts: BTreeMap<&'static str, String>,
    /// File names, and the path within the bundle from which each is copied.
    pub copies: BTreeMap<&'static str, String>,
}

/// One folder for each state that was tried, one without a page too: it says why.
pub fn folders(evidence: &Evidence, report: &Report) -> Vec<(Folder, State)> {
    let known = Known::of(report);
    evidence.visits.iter().map(|visit| (folder(evidence, visit, &known), visit.state.clone())).collect()
}

fn folder(evidence: &Evidence, visit: &Visit, known: &Known<'_>) -> Folder {
    let inspection = inspection::inspection(evidence, visit, known);
    let part = |name: &str| yaml::text(inspection.get(name).unwrap_or(&Value::Null));
    let log: String = visit.log.iter().map(|entry| line(visit, entry)).collect();
    let texts = BTreeMap::from([
        ("inspection.json", super::format::pretty(&inspection)),
        ("inspection.yml", yaml::text(&inspection)),
        ("cookies.yml", part("cookies")),
        ("local-storage.yml", part("localStorage")),
        ("beacons.yml", part("beacons")),
        ("websockets-log.json", super::format::pretty(&inspection["websocketLog"])),
        ("inspection-log.ndjson", log),
    ]);
    Folder { name: folder_name(&visit.state.to_string()), texts, copies: copies(visit) }
}

/// A state as the name of a folder. A foreign bundle may hold any text there, which must not lead out of its place.
fn folder_name(state: &str) -> String {
    state.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// The picture at arrival is what that program calls the top. Pages are not scrolled for pictures, so there is neither
/// bottom nor whole.
fn copies(visit: &Visit) -> BTreeMap<&'static str, String> {
    let mut copies = BTreeMap::new();
    let Some(moment) = visit.moments.first() else { return copies };
    copies.extend(moment.screenshot.clone().map(|path| ("screenshot-top.png", path)));
    if let Some(page) = moment.page.clone() {
        let name = if page.ends_with(".html") { "source.html" } else { "source.mhtml" };
        copies.insert(name, page);
    }
    copies
}

fn line(visit: &Visit, entry: &crate::evidence::LogEntry) -> String {
    let line = serde_json::json!({
        "level": "info",
        "message": entry.detail,
        "timestamp": at(visit, entry.at_ms),
        "type": format!("Browser.{}", entry.what),
    });
    format!("{line}\n")
}

/// A moment of a visit as a date, milliseconds; `null` if nobody told when it began.
fn at(visit: &Visit, at_ms: f64) -> Value {
    use time::format_description::well_known::Rfc3339;
    let began = visit.started.as_deref().and_then(|text| time::OffsetDateTime::parse(text, &Rfc3339).ok());
    let later = time::Duration::checked_seconds_f64(at_ms / 1000.0);
    let moment = began.zip(later).and_then(|(began, later)| began.checked_add(later));
    let whole = moment.and_then(|at| at.replace_nanosecond(at.nanosecond() / 1_000_000 * 1_000_000).ok());
    whole.and_then(|at| at.format(&Rfc3339).ok()).map_or(Value::Null, Value::from)
}
