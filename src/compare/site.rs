//! Which reports are of one site. Ports of loopback servers change from run to run, folders lie elsewhere on another
//! machine, and a site may be looked at on its way from staging to production.

use url::{Host, Url};

use crate::evidence::TargetKind;
use crate::report::Report;

/// The report among `then` to hold `now` against: that of the same address; else the only one of the same address
/// without port, or of a folder or file of the same name; else the only one that there is, unless it is of another site.
/// Its place among them is given.
pub fn pick(then: &[&Report], now: &Report) -> Option<usize> {
    let same = then.iter().position(|one| address(one) == address(now));
    let mut near = (0..then.len()).filter(|place| then.get(*place).is_some_and(|one| nearly(one) == nearly(now)));
    let mut near = || near.next().filter(|_| near.next().is_none());
    let only = || then.iter().position(|one| then.len() == 1 && !is_other_site(one, now));
    same.or_else(&mut near).or_else(only)
}

/// Whether the reports are of two sites, so that there is nothing to compare: web addresses of other registrable domains.
/// Folders and files that the user puts beside each other are two versions of a site.
pub fn is_other_site(then: &Report, now: &Report) -> bool {
    match (domain(then), domain(now)) {
        (Some(then), Some(now)) => then != now,
        (None, None) => false,
        _ => true,
    }
}

/// The address as it was asked for; of a folder or file as the user wrote it.
pub(super) fn address(report: &Report) -> &str {
    match report.target.kind {
        TargetKind::Url => &report.target.url,
        TargetKind::File | TargetKind::Folder => &report.target.given,
    }
}

/// What stays of an address when a last slash, the folders above a file and the port of a loopback server are left out.
pub(super) fn nearly(report: &Report) -> String {
    match report.target.kind {
        TargetKind::Url => {
            Url::parse(&report.target.url).map_or_else(|_| report.target.url.clone(), |url| of_url(&url))
        }
        TargetKind::File | TargetKind::Folder => {
            let given = report.target.given.trim_end_matches(['/', '\\']);
            given.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
        }
    }
}

fn of_url(url: &Url) -> String {
    let port = url.port().filter(|_| !is_loopback(url)).map(|port| format!(":{port}")).unwrap_or_default();
    let (host, path) = (url.host_str().unwrap_or_default(), url.path().trim_end_matches('/'));
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{host}{port}{path}{query}")
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The registrable domain of a web address; `None` for folders and files.
fn domain(report: &Report) -> Option<String> {
    if report.target.kind != TargetKind::Url {
        return None;
    }
    let url = Url::parse(&report.target.url).ok()?;
    match url.host()? {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            Some(psl::domain_str(&name).unwrap_or(&name).to_owned())
        }
        address => Some(address.to_string()),
    }
}
