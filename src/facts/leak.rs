//! Identifiers that leave to another party: cookie synchronisation, and whatever else amounts to it.
//!
//! A value that identifies (see `identifier.rs`) and belongs to one party, because it lies in its cookie or storage
//! or was sent to it, turns up in a request to another: in path, query, headers or body, as it is, encoded, or as a
//! digest. That a party is sent its own cookie is none. Where a name of the site's own leads to a tracker (`names.rs`),
//! the tracker receives what is sent there.
//!
//! | file | holds |
//! |---|---|
//! | `leak/sources.rs` | whose values are looked for |
//! | `leak/needles.rs` | what of a value identifies |
//! | `leak/places.rs` | the parts of requests |
//! | `leak/look.rs` | finding the one in the other |

mod look;
mod needles;
mod places;
mod sources;

use std::collections::{BTreeMap, BTreeSet};

pub use self::look::Form;
pub use self::places::Part;
pub use self::sources::Queries;

use self::look::{Hit, Search};
use self::sources::Source;
use super::chain::step_before;
use super::cookies;
use super::described::{optional, purpose_word};
use super::effect::SeenVisit;
use super::lived::{Ground, Lived};
use super::names;
use super::owner::Owners;
use super::party::{host_of, party};
use super::pointer;
use super::presence::flag;
use super::requests::{self, SentRequest};
use super::site::LeakFacts;
use super::storage::{self, SeenStorage};
use super::value::{Collected, Collection, Fact, Item};
use crate::evidence::{Phase, State, ThirdPartyCookies};
use crate::knowledge::Knowledge;

/// What derivations of leaks share over all visits.
#[derive(Debug)]
pub struct LeakGround<'a> {
    knowledge: &'a Knowledge,
    one: Queries,
    other: Queries,
    started: i64,
    /// Why what was sent is not known as it was, if so.
    kept: Result<(), String>,
}

/// Leaks of one visit, and whether these are all.
#[derive(Debug)]
pub struct Leaks {
    /// What left.
    pub seen: Vec<Leak>,
    /// `Ok` if no other can have left.
    pub complete: Result<(), String>,
}

/// One item that left to one host in one way, however often.
#[derive(Debug)]
pub struct Leak {
    /// As reports print it; `seen` holds this visit alone.
    pub told: LeakFacts,
    about: BTreeMap<&'static str, Fact>,
    source: String,
    same_owner: Result<bool, String>,
    receiver: Receiver,
    /// Position of the telling request in the visit.
    telling: usize,
    requests: usize,
}

/// What is known of who was sent it.
#[derive(Debug)]
struct Receiver {
    purpose: &'static str,
    owner: Option<String>,
}

impl<'a> LeakGround<'a> {
    /// Reads what the two profiles in which nothing was chosen sent.
    pub fn new(ground: &Ground<'a>, knowledge: &'a Knowledge) -> Self {
        let started = ground.started.clone().unwrap_or_default();
        let kept = match &ground.evidence.kept.redacted {
            None => Ok(()),
            Some(_) => Err("values were redacted, by which digests and encodings of them are lost".to_owned()),
        };
        let queries = |state: State| queries(ground, knowledge, &state);
        Self { knowledge, one: queries(State::None), other: queries(State::NoneAgain), started, kept }
    }

    /// Everything that left to another party in one visit.
    pub fn leaks(&self, visit: &SeenVisit<'_, '_>, third_party: ThirdPartyCookies) -> Leaks {
        let lived = visit.lived;
        let owners = Owners::new(self.knowledge, &lived.page_host);
        let stored = sources::stored(visit);
        let requests = Ok(visit.requests.iter().map(|sent| sent.request));
        let own = Queries::of(requests, |host| names::receiver(lived, self.knowledge, host));
        let own = match lived.state() {
            State::None => &self.one,
            State::NoneAgain => &self.other,
            _ => &own,
        };
        let known: BTreeSet<String> =
            stored.iter().flat_map(|source| source.needles(self.started)).map(|needle| needle.text).collect();
        let mut all = stored;
        all.retain(|source| !source.is_mere_record());
        all.extend(sources::generated(own, &self.one, &self.other, &known, &lived.page_host, self.started));
        let groups = sources::alike(&all);
        let hits = self.find(&groups, &visit.requests);
        let senders = Senders::of(&visit.requests);
        let searched = || all.iter().try_for_each(Source::searched_whole);
        let mut complete = self.kept.clone().and_then(|()| everything(visit, third_party)).and_then(|()| searched());
        let mut grouped: BTreeMap<WayOf<'_>, Vec<&SentRequest<'_>>> = BTreeMap::new();
        for hit in &hits {
            let group = groups.get(hit.source).and_then(|group| group.first());
            let (Some(source), Some(sent)) = (group, visit.requests.get(hit.request)) else { continue };
            let elsewhere = sources::is_elsewhere(source, sent);
            if elsewhere == Ok(false) {
                continue;
            }
            match source.like.as_ref().map_err(Clone::clone).and(elsewhere) {
                Ok(_) => {
                    let key = (hit.source, sent.host.as_str(), senders.who_sent(sent), hit.part, hit.form);
                    grouped.entry(key).or_default().push(sent);
                }
                Err(why) => {
                    let what = format!("whether {} left to another party at {} is not known", source.name, sent.host);
                    complete = complete.and_then(|()| Err(format!("{what}: {why}")));
                }
            }
        }
        let seen = grouped.into_iter().flat_map(|((group, host, sender, part, form), sent)| {
            let way = Way::of(host, sender, part, form, &sent);
            let sources = groups.get(group).map(Vec::as_slice).unwrap_or_default();
            let each =
                |way: &Way<'_>| sources.iter().map(|source| leak(lived, source, way, &owners)).collect::<Vec<_>>();
            way.as_ref().map(each).unwrap_or_default()
        });
        Leaks { seen: seen.collect(), complete }
    }

    fn find(&self, groups: &[Vec<&Source<'_>>], requests: &[SentRequest<'_>]) -> BTreeSet<Hit> {
        let mut search = Search::default();
        let sources = || groups.iter().enumerate().filter_map(|(number, group)| Some((number, *group.first()?)));
        for (number, source) in sources() {
            search.add(number, source.needles(self.started));
        }
        if !groups.is_empty() {
            for (number, sent) in requests.iter().enumerate() {
                for (part, text) in places::parts(sent.request) {
                    search.look(number, part, text);
                }
            }
        }
        if search.saw_digests() {
            for (number, source) in sources() {
                let other = if source.like.is_ok() { source.other } else { None };
                for value in &source.values {
                    for text in needles::digested(value, other, self.started) {
                        search.look_for_digests(number, &text);
                    }
                }
            }
        }
        search.into_hits()
    }
}

/// Number of a group of sources, receiver, sender, part of the request, form.
type WayOf<'h> = (usize, &'h str, Option<String>, Part, Form);

/// In which way a value left, and what is known of the requests that carried it.
struct Way<'s> {
    host: &'s str,
    sender: Option<String>,
    part: Part,
    form: Form,
    telling: &'s SentRequest<'s>,
    vendor: Option<&'s str>,
    phases: Vec<Phase>,
    requests: usize,
}

impl<'s> Way<'s> {
    fn of(host: &'s str, sender: Option<String>, part: Part, form: Form, sent: &[&'s SentRequest<'s>]) -> Option<Self> {
        let telling = sent.iter().find(|one| one.request.phase.is_after_choice()).or(sent.first())?;
        let vendor = sent.iter().find_map(|one| one.vendor());
        let mut phases: Vec<Phase> = sent.iter().map(|one| one.request.phase).collect();
        phases.sort_unstable();
        phases.dedup();
        Some(Self { host, sender, part, form, telling, vendor, phases, requests: sent.len() })
    }
}

fn leak(lived: &Lived<'_>, source: &Source<'_>, way: &Way<'_>, owners: &Owners<'_>) -> Leak {
    let receiver = way.telling.receiver();
    let same_owner = owners.same(&source.domain, receiver);
    let told = LeakFacts {
        kind: source.kind.to_owned(),
        name: source.name.clone(),
        domain: source.domain.clone(),
        party: source.party,
        host: way.host.to_owned(),
        host_party: way.telling.party,
        vendor: way.vendor.map(str::to_owned),
        sender: way.sender.clone(),
        part: way.part,
        form: way.form,
        same_owner: same_owner.clone().ok(),
        seen: BTreeMap::from([(lived.state().clone(), way.phases.clone())]),
    };
    let purpose = purpose_word(way.telling.purpose());
    Leak {
        about: source.about.clone(),
        source: source.identity(),
        same_owner,
        receiver: Receiver { purpose, owner: owners.of(receiver).map(str::to_owned) },
        telling: way.telling.index,
        requests: way.requests,
        told,
    }
}

/// Who sent what.
struct Senders<'r>(BTreeMap<&'r str, &'r str>);

impl<'r> Senders<'r> {
    fn of(requests: &'r [SentRequest<'_>]) -> Self {
        Self(requests.iter().map(|sent| (sent.request.id.as_str(), sent.host.as_str())).collect())
    }

    /// Host of the script or document that asked; of a redirect, the host that redirected.
    fn who_sent(&self, sent: &SentRequest<'_>) -> Option<String> {
        let before = step_before(&sent.request.id).and_then(|id| self.0.get(id.as_str()));
        before.map(|host| (*host).to_owned()).or_else(|| host_of(sent.request.initiator.url.as_deref()?))
    }
}

fn queries(ground: &Ground<'_>, knowledge: &Knowledge, state: &State) -> Queries {
    let lived = ground.loaded(state);
    let requests = lived.clone().and_then(|lived| lived.visit.requests.as_result().map_err(str::to_owned));
    let receiver = |host: &str| match &lived {
        Ok(lived) => names::receiver(lived, knowledge, host),
        Err(_) => host.to_owned(),
    };
    Queries::of(requests.map(|requests| requests.iter()), receiver)
}

/// `Ok` if no value and no request of the visit can have been missed.
fn everything(visit: &SeenVisit<'_, '_>, third_party: ThirdPartyCookies) -> Result<(), String> {
    cookies::complete(visit.lived, third_party)?;
    storage::complete(visit.lived)?;
    let record = |entry: &&SeenStorage<'_>| entry.facts.get("consent-record") == Some(&Fact::flag(true));
    visit.storage.iter().filter(|entry| !record(entry)).try_for_each(|entry| entry.whole.clone())?;
    requests::complete(visit.lived)?;
    places::recorded_whole(visit.requests.iter().map(|sent| sent.request))
}

/// The collection of one state.
pub fn collection(lived: &Lived<'_>, leaks: &Leaks) -> Collection {
    lived.chosen.clone()?;
    lived.visit.requests.as_result().map_err(|why| format!("requests were not recorded: {why}"))?;
    let items = leaks.seen.iter().map(|leak| Item {
        facts: facts(lived, leak, &leaks.complete),
        evidence: pointer::entry(lived.index, "requests", leak.telling),
        identity: format!(
            "leak {} to {} {} {}",
            leak.source,
            leak.told.host,
            leak.told.part.word(),
            leak.told.form.word()
        ),
        is_counted: false,
    });
    Ok(Collected { items: items.collect(), complete: leaks.complete.clone() })
}

fn facts(lived: &Lived<'_>, leak: &Leak, complete: &Result<(), String>) -> BTreeMap<&'static str, Fact> {
    let told = &leak.told;
    let phases: &[Phase] = told.seen.get(lived.state()).map(Vec::as_slice).unwrap_or_default();
    let seen = |there: bool| if there { Ok(true) } else { complete.clone().map(|()| false) };
    let before = !lived.chooses() || phases.contains(&Phase::Arrival);
    let after = lived.chooses() && phases.iter().any(|phase| phase.is_after_choice());
    let count = complete.clone().map_or_else(Fact::Unknown, |()| Fact::number(leak.requests as f64));
    let about = |name: &'static str, without: Fact| (name, leak.about.get(name).cloned().unwrap_or(without));
    let sender_party = told.sender.as_deref().map(|sender| party(sender, &lived.page_host).word());
    BTreeMap::from([
        ("name", Fact::text(told.name.as_str())),
        ("kind", Fact::text(told.kind.as_str())),
        ("domain", Fact::text(told.domain.as_str())),
        ("party", Fact::text(told.party.word())),
        about("item-purpose", Fact::text("unknown")),
        about("item-known-by", Fact::text("unknown")),
        about("item-vendor", Fact::absent()),
        about("consent-record", Fact::flag(false)),
        ("sender", optional(told.sender.as_deref())),
        ("sender-party", optional(sender_party)),
        ("host", Fact::text(told.host.as_str())),
        ("host-party", Fact::text(told.host_party.word())),
        ("vendor", optional(told.vendor.as_deref())),
        ("purpose", Fact::text(leak.receiver.purpose)),
        ("owner", optional(leak.receiver.owner.as_deref())),
        ("same-owner", flag(leak.same_owner.clone())),
        ("part", Fact::text(told.part.word())),
        ("form", Fact::text(told.form.word())),
        ("requests", count),
        ("before-choice", flag(seen(before))),
        ("after-choice", if lived.chooses() { flag(seen(after)) } else { Fact::flag(false) }),
        ("on-return", flag(seen(phases.contains(&Phase::Return)))),
    ])
}

/// Leaks over all states, in a fixed order.
pub fn merged<'l>(all: impl Iterator<Item = &'l Leaks>) -> Vec<LeakFacts> {
    let mut joined: BTreeMap<(String, String, Option<String>, Part, Form), LeakFacts> = BTreeMap::new();
    for leak in all.flat_map(|leaks| &leaks.seen) {
        let told = &leak.told;
        let key = (leak.source.clone(), told.host.clone(), told.sender.clone(), told.part, told.form);
        joined.entry(key).and_modify(|known| known.seen.extend(told.seen.clone())).or_insert_with(|| told.clone());
    }
    joined.into_values().collect()
}
