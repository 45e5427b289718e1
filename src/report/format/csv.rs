//! Tables of a run for spreadsheets. Names of columns are fixed; new ones come at the end.

use super::separated::{csv_table, csv_text as text};
use super::told;
use crate::engine::Outcome;
use crate::evidence::{Phase, State};
use crate::facts::ItemKind;
use crate::report::form::{FindingForm, ItemForm, RequestForm};
use crate::report::run::{Judged, Run};
use crate::report::since::Since;
use crate::report::words::word;

const FINDINGS: [&str; 19] = [
    "target",
    "outcome",
    "rule",
    "title",
    "severity",
    "confidence",
    "verdict",
    "counts",
    "state",
    "message",
    "remedy",
    "law",
    "profiles",
    "fingerprint",
    "waived",
    "waived_by",
    "waived_until",
    "evidence",
    "since_baseline",
];
const COOKIES: [&str; 21] = [
    "target",
    "name",
    "domain",
    "path",
    "party",
    "purpose",
    "purpose_kind",
    "known_by",
    "known_from",
    "vendor",
    "identifier_like",
    "lifetime_days",
    "secure",
    "http_only",
    "same_site",
    "partitioned",
    "set_by",
    "set_by_url",
    "set_by_line",
    "set_by_initiator",
    "seen",
];
const STORAGE: [&str; 16] = [
    "target",
    "kind",
    "name",
    "host",
    "party",
    "purpose",
    "purpose_kind",
    "known_by",
    "known_from",
    "vendor",
    "identifier_like",
    "set_by",
    "set_by_url",
    "set_by_line",
    "set_by_initiator",
    "seen",
];
const REQUESTS: [&str; 14] = [
    "target",
    "host",
    "url",
    "method",
    "type",
    "party",
    "vendor",
    "purpose",
    "url_kind",
    "list_rule",
    "list",
    "initiator",
    "countries",
    "seen",
];

/// All tables of a run, by the names of their files.
pub fn files(run: &Run<'_>) -> [(&'static str, String); 4] {
    let each = |rows: fn(&Judged<'_>) -> Vec<Vec<String>>| run.judged().flat_map(move |judged| rows(&judged));
    [
        ("findings.csv", findings(run)),
        ("cookies.csv", csv_table(&COOKIES, each(cookies))),
        ("storage.csv", csv_table(&STORAGE, each(storage))),
        ("requests.csv", csv_table(&REQUESTS, each(requests))),
    ]
}

/// What failed, and what could not be determined: without it a table without rows would read as nothing found.
pub(super) fn findings(run: &Run<'_>) -> String {
    let judged = run.judged().flat_map(|judged| {
        let failed: Vec<Vec<String>> = judged.findings().map(|(one, counts)| failed(&judged, one, counts)).collect();
        failed.into_iter().chain(unobserved(&judged))
    });
    let none = run.unjudged.iter().map(|one| {
        let mut row = short(text(&one.target), "no-report");
        row[9] = text(&one.reason);
        row
    });
    csv_table(&FINDINGS, judged.chain(none))
}

fn failed(judged: &Judged<'_>, finding: &FindingForm, counts: bool) -> Vec<String> {
    let waived = finding.waived.as_ref();
    let pointers: Vec<&str> = finding.witnesses.iter().map(|witness| witness.evidence.as_str()).collect();
    let law: Vec<&str> = finding.law.iter().map(|law| law.id.as_str()).collect();
    vec![
        target(judged),
        word(&Outcome::Failed),
        text(&finding.rule),
        text(&finding.title),
        word(&finding.severity),
        word(&finding.confidence),
        word(&finding.verdict),
        counts.to_string(),
        finding.state.as_ref().map(state).unwrap_or_default(),
        text(&finding.message),
        text(&finding.remedy),
        text(&law.join(" ")),
        text(&finding.profiles.join(" ")),
        text(&finding.fingerprint),
        option(waived.map(|waiver| waiver.reason.as_str())),
        option(waived.map(|waiver| waiver.by.as_str())),
        option(waived.and_then(|waiver| waiver.until.as_deref())),
        text(&pointers.join(" ")),
        judged.standings.since(finding).map(since).unwrap_or_default(),
    ]
}

fn since(since: Since<'_>) -> String {
    if since == Since::Unchanged { "unchanged" } else { "new" }.to_owned()
}

fn unobserved(judged: &Judged<'_>) -> Vec<Vec<String>> {
    let report = judged.report;
    let gaps = report.gaps.iter().map(|gap| {
        let mut row = short(target(judged), "not-observed");
        row[8] = gap.state.as_ref().map(state).unwrap_or_default();
        row[9] = text(&gap.reason);
        row
    });
    let open = report.unsettled().map(|result| {
        let mut row = short(target(judged), &word(&Outcome::CantTell));
        row[2] = text(&result.rule);
        row[3] = text(&result.title);
        row[4] = word(&result.severity);
        row[5] = word(&result.confidence);
        row[9] = text(&told::open(result));
        row[12] = text(&result.profiles.join(" "));
        row
    });
    gaps.chain(open).collect()
}

/// A row of findings of which only target and outcome are known.
fn short(target: String, outcome: &str) -> Vec<String> {
    let mut row = vec![String::new(); FINDINGS.len()];
    row[0] = target;
    row[1] = outcome.to_owned();
    row
}

fn cookies(judged: &Judged<'_>) -> Vec<Vec<String>> {
    let cookies = judged.report.items.iter().filter(|item| item.kind == ItemKind::Cookie);
    let row = |item: &ItemForm| {
        let mut row = vec![target(judged), text(&item.name), text(&item.domain), option(item.path.as_deref())];
        row.extend(known(item));
        row.extend([
            item.lifetime_days.map(|days| days.to_string()).unwrap_or_default(),
            flag(item.secure),
            flag(item.http_only),
            option(item.same_site.as_deref()),
            item.partitioned.to_string(),
        ]);
        row.extend(set_by(item));
        row
    };
    cookies.map(row).collect()
}

fn storage(judged: &Judged<'_>) -> Vec<Vec<String>> {
    let report = judged.report;
    let stored = report.items.iter().filter(|item| item.kind != ItemKind::Cookie).chain(&report.service_workers);
    let row = |item: &ItemForm| {
        let mut row = vec![target(judged), word(&item.kind), text(&item.name), text(&item.domain)];
        row.extend(known(item));
        row.extend(set_by(item));
        row
    };
    stored.map(row).collect()
}

/// From `party` to `identifier_like`.
fn known(item: &ItemForm) -> [String; 7] {
    let identifier = serde_json::to_value(item.identifier_like).unwrap_or_default();
    [
        word(&item.party),
        word(&item.purpose),
        option(item.purpose_kind.as_deref()),
        word(&item.known_by),
        option(item.known_from.as_deref()),
        option(item.vendor.as_deref()),
        identifier.as_str().map_or_else(|| identifier.to_string(), str::to_owned),
    ]
}

/// From `set_by` to `seen`.
fn set_by(item: &ItemForm) -> [String; 5] {
    let set = &item.set_by;
    [
        word(&set.how),
        option(set.url.as_deref()),
        set.line.map(|line| line.to_string()).unwrap_or_default(),
        option(set.initiator.as_deref()),
        seen(&item.seen),
    ]
}

fn requests(judged: &Judged<'_>) -> Vec<Vec<String>> {
    let row = |request: &RequestForm| {
        let countries: Vec<&str> = request.countries.iter().map(String::as_str).collect();
        vec![
            target(judged),
            text(&request.host),
            text(&request.url),
            text(&request.method),
            text(&request.kind),
            word(&request.party),
            option(request.vendor.as_deref()),
            word(&request.purpose),
            option(request.url_kind.as_deref()),
            option(request.list_rule.as_deref()),
            option(request.list.as_deref()),
            option(request.initiator.as_deref()),
            text(&countries.join(" ")),
            seen(&request.seen),
        ]
    };
    judged.report.requests.iter().map(row).collect()
}

/// `none: arrival return, reject: return`.
fn seen<'a>(seen: impl IntoIterator<Item = (&'a State, &'a Vec<Phase>)>) -> String {
    let one = |(state, phases): (&State, &Vec<Phase>)| {
        let phases: Vec<&str> = phases.iter().map(|phase| phase.word()).collect();
        format!("{state}: {}", phases.join(" "))
    };
    text(&seen.into_iter().map(one).collect::<Vec<_>>().join(", "))
}

fn target(judged: &Judged<'_>) -> String {
    text(judged.site())
}

fn state(state: &State) -> String {
    text(&state.to_string())
}

fn option(words: Option<&str>) -> String {
    words.map(text).unwrap_or_default()
}

fn flag(flag: Option<bool>) -> String {
    flag.map(|flag| flag.to_string()).unwrap_or_default()
}
