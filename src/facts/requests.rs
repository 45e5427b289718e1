//! Requests of one visit that really went out: to whom, what for, with what.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::chain::{self, Chains};
use super::described::{is_tracking, optional, purpose_word};
use super::entropy::tokens;
use super::link_identifier::link_identifier;
use super::lived::{Ground, Lived};
use super::names::{self, Behind};
use super::owner::Owners;
use super::party::{host_of, party};
use super::personal;
use super::places;
use super::pointer;
use super::presence::flag;
use super::setter::without_query;
use super::site::{Contact, Party};
use super::steady::is_moment;
use super::tcf_permission::Permissions;
use super::value::{Collected, Collection, Fact, Item, Value};
use super::wire_consent;
use crate::evidence::{Phase, Request, State, was_sent};
use crate::knowledge::{AddressQuery, AddressReading, Knowledge, Purpose, UrlKind};

/// One request that was sent.
#[derive(Debug, Clone)]
pub struct SentRequest<'a> {
    /// Position in the visit's list.
    pub index: usize,
    /// The request.
    pub request: &'a Request,
    /// Host.
    pub host: String,
    /// Address without query and fragment.
    pub url: String,
    /// Party.
    pub party: Party,
    /// What is known of the address.
    pub reading: Option<AddressReading>,
    /// The tracker behind a name of the site's own, if one is, or why that is not known.
    pub behind: Result<Option<Behind>, String>,
    /// Whether name servers were asked at all.
    pub was_asked: bool,
    /// Number of its vendor in the IAB's list, if that is sure.
    pub iab_vendor: Option<u16>,
    /// Country of the address that answered.
    pub country: Fact,
    /// Who owns the host, if known.
    pub owner: Option<String>,
    /// Country of that owner's seat, if known.
    pub owner_seat: Option<String>,
    /// Whether that is who owns the page, or why that is not known.
    pub same_owner: Result<bool, String>,
    /// What identifies it across runs: no query, no port, no identifiers in the path.
    pub identity: String,
}

impl SentRequest<'_> {
    /// A collecting address of a vendor whose purpose needs consent.
    pub fn is_tracking_endpoint(&self) -> bool {
        self.reading.as_ref().is_some_and(|known| known.url_kind == UrlKind::Endpoint && is_tracking(known.purpose))
    }

    /// Host of who receives it: where a name of the site's own leads to a tracker, the tracker's.
    pub fn receiver(&self) -> &str {
        match &self.behind {
            Ok(Some(behind)) => &behind.alias,
            _ => &self.host,
        }
    }

    /// Why a tracker may stand behind an address that the built-in book does not know: who does was asked in vain.
    pub fn doubt(&self) -> Option<&str> {
        let by_book = self.reading.as_ref().is_some_and(|known| !known.by_list_alone);
        self.behind.as_ref().err().filter(|_| self.was_asked && !by_book).map(String::as_str)
    }

    /// The rule of a list of the user's that alone knows it.
    fn listed(&self) -> Option<&str> {
        self.reading.as_ref().filter(|known| known.by_list_alone).map(|known| known.rule.as_str())
    }

    /// What its vendor uses it for.
    pub fn purpose(&self) -> Purpose {
        self.reading.as_ref().map_or(Purpose::Unknown, |known| known.purpose)
    }

    /// Who it belongs to, if that is known.
    pub fn vendor(&self) -> Option<&str> {
        self.reading.as_ref().and_then(|known| known.vendor.as_deref())
    }

    fn country_code(&self) -> Option<&str> {
        match &self.country {
            Fact::Known(Value::Text(code)) => Some(code),
            _ => None,
        }
    }

    /// The word for what the address is, if its vendor is known.
    pub fn url_kind(&self) -> Option<&'static str> {
        self.reading.as_ref().map(|known| url_kind_word(known.url_kind))
    }

    /// As reports print it; `seen` holds this phase alone.
    pub fn contact(&self, state: &State) -> Contact {
        Contact {
            host: self.host.clone(),
            url: self.url.clone(),
            method: self.request.method.clone(),
            kind: self.request.kind.clone(),
            party: self.party,
            vendor: self.vendor().map(str::to_owned),
            purpose: self.purpose(),
            url_kind: self.url_kind().map(str::to_owned),
            list_rule: self.reading.as_ref().map(|known| known.rule.clone()),
            list: self.reading.as_ref().and_then(|known| known.list.clone()),
            initiator: self.request.initiator.url.as_deref().map(without_query),
            countries: self.country_code().map(str::to_owned).into_iter().collect(),
            seen: BTreeMap::from([(state.clone(), vec![self.request.phase])]),
        }
    }
}

/// All requests of a visit that were sent, in order. What the browser asked for on its own account is not the site's.
pub fn sent<'a>(lived: &Lived<'a>, knowledge: &Knowledge, started: i64) -> Vec<SentRequest<'a>> {
    let requests = lived.visit.requests.ok().map(Vec::as_slice).unwrap_or_default();
    let by_the_page = |request: &Request| was_sent(request) && request.browsers_own.is_none();
    let sent = requests.iter().enumerate().filter(|(_, request)| by_the_page(request));
    let owners = Owners::new(knowledge, &lived.page_host);
    sent.map(|(index, request)| {
        let host = host_of(&request.url).unwrap_or_default();
        let behind = names::behind(lived, knowledge, &host);
        let found = behind.as_ref().ok().and_then(Option::as_ref);
        let cloaked = found.map(|behind| behind.reading(&request.url, &host, knowledge));
        SentRequest {
            index,
            request,
            url: without_query(&request.url),
            party: party(&host, &lived.page_host),
            reading: knowledge.address_behind(&asked(request, &lived.page_host), cloaked),
            behind,
            was_asked: lived.names.is_some(),
            iab_vendor: knowledge.trackers.iab_vendor(&request.url),
            country: places::country(lived, request),
            owner: owners.of(&host).map(str::to_owned),
            owner_seat: owners.seat_of(&host).map(str::to_owned),
            same_owner: owners.is_the_sites(&host),
            identity: format!("request {} {host}{}", request.method, steady_path(&request.url, started)),
            host,
        }
    })
    .collect()
}

/// What knowledge is asked about a request. A frame's own document is asked for by the page around it, as far as the
/// browser told by which; a worker by its page.
fn asked<'r>(request: &'r Request, page: &'r str) -> AddressQuery<'r> {
    let asker = request.frame_url.as_deref().or((request.kind != "document").then_some(request.document_url.as_str()));
    AddressQuery {
        url: &request.url,
        page,
        asker: asker.unwrap_or_default(),
        kind: &request.kind,
        main_document: request.main_document,
        method: &request.method,
    }
}

/// The path with segments that single out a visitor or hold a moment of the run replaced by `*`.
pub fn steady_path(url: &str, started: i64) -> String {
    let path = Url::parse(url).map(|url| url.path().to_owned()).unwrap_or_default();
    let is_counted = |segment: &str| {
        tokens(segment).identifying(started).next().is_some()
            || segment.split(|c: char| !c.is_alphanumeric()).any(|token| is_moment(token, started))
    };
    // A star that the site wrote is none of ours.
    let told = |segment: &str| if is_counted(segment) { "*".to_owned() } else { segment.replace('*', "%2A") };
    path.split('/').map(told).collect::<Vec<_>>().join("/")
}

/// What requests of one visit sent along that could identify a visitor, or why that is not known.
pub type SentTokens = Result<BTreeSet<String>, String>;

/// Tokens of queries and bodies of a visit that could identify a visitor by themselves.
pub fn identifying_tokens(ground: &Ground<'_>, state: &State, started: i64) -> SentTokens {
    let lived = ground.loaded(state)?;
    let requests = lived.visit.requests.as_result().map_err(str::to_owned)?;
    Ok(requests.iter().flat_map(|request| tokens_of(request, started)).collect())
}

fn tokens_of(request: &Request, started: i64) -> BTreeSet<String> {
    let query = request.url.split_once('?').map_or("", |(_, query)| query);
    let parts = [query, request.body.as_deref().unwrap_or("")];
    parts
        .into_iter()
        .flat_map(|part| tokens(part).identifying(started).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// The collection of one state from its requests. `elsewhere` are the tokens of another profile: what both sent is
/// no identifier but a version or an account of the site.
pub fn collection(lived: &Lived<'_>, sent: &[SentRequest<'_>], elsewhere: &SentTokens, started: i64) -> Collection {
    lived.chosen.clone()?;
    lived.visit.requests.as_result().map_err(|why| format!("requests were not recorded: {why}"))?;
    let chains = Chains::of(lived.visit.requests.ok().map(Vec::as_slice).unwrap_or_default());
    let permissions = Permissions::of(lived);
    let items = sent.iter().map(|request| Item {
        facts: {
            let mut facts = facts(lived, request, &chains, elsewhere, started);
            add_permission(&mut facts, request, &permissions);
            facts
        },
        evidence: pointer::entry(lived.index, "requests", request.index),
        identity: request.identity.clone(),
        is_counted: false,
    });
    Ok(Collected { items: items.collect(), complete: complete(lived) })
}

/// `Ok` if no request of the visit can have been missed.
pub fn complete(lived: &Lived<'_>) -> Result<(), String> {
    lived.visit.requests.as_result().map_err(|why| format!("requests were not recorded: {why}"))?;
    lived.saw_everything(|_| Ok(()))
}

fn facts(
    lived: &Lived<'_>,
    sent: &SentRequest<'_>,
    chains: &Chains<'_>,
    elsewhere: &SentTokens,
    started: i64,
) -> BTreeMap<&'static str, Fact> {
    let request = sent.request;
    let after = lived.chooses() && request.phase.is_after_choice();
    // Between accepting and withdrawing it is neither.
    let before = !lived.chooses() || request.phase == Phase::Arrival;
    let mut facts = BTreeMap::from([
        ("host", Fact::text(sent.host.as_str())),
        ("url", Fact::text(sent.url.as_str())),
        ("method", Fact::text(request.method.as_str())),
        ("kind", Fact::text(request.kind.as_str())),
        ("party", Fact::text(sent.party.word())),
        ("purpose", behind_all(sent, Fact::text(purpose_word(sent.purpose())))),
        ("url-kind", behind_all(sent, Fact::text(sent.url_kind().unwrap_or("unknown")))),
        ("vendor", behind_all(sent, optional(sent.vendor()))),
        ("listed", sent.listed().map_or_else(Fact::absent, |rule| behind_all(sent, Fact::text(rule)))),
        ("cname", cname(&sent.behind)),
        ("country", sent.country.clone()),
        ("owner", optional(sent.owner.as_deref())),
        ("owner-seat", optional(sent.owner_seat.as_deref())),
        ("same-owner", flag(sent.same_owner.clone())),
        ("answered", answered(request)),
        ("carries-identifier", carries_identifier(request, elsewhere, started)),
        ("link-identifier", optional(link_identifier(&request.url))),
        ("initiator", optional(request.initiator.url.as_deref().map(without_query).as_deref())),
        ("began-with", optional(chain::beginning(&chains.of_request(sent.index)).as_deref())),
        ("before-choice", Fact::flag(before)),
        ("after-choice", Fact::flag(after)),
        ("on-return", Fact::flag(request.phase == Phase::Return)),
        ("on-next-page", Fact::flag(request.phase == Phase::NextPage)),
        ("personal", personal::in_address(lived, request)),
    ]);
    wire_consent::add(&mut facts, request);
    facts
}

/// Whether the framework lets its vendor store and read; absent for those who are not surely in its list.
fn add_permission(facts: &mut BTreeMap<&'static str, Fact>, sent: &SentRequest<'_>, permissions: &Permissions) {
    let number = sent.iab_vendor.map_or_else(Fact::absent, |vendor| Fact::number(f64::from(vendor)));
    let permitted = sent.iab_vendor.map(|vendor| permissions.permits(vendor, sent.request.phase));
    facts.insert("tcf-vendor", number);
    facts.insert("tcf-permitted", permitted.unwrap_or_else(Fact::absent));
}

/// What is said of an address that the built-in book does not know holds only if it was not asked in vain who stands
/// behind it: a tracker there would speak before any list of the user's.
fn behind_all(sent: &SentRequest<'_>, fact: Fact) -> Fact {
    sent.doubt().map_or(fact, |why| Fact::Unknown(why.to_owned()))
}

/// The tracker's alias that a name of the site's own leads to.
fn cname(behind: &Result<Option<Behind>, String>) -> Fact {
    match behind {
        Ok(found) => optional(found.as_ref().map(|behind| behind.alias.as_str())),
        Err(why) => Fact::Unknown(why.clone()),
    }
}

/// A beacon that our own reload cut off has neither an answer nor a failure: nobody knows whether it arrived.
fn answered(request: &Request) -> Fact {
    match (request.status, &request.failed) {
        (None, None) => Fact::Unknown("whether it was answered was not seen".to_owned()),
        (status, _) => Fact::flag(status.is_some()),
    }
}

fn carries_identifier(request: &Request, elsewhere: &SentTokens, started: i64) -> Fact {
    if !request.cookies_sent.is_empty() {
        return Fact::flag(true);
    }
    let own = tokens_of(request, started);
    match elsewhere {
        _ if own.is_empty() => Fact::flag(false),
        Ok(known) => Fact::flag(own.iter().any(|token| !known.contains(token))),
        Err(why) => Fact::Unknown(format!("what it carries cannot be compared with another profile: {why}")),
    }
}

/// The word for what an address is.
fn url_kind_word(kind: UrlKind) -> &'static str {
    match kind {
        UrlKind::Endpoint => "endpoint",
        UrlKind::Library => "library",
        UrlKind::TagManager => "tag-manager",
        UrlKind::Embed => "embed",
        UrlKind::Cdn => "cdn",
        UrlKind::ConsentPlatform => "consent-platform",
        UrlKind::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Initiator, InitiatorKind};

    fn request(url: &str, status: Option<u16>, failed: Option<&str>) -> Request {
        Request {
            seq: 1,
            method: "GET".to_owned(),
            kind: "image".to_owned(),
            document_url: "https://shop.example/".to_owned(),
            initiator: Initiator { kind: InitiatorKind::Parser, url: None, stack: Vec::new() },
            status,
            failed: failed.map(str::to_owned),
            ..Request::bare("1".to_owned(), Phase::Arrival, 0.0, url.to_owned())
        }
    }

    #[test]
    fn paths_of_identities_hold_no_identifiers() {
        let at = 1_795_514_400;
        assert_eq!(steady_path("https://t.example:8443/v1/8f3a9c17e5b20d84/p.gif?id=1", at), "/v1/*/p.gif");
        assert_eq!(steady_path("https://t.example/g/collect", at), "/g/collect");
        assert_eq!(steady_path("https://t.example/1795514412345/p.gif", at), "/*/p.gif");
        assert_eq!(steady_path("https://t.example/*/p.gif", at), "/%2A/p.gif", "a star that the site wrote");
        assert_eq!(steady_path("https://t.example/build-1795414412/a.js", at), "/build-1795414412/a.js");
    }

    #[test]
    fn what_another_profile_sent_too_is_no_identifier() {
        let at = 1_795_514_400;
        let own = request("https://t.example/p?v=8f3a9c17e5b20d84", Some(200), None);
        let same: SentTokens = Ok(BTreeSet::from(["8f3a9c17e5b20d84".to_owned()]));
        assert_eq!(carries_identifier(&own, &same, at), Fact::flag(false));
        assert_eq!(carries_identifier(&own, &Ok(BTreeSet::new()), at), Fact::flag(true));
        assert!(matches!(carries_identifier(&own, &Err("not loaded".to_owned()), at), Fact::Unknown(_)));
        let plain = request("https://t.example/p?page=home&ts=1795514400123", Some(200), None);
        assert_eq!(carries_identifier(&plain, &Ok(BTreeSet::new()), at), Fact::flag(false));
    }
}
