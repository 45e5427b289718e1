//! What names and addresses say of whether two runs are of one site. Folders of one last name and ports of one machine
//! are no proof of it: where the addresses are not the same that is told, and never taken for nothing.

use url::Url;

use super::site::{address, is_other_site, nearly};
use crate::evidence::TargetKind;
use crate::report::Report;

/// Name and address, for people: `shop (https://shop.example/)`, or the address alone.
pub(super) fn told(report: &Report) -> String {
    let place = match report.target.kind {
        TargetKind::Url | TargetKind::File => address(report).to_owned(),
        TargetKind::Folder => format!("{}{}", address(report).trim_end_matches(['/', '\\']), page(report)),
    };
    let place = if place.is_empty() { address(report).to_owned() } else { place };
    report.target.name.as_ref().map(|name| format!("{name} ({place})")).unwrap_or(place)
}

/// By what runs are of one site: the name that the user gave it, else the address with its port.
pub(super) fn site(report: &Report) -> (Option<String>, String) {
    match &report.target.name {
        Some(name) => (Some(name.clone()), String::new()),
        None => (None, exactly(report)),
    }
}

/// Whether name or address are not those of then. The port of a loopback server alone is another one with every run,
/// and tells another site only where the page has another title too.
pub(super) fn has_moved(then: &Report, now: &Report) -> bool {
    let is_renamed = matches!((&then.target.name, &now.target.name), (Some(then), Some(now)) if then != now);
    is_renamed || exactly(then) != exactly(now) && !is_another_port(then, now)
}

/// Whether two runs may be taken for two looks at one site: by the name that the user gave it, else by the address. A
/// path may be the end of the other one, as `./public` is that of `/builds/shop/public`.
pub(super) fn is_same(then: &Report, now: &Report) -> bool {
    if is_other_site(then, now) {
        return false;
    }
    match (&then.target.name, &now.target.name) {
        (Some(then), Some(now)) => then == now,
        _ if then.target.kind == TargetKind::Url => nearly(then) == nearly(now) && !has_another_server(then, now),
        _ => page(then) == page(now) && (exactly(then) == exactly(now) || is_end(&folders(then), &folders(now))),
    }
}

/// The address with its port and without what says nothing: the scheme stays, the last slash goes.
fn exactly(report: &Report) -> String {
    match url(report) {
        Some(url) if report.target.kind == TargetKind::Url => {
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            let (host, path) = (url.host_str().unwrap_or_default(), url.path().trim_end_matches('/'));
            let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
            format!("{}://{host}{port}{path}{query}", url.scheme())
        }
        _ => {
            let given = address(report).trim_end_matches(['/', '\\']);
            format!("{}{}", given.strip_prefix("./").unwrap_or(given), page(report))
        }
    }
}

/// Whether nothing but the port of a loopback server differs, and the page's title is the same.
fn is_another_port(then: &Report, now: &Report) -> bool {
    let scheme = |report: &Report| url(report).map(|url| url.scheme().to_owned());
    then.target.kind == TargetKind::Url
        && now.target.kind == TargetKind::Url
        && nearly(then) == nearly(now)
        && scheme(then) == scheme(now)
        && !has_another_server(then, now)
}

/// Whether another port shows a page of another title.
fn has_another_server(then: &Report, now: &Report) -> bool {
    let port = |report: &Report| url(report).and_then(|url| url.port());
    let has_other_title =
        matches!((&then.target.title, &now.target.title), (Some(then), Some(now)) if then.trim() != now.trim());
    port(then) != port(now) && has_other_title
}

fn url(report: &Report) -> Option<Url> {
    Url::parse(&report.target.url).ok()
}

/// The page of a folder, where it is not the first one.
fn page(report: &Report) -> String {
    let url = url(report).filter(|_| report.target.kind == TargetKind::Folder);
    url.map(|url| url.path().trim_end_matches('/').to_owned()).unwrap_or_default()
}

/// The parts of a path that say where it lies.
fn folders(report: &Report) -> Vec<&str> {
    let parts = address(report).split(['/', '\\']).filter(|part| !matches!(*part, "" | "."));
    parts.skip_while(|part| *part == "..").collect()
}

fn is_end(one: &[&str], other: &[&str]) -> bool {
    !one.is_empty() && !other.is_empty() && (one.ends_with(other) || other.ends_with(one))
}
