//! Which reports are of one site. Ports of loopback servers change from run to run, folders lie elsewhere on another
//! machine, and a site may be looked at on its way from staging to production.

use url::Url;

use super::address::is_same;
use crate::evidence::TargetKind;
use crate::facts::{host_of, is_loopback, registrable};
use crate::report::Report;

/// The report among `then` to hold `now` against: that of the same address and name in the configuration; else the only
/// one of the same address; else the only one of the same name, or whose path is the end of the other's; else the only
/// one of the same address without port, or of a folder or file of the same name; else the only one that there is,
/// unless it is of another site or page. Its place among them is given.
pub fn pick(then: &[&Report], now: &Report) -> Option<usize> {
    let alone = |fits: &dyn Fn(&Report) -> bool| {
        let mut fitting = (0..then.len()).filter(|place| then.get(*place).is_some_and(|one| fits(one)));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let named = alone(&|one| address(one) == address(now) && one.target.name == now.target.name);
    let same = || alone(&|one| address(one) == address(now));
    let alike = || alone(&|one| is_same(one, now));
    let near = || alone(&|one| nearly(one) == nearly(now));
    let only =
        || alone(&|_| true).filter(|_| then.iter().all(|one| !is_other_site(one, now) && page(one) == page(now)));
    named.or_else(same).or_else(alike).or_else(near).or_else(only)
}

/// Whether the reports are of two sites, so that there is nothing to compare: web addresses of other registrable
/// domains. Folders and files that the user puts beside each other are two versions of a site.
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

/// Which page of its site a web address names; `None` for folders and files.
fn page(report: &Report) -> Option<String> {
    let url = (report.target.kind == TargetKind::Url).then(|| Url::parse(&report.target.url).ok()).flatten()?;
    Some(url.path().trim_end_matches('/').to_owned())
}

fn of_url(url: &Url) -> String {
    let (host, path) = (url.host_str().unwrap_or_default(), url.path().trim_end_matches('/'));
    let port = url.port().filter(|_| !is_loopback(host)).map(|port| format!(":{port}")).unwrap_or_default();
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{host}{port}{path}{query}")
}

/// The registrable domain of a web address; `None` for folders and files.
fn domain(report: &Report) -> Option<String> {
    let url = (report.target.kind == TargetKind::Url).then_some(&report.target.url)?;
    host_of(url).map(|host| registrable(&host).to_owned())
}
