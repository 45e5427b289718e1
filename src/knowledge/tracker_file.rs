//! The form of a file below `trackers/`, and what is checked in it by itself.
//!
//! ```yaml
//! vendor: example-ads               # the file's name
//! name: Example Ads                 # for people
//! owner: Example Inc.               # the company
//! purpose: marketing
//! sources: ["https://ads.example/docs"]
//! date: "2026-11-25"                # when the facts were checked
//! hosts:                            # each with all below it, and what its addresses are by default
//!   - { host: ads.example, what: endpoint, site: other }   # itself and `www.` are the vendor's own web site
//! endpoints:                        # paths of all its hosts, or of one host that it shares with others
//!   - { path: /tag.js, what: library }
//!   - { host: www.example, path: "/ads/*", what: endpoint, purpose: analytics }
//! anywhere:                         # software that sites run on their own hosts
//!   - { ends: /collect.php, query: [site, visitor], what: endpoint }
//! cname:                            # hosts to which customers point names of their own, each with all below it
//!   - { host: customers.ads.example }               # they collect, or
//!   - { host: pages.ads.example, what: other }      # serve what the customer keeps there: pages, pictures, forms
//! seen-as: ["https://www.example/ads/1"]   # an address for each pattern of a path, run as a test
//! iab: 91                           # its number in the IAB's list of vendors, where that is sure
//! data-in: [FR, DE]                 # countries of its data centres, where the vendor says so
//! ```

use std::fmt;

use serde::{Deserialize, Serialize};

use super::cookie::Purpose;
use super::entry::{check_date, check_sources, check_vendor, is_country};
use super::host;
use super::name_pattern::{NamePattern, is_pattern};
use super::tracker::UrlKind;
use crate::yaml::{Placed, SourceError, SourceText, locate, parse};

/// One vendor, as written.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Written {
    vendor: String,
    name: String,
    owner: String,
    purpose: Purpose,
    sources: Vec<String>,
    date: String,
    #[serde(default)]
    hosts: Vec<HostRow>,
    #[serde(default)]
    endpoints: Vec<WrittenEndpoint>,
    #[serde(default)]
    anywhere: Vec<AnywhereRow>,
    #[serde(default)]
    cname: Vec<CnameRow>,
    #[serde(default)]
    iab: Option<u16>,
    #[serde(default)]
    data_in: Vec<Placed>,
    #[serde(default)]
    seen_as: Vec<String>,
}

/// Addresses of software that runs on the site's own host, known by how the path ends and by what the query asks.
#[derive(Debug, Clone, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct AnywhereRow {
    /// How the path ends, from a `/` on.
    pub(super) ends: Placed,
    /// Keys that the query has.
    #[serde(default)]
    pub(super) query: Vec<String>,
    /// What its addresses are.
    pub(super) what: UrlKind,
}

/// A host with all below it.
#[derive(Debug, Clone, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct HostRow {
    /// The host.
    pub(super) host: Placed,
    /// What its addresses are unless a path says otherwise.
    pub(super) what: UrlKind,
    /// What the addresses of the host itself and of its `www.` are, where the vendor's own web site stands there.
    /// Scripts stay libraries.
    #[serde(default)]
    pub(super) site: Option<UrlKind>,
    /// What for, if not what the vendor is for.
    #[serde(default)]
    pub(super) purpose: Option<Purpose>,
}

/// A host, with all below it, to which customers point names of their own.
#[derive(Debug, Clone, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CnameRow {
    /// The host.
    pub(super) host: Placed,
    /// What is asked for under those names, unless a path of the host says otherwise.
    #[serde(default = "collects")]
    pub(super) what: UrlKind,
}

const fn collects() -> UrlKind {
    UrlKind::Endpoint
}

#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct WrittenEndpoint {
    #[serde(default)]
    host: Option<Placed>,
    path: Placed,
    what: UrlKind,
    #[serde(default)]
    purpose: Option<Purpose>,
}

/// A path of one host, or of all hosts of the vendor.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct EndpointRow {
    /// The host, if not all of the vendor's.
    pub(super) host: Option<Placed>,
    /// The path as written.
    pub(super) path: Placed,
    /// The path, ready to match.
    pub(super) compiled: Path,
    /// What its addresses are.
    pub(super) what: UrlKind,
    /// What for, if not what the vendor is for.
    pub(super) purpose: Option<Purpose>,
}

/// One vendor, checked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct TrackerFile {
    pub(super) vendor: String,
    pub(super) name: String,
    pub(super) owner: String,
    pub(super) purpose: Purpose,
    pub(super) hosts: Vec<HostRow>,
    pub(super) endpoints: Vec<EndpointRow>,
    pub(super) anywhere: Vec<AnywhereRow>,
    /// Hosts to which customers point names of their own.
    pub(super) cname: Vec<CnameRow>,
    /// Its number in the IAB's list of vendors.
    pub(super) iab: Option<u16>,
    /// Countries of its data centres.
    pub(super) data_in: Vec<String>,
    /// Addresses as they are met.
    pub(super) seen_as: Vec<String>,
}

/// A path of an address without its query: exact, or with variable parts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Path {
    /// This path.
    Exact(String),
    /// Paths of this form; the text is how it was written.
    Pattern(NamePattern, String),
}

impl Path {
    fn new(written: &str) -> Result<Self, String> {
        if !written.starts_with('/') || written.contains(['?', '#', ' ']) {
            return Err("a path begins with `/` and has no query".to_owned());
        }
        if is_pattern(written) {
            return Ok(Self::Pattern(NamePattern::new(written)?, written.to_owned()));
        }
        Ok(Self::Exact(written.to_owned()))
    }

    /// Whether the whole of a path matches.
    pub(super) fn matches(&self, path: &str) -> bool {
        match self {
            Self::Exact(own) => own == path,
            Self::Pattern(pattern, _) => pattern.matches(path),
        }
    }

    /// Whether some path matches both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Exact(one), other) | (other, Self::Exact(one)) => other.matches(one),
            (Self::Pattern(one, _), Self::Pattern(two, _)) => one.overlaps(two),
        }
    }

    /// How many characters are literal; an exact path says more than any pattern.
    pub(super) fn literal(&self) -> usize {
        match self {
            Self::Exact(_) => usize::MAX,
            Self::Pattern(pattern, _) => pattern.literal(),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Exact(written) | Self::Pattern(_, written)) = self;
        f.write_str(written)
    }
}

/// Reads one file.
///
/// # Errors
/// Everything that is wrong in it, each where it stands.
pub(super) fn read(text: &SourceText) -> Result<TrackerFile, Vec<SourceError>> {
    let written: Written = parse(text).map_err(|error| vec![error])?;
    let mut errors: Vec<SourceError> = [
        check_vendor(text, &written.vendor),
        check_date(text, "date", &written.date),
        check_sources(text, &written.sources),
        check_purposes(text, &written),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    let endpoint_hosts = written.endpoints.iter().filter_map(|row| row.host.as_ref());
    let cname_hosts = written.cname.iter().map(|row| &row.host);
    for host in written.hosts.iter().map(|row| &row.host).chain(endpoint_hosts).chain(cname_hosts) {
        if !host::is_plain(&host.value) {
            let help = "write `cdn.example.com`, without scheme, path or `*`; all below it is meant";
            errors.push(SourceError::at(text, host, "not a plain host", help));
        }
    }
    for country in written.data_in.iter().filter(|country| !is_country(&country.value)) {
        let message = format!("`{}` is no country", country.value);
        errors.push(SourceError::at(text, country, &message, "write the two letters of the country: `FR`, `DE`"));
    }
    errors.extend(written.hosts.iter().filter_map(|row| check_site(text, row).err()));
    errors.extend(written.anywhere.iter().filter_map(|row| check_anywhere(text, row).err()));
    let mut endpoints = Vec::new();
    for row in written.endpoints {
        match Path::new(&row.path.value) {
            Ok(compiled) => {
                let WrittenEndpoint { host, path, what, purpose } = row;
                endpoints.push(EndpointRow { host, path, compiled, what, purpose });
            }
            Err(message) => errors.push(SourceError::at(text, &row.path, &message, "")),
        }
    }
    let Written { vendor, name, owner, purpose, hosts, anywhere, cname, iab, data_in, seen_as, .. } = written;
    let data_in = data_in.into_iter().map(|country| country.value).collect();
    let file = TrackerFile { vendor, name, owner, purpose, hosts, endpoints, anywhere, cname, iab, data_in, seen_as };
    if errors.is_empty() { Ok(file) } else { Err(errors) }
}

/// A web site is something else than what stands below its host, and collects nothing by default.
fn check_site(text: &SourceText, row: &HostRow) -> Result<(), SourceError> {
    if row.site.is_none_or(|site| site != row.what && site != UrlKind::Endpoint) {
        return Ok(());
    }
    let help = "leave `site` out, or write what the vendor's own web site is: `site: other`";
    Err(SourceError::at(text, &row.host, "`site` tells nothing apart", help))
}

/// On any host a path must be unmistakable, and what collects must show it in its query.
fn check_anywhere(text: &SourceText, row: &AnywhereRow) -> Result<(), SourceError> {
    let wrong = |message: &str, help: &str| Err(SourceError::at(text, &row.ends, message, help));
    if !row.ends.value.starts_with('/') || row.ends.value.len() < 8 {
        return wrong("too short to be known on any host", "begin with `/` and write at least eight characters");
    }
    if row.what == UrlKind::Endpoint && row.query.len() < 2 {
        return wrong("a path alone proves nothing on any host", "name at least two keys of the query");
    }
    Ok(())
}

fn check_purposes(text: &SourceText, written: &Written) -> Result<(), SourceError> {
    let hosts = written.hosts.iter().enumerate().map(|(at, row)| (format!("hosts[{at}].purpose"), row.purpose));
    let endpoints = written.endpoints.iter().enumerate();
    let endpoints = endpoints.map(|(at, row)| (format!("endpoints[{at}].purpose"), row.purpose));
    let all = std::iter::once(("purpose".to_owned(), Some(written.purpose))).chain(hosts).chain(endpoints);
    match all.into_iter().find(|(_, purpose)| *purpose == Some(Purpose::Unknown)) {
        None => Ok(()),
        Some((path, _)) => {
            let help = "leave the entry out until its purpose is known";
            Err(SourceError::at(text, locate(&text.text, &path), "`unknown` is no purpose", help))
        }
    }
}

/// A host or path that was claimed before.
pub(super) struct SecondClaim {
    /// What is claimed.
    pub(super) what: Placed,
    /// Id of the vendor that claimed it first; none if it was this one.
    pub(super) by: Option<String>,
}

impl SecondClaim {
    /// The error for the second.
    pub(super) fn refused(&self, text: &SourceText) -> SourceError {
        let value = &self.what.value;
        let (message, help) = match &self.by {
            Some(other) => {
                (format!("`{other}` claims `{value}` as well"), "leave it to one vendor, or tell them apart by path")
            }
            None => (format!("the host `{value}` stands here twice"), "keep one of them"),
        };
        SourceError::at(text, &self.what, &message, help)
    }
}
