//! Asks where names of the site's own lead, after the visits: `metrics.shop.example` may be a tracker's by CNAME.
//!
//! Only names below the site's registrable domain that requests went to are asked, each alias in turn. What cannot be
//! resolved is said for that host; a number of hosts, a time for each question and one for all of them bound the work.

use std::collections::BTreeSet;
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
use crate::evidence::{Alias, Evidence, Gathered, Names, OwnHost};

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
            let aliases = match tokio::time::timeout_at(until, self.follow(&host)).await {
                Ok(Ok(aliases)) => Gathered::Ok(aliases),
                Ok(Err(why)) => Gathered::Failed(why),
                Err(_) => Gathered::Failed("the time for all names was up".to_owned()),
            };
            OwnHost { host, aliases }
        });
        Names { asked: self.asked.clone(), hosts: abreast(AT_ONCE, asked).await, left_out }
    }

    /// The aliases of a host, one after the other.
    async fn follow(&self, host: &str) -> Result<Vec<Alias>, String> {
        let mut aliases: Vec<Alias> = Vec::new();
        loop {
            let name = aliases.last().map_or(host, |alias| alias.name.as_str());
            let next = match self.alias_of(name).await {
                Ok(Some(next)) => next,
                Ok(None) => return Ok(aliases),
                // That an alias leads to nothing says that it leads there all the same.
                Err(Unanswered::NoSuchName) if !aliases.is_empty() => return Ok(aliases),
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

/// Hosts below the site's registrable domain that requests went to, each once, in the order of their names. Addresses
/// and names of this machine lead nowhere.
fn own_hosts(evidence: &Evidence) -> Vec<String> {
    let mut hosts = BTreeSet::new();
    for visit in &evidence.visits {
        let page = visit.reached.final_url.as_deref().unwrap_or(&evidence.target.url);
        let Some(page) = named_host(page) else { continue };
        let Some(site) = psl::domain_str(&page) else { continue };
        let requests = visit.requests.ok().map(Vec::as_slice).unwrap_or_default();
        let asked = requests.iter().filter_map(|request| named_host(&request.url));
        hosts.extend(asked.filter(|host| psl::domain_str(host) == Some(site)));
        hosts.insert(page.clone());
    }
    hosts.into_iter().collect()
}

fn named_host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let Host::Domain(name) = url.host()? else { return None };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let local = name == "localhost" || name.ends_with(".localhost") || !name.contains('.');
    (!local).then_some(name)
}
