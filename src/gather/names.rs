//! Asks where names of the site's own lead, after the visits: `metrics.shop.example` may be a tracker's by CNAME.
//!
//! Only names below the site's registrable domain that requests went to are asked, each alias in turn, and not the page's
//! own, which is the site wherever it leads. What cannot be resolved is said for that host, beside the aliases that were
//! told before; a number of hosts, a time for each question and one for all of them bound the work.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{RData, RecordType};
use tokio::time::Instant;
use url::{Host, Url};

use super::abreast::abreast;
use crate::evidence::{Alias, Evidence, Names, OwnHost, Request, Visit, WriteHow, was_sent};

/// How many aliases are followed from one host.
const LONGEST: usize = 16;
/// How many hosts are asked at once.
const AT_ONCE: usize = 8;

/// How much may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Hosts of one target.
    pub hosts: usize,
    /// Time for one try of one question; each is tried twice.
    pub question: Duration,
    /// Time for all hosts of a target.
    pub whole: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { hosts: 64, question: Duration::from_secs(2), whole: Duration::from_secs(20) }
    }
}

/// Asks a name server.
#[derive(Clone)]
pub struct NameAsker {
    resolver: TokioResolver,
    asked: String,
    bounds: Bounds,
}

impl NameAsker {
    /// Asks `server`, or those that the system is configured to ask.
    ///
    /// # Errors
    /// A configuration of the system that cannot be read or used.
    pub fn new(server: Option<SocketAddr>, bounds: Bounds) -> Result<Self, String> {
        let builder = match server {
            Some(address) => TokioResolver::builder_with_config(one_server(address), TokioRuntimeProvider::default()),
            None => TokioResolver::builder_tokio()
                .map_err(|why| format!("the system's configuration of name servers cannot be read: {why}"))?,
        };
        let mut builder = builder;
        shape(builder.options_mut(), bounds);
        let resolver = builder.build().map_err(|why| format!("no name server can be asked: {why}"))?;
        Ok(Self { resolver, asked: server.map_or_else(|| "system".to_owned(), |address| address.to_string()), bounds })
    }

    /// Asks where the hosts of the site's own lead that the evidence tells of.
    pub async fn ask(&self, evidence: &Evidence) -> Names {
        let all = own_hosts(evidence);
        let left_out = all.len().saturating_sub(self.bounds.hosts) as u64;
        let until = Instant::now() + self.bounds.whole;
        let asked = all.into_iter().take(self.bounds.hosts).map(|host| async move {
            let mut aliases = Vec::new();
            let cut_short = match tokio::time::timeout_at(until, self.follow(&host, &mut aliases)).await {
                Ok(followed) => followed.err(),
                Err(_) => Some("the time for all names was up".to_owned()),
            };
            OwnHost { host, aliases, cut_short }
        });
        let mut hosts = abreast(AT_ONCE, asked).await;
        hosts.sort_by(|one, other| one.host.cmp(&other.host));
        Names { asked: self.asked.clone(), hosts, left_out }
    }

    /// Adds the aliases of a host, one after the other, as they are told.
    async fn follow(&self, host: &str, aliases: &mut Vec<Alias>) -> Result<(), String> {
        loop {
            let name = aliases.last().map_or(host, |alias| alias.name.as_str());
            let next = match self.alias_of(name).await {
                Ok(Some(next)) => next,
                Ok(None) => return Ok(()),
                // That an alias leads to nothing says that it leads there all the same.
                Err(Unanswered::NoSuchName) if !aliases.is_empty() => return Ok(()),
                Err(Unanswered::NoSuchName) => return Err("the name does not exist".to_owned()),
                Err(Unanswered::Other(why)) => return Err(format!("{name} could not be resolved: {why}")),
            };
            if next == host || aliases.iter().any(|alias| alias.name == next) {
                return Err(format!("its aliases lead in a circle, back to {next}"));
            }
            if aliases.len() == LONGEST {
                return Err(format!("it leads on over more than {LONGEST} aliases"));
            }
            aliases.push(Alias { name: next });
        }
    }

    async fn alias_of(&self, name: &str) -> Result<Option<String>, Unanswered> {
        let answer = self.resolver.lookup(format!("{name}."), RecordType::CNAME).await.map(|lookup| {
            lookup.answers().iter().find_map(|record| match &record.data {
                RData::CNAME(target) => Some(target.0.to_ascii().trim_end_matches('.').to_ascii_lowercase()),
                _ => None,
            })
        });
        match answer {
            Ok(target) => Ok(target),
            Err(NetError::Dns(DnsError::NoRecordsFound(none))) => match none.response_code {
                ResponseCode::NoError => Ok(None),
                ResponseCode::NXDomain => Err(Unanswered::NoSuchName),
                code => Err(Unanswered::Other(format!("the server answered `{code}`"))),
            },
            Err(NetError::Timeout) => Err(Unanswered::Other("no server answered in time".to_owned())),
            Err(why) => Err(Unanswered::Other(why.to_string())),
        }
    }
}

/// Why a name has no answer.
enum Unanswered {
    NoSuchName,
    Other(String),
}

fn one_server(address: SocketAddr) -> ResolverConfig {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = address.port();
        connection
    });
    ResolverConfig::from_name_servers(vec![NameServerConfig::new(address.ip(), true, connections.into())])
}

fn shape(options: &mut ResolverOpts, bounds: Bounds) {
    options.timeout = bounds.question;
    options.attempts = 2;
    options.use_hosts_file = ResolveHosts::Never;
}

/// Hosts below the site's registrable domain that requests went to, each once: those that run scripts, collect or set
/// cookies first, then in the order of their names. Left out are the page's own host, which is the site wherever it
/// leads, what the browser asked for on its own account, what never went out, and addresses and names of this machine,
/// which lead nowhere.
fn own_hosts(evidence: &Evidence) -> Vec<String> {
    let mut hosts: BTreeMap<String, Telling> = BTreeMap::new();
    for visit in &evidence.visits {
        let page = visit.reached.final_url.as_deref().unwrap_or(&evidence.target.url);
        let Some(page) = named_host(page) else { continue };
        let Some(site) = psl::domain_str(&page) else { continue };
        let setters = setters(visit);
        let requests = visit.requests.ok().map(Vec::as_slice).unwrap_or_default();
        for request in requests.iter().filter(|request| went_out(request)) {
            let Some(host) = named_host(&request.url) else { continue };
            if host == page || psl::domain_str(&host) != Some(site) {
                continue;
            }
            let telling = if setters.contains(&host) { Telling::Much } else { Telling::of(request) };
            let known = hosts.entry(host).or_insert(telling);
            *known = telling.max(*known);
        }
    }
    let mut sorted: Vec<(String, Telling)> = hosts.into_iter().collect();
    sorted.sort_by_key(|(_, telling)| Reverse(*telling));
    sorted.into_iter().map(|(host, _)| host).collect()
}

/// How much hangs on who stands behind a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Telling {
    /// It delivers pictures, styles, fonts.
    Little,
    /// It runs scripts, collects, or sets cookies.
    Much,
}

impl Telling {
    fn of(request: &Request) -> Self {
        let collects = ["script", "fetch", "xhr", "ping", "eventsource", "websocket"].contains(&request.kind.as_str());
        if collects || request.method != "GET" { Self::Much } else { Self::Little }
    }
}

/// Hosts whose answers set cookies.
fn setters(visit: &Visit) -> BTreeSet<String> {
    let writes = visit.cookie_writes.ok().map(Vec::as_slice).unwrap_or_default();
    writes.iter().filter(|write| write.how == WriteHow::Http).filter_map(|write| named_host(&write.url)).collect()
}

/// Whether the page spoke with the host. A script from the cache was sent by it once and runs all the same.
fn went_out(request: &Request) -> bool {
    request.browsers_own.is_none() && (was_sent(request) || request.from_cache)
}

fn named_host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let Host::Domain(name) = url.host()? else { return None };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let local = name == "localhost" || name.ends_with(".localhost") || !name.contains('.');
    (!local).then_some(name)
}
