//! Cookies of one visit: what was in the jar, joined over the phases, with who wrote it and what for.

use std::collections::BTreeMap;

use super::cookie_writes::OwnWrites;
use super::course::{Course, Deletions};
use super::declared::Declarations;
use super::described::{Described, Records, Setter};
use super::entropy::{IDENTIFYING_BITS, tokens};
use super::identifier::{InProfile, identifier_like};
use super::lived::{Ground, Lived};
use super::names;
use super::owner::Owners;
use super::party::{party, tidy_host};
use super::personal;
use super::pointer;
use super::presence::{self, Sightings, flag, phases, telling};
use super::profiles::{Profile, Profiles};
use super::revived::Revived;
use super::sent_cookies::SentCookies;
use super::setter::{Askers, Writes};
use super::site::{ItemKind, Party, StoredItem};
use super::unseen;
use super::value::{Collected, Collection, Fact, Item};
use super::varying;
use crate::evidence::{Cookie, Moment, SameSite, State, ThirdPartyCookies};
use crate::knowledge::{Knowledge, RecordPlace};

/// What tells cookies of one jar apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CookieKey<'a> {
    name: &'a str,
    domain: &'a str,
    path: &'a str,
    partition: Option<&'a str>,
}

impl<'a> CookieKey<'a> {
    /// Of a cookie.
    pub fn of(cookie: &'a Cookie) -> Self {
        Self {
            name: &cookie.name,
            domain: &cookie.domain,
            path: &cookie.path,
            partition: cookie.partition_key.as_deref(),
        }
    }

    /// Its domain as stored.
    pub fn domain(&self) -> &'a str {
        self.domain
    }
}

/// One cookie of one visit.
#[derive(Debug, Clone)]
pub struct SeenCookie<'a> {
    /// Every time that it was in the jar.
    pub sightings: Sightings<'a, Cookie>,
    /// What it is for.
    pub described: Described,
    /// Facts for rules.
    pub facts: BTreeMap<&'static str, Fact>,
    /// As reports print it; `seen` holds this visit alone.
    pub stored: StoredItem,
    /// What identifies it across runs.
    pub identity: String,
    /// Whether it records a refusal or a choice, so that it is no tracking however it is known.
    pub harmless: bool,
    /// Its first value in another profile in which nothing was chosen, if it was there.
    pub other: Option<&'a str>,
}

/// All that derivations of cookies share.
#[derive(Debug)]
pub struct CookieGround<'g, 'a> {
    ground: &'g Ground<'a>,
    knowledge: &'a Knowledge,
    declarations: &'g Declarations<'a>,
    profiles: Profiles<'a, CookieKey<'a>>,
    revived: Revived<'a>,
}

impl<'g, 'a> CookieGround<'g, 'a> {
    /// Reads the profiles whose values are compared.
    pub fn new(ground: &'g Ground<'a>, knowledge: &'a Knowledge, declarations: &'g Declarations<'a>) -> Self {
        let profiles = Profiles::of(|state| profile(ground, state));
        Self { ground, knowledge, declarations, profiles, revived: Revived::of(ground) }
    }

    /// Every cookie of a visit, by name, domain and path. The visit must have loaded.
    pub fn cookies(&self, lived: &Lived<'a>) -> Vec<SeenCookie<'a>> {
        let requests = lived.visit.requests.ok().map(Vec::as_slice).unwrap_or_default();
        let askers = Askers::of(requests);
        let started = self.ground.started.clone().unwrap_or_default();
        let writes = lived.visit.cookie_writes.as_result().map(|list| Writes::read(list, &askers, started));
        let records = Records::of(lived.visit, self.knowledge);
        let deletions = Deletions::read(lived.visit, &self.ground.started);
        let sent = SentCookies::of(requests);
        let joined = presence::join(lived, |moment| moment.cookies.ok(), CookieKey::of);
        let seen = joined.into_iter().filter_map(|(key, seen)| {
            let last = seen.last()?.item;
            let mut cookie = self.cookie(lived, &key, seen, &writes, &records, &deletions)?;
            sent.add_to(&mut cookie.facts, lived, last);
            Some(cookie)
        });
        seen.collect()
    }

    fn cookie(
        &self,
        lived: &Lived<'a>,
        key: &CookieKey<'a>,
        sightings: Sightings<'a, Cookie>,
        writes: &Result<Writes, &str>,
        records: &Records<'_>,
        deletions: &Result<Deletions, String>,
    ) -> Option<SeenCookie<'a>> {
        let last = sightings.last()?.item;
        let domain = tidy_host(key.domain);
        let unseen = unseen::writes_for(lived.visit, &domain);
        let own = OwnWrites::of(last, writes, unseen.clone());
        let setter = match own.setter_host() {
            Ok(host) => names::setter(lived, self.knowledge, host),
            Err(why) => Setter::NotRecorded(why.to_owned()),
        };
        let described = Described::look_up(self.knowledge, key.name, &domain, &lived.page_host, &setter);
        let record = records.holds(key.name, RecordPlace::Cookie, &described);
        let opt_out = is_opt_out(last, described.reading.kind.as_deref());
        let profiles = if record { self.profiles.untouched(key) } else { self.profiles.compared(lived.state(), key) };
        let like = is_identifier(&sightings, profiles);
        let party = party(&domain, &lived.page_host);
        let mut facts = plain_facts(last, &domain, party);
        facts.extend(attributes(&sightings, last, &lived.saw_everything(read_cookies)));
        described.add_to(&mut facts);
        Owners::new(self.knowledge, &lived.page_host).add_to(&mut facts, &domain);
        self.declarations.add_to(&mut facts, key.name);
        own.add_to(&mut facts, last, self.ground.started.as_ref());
        let course = Course {
            lived,
            sightings: &sightings,
            started: &self.ground.started,
            requested: own.lifetime(last),
            writes: &own,
            deletions,
            unseen,
        };
        course.add_to(&mut facts);
        facts.insert("identifier-like", flag(like.clone()));
        facts.insert("varying-bits", self.varying_bits(key));
        facts.insert("personal", personal::in_cookie(lived, &sightings));
        self.revived.add_to(&mut facts, key, &like);
        facts.insert("opt-out", Fact::flag(opt_out));
        facts.insert("consent-record", Fact::flag(record));
        let read = |moment: &Moment| moment.cookies.as_result().map(|_| ()).map_err(str::to_owned);
        presence::add_flags(&mut facts, lived, &sightings, read, own.written(), differs);
        let stored = StoredItem {
            path: Some(last.path.clone()),
            identifier_like: (&like).into(),
            lifetime_days: own.lifetime(last).ok().flatten(),
            secure: Some(last.secure),
            http_only: Some(last.http_only),
            same_site: last.same_site.map(|same_site| same_site_word(same_site).to_owned()),
            partitioned: last.partition_key.is_some(),
            set_by: own.set_by(),
            seen: BTreeMap::from([(lived.state().clone(), phases(&sightings))]),
            ..described.stored(ItemKind::Cookie, key.name, key.domain, party)
        };
        let identity = format!("cookie {} {}", key.name, key.domain);
        let other = self.profiles.elsewhere(lived.state(), key);
        Some(SeenCookie { sightings, described, facts, stored, identity, harmless: record || opt_out, other })
    }

    fn varying_bits(&self, key: &CookieKey<'a>) -> Fact {
        varying::bits(self.ground.evidence.kept.redacted.is_some(), self.profiles.untouched(key))
    }
}

fn is_identifier(sightings: &Sightings<'_, Cookie>, [one, other]: [&InProfile<'_>; 2]) -> Result<bool, String> {
    let mut own: Vec<&str> = sightings.iter().map(|sighting| sighting.item.value.as_str()).collect();
    own.dedup();
    identifier_like(&own, one, other)
}

/// The collection of one state from its cookies.
pub fn collection(lived: &Lived<'_>, cookies: &[SeenCookie<'_>], third_party: ThirdPartyCookies) -> Collection {
    lived.chosen.clone()?;
    if lived.visit.moments.iter().all(|moment| moment.cookies.ok().is_none()) {
        let why = lived.saw_everything(read_cookies).err();
        return Err(why.unwrap_or_else(|| format!("the jar of the state {} was not read", lived.state())));
    }
    let items = cookies.iter().filter_map(|cookie| item(lived, cookie)).collect();
    Ok(Collected { items, complete: complete(lived, third_party) })
}

/// `Ok` if no cookie of the visit can have been missed.
pub fn complete(lived: &Lived<'_>, third_party: ThirdPartyCookies) -> Result<(), String> {
    lived.saw_everything(read_cookies)?;
    match third_party {
        ThirdPartyCookies::Allowed => Ok(()),
        ThirdPartyCookies::Blocked => Err("the browser refused third-party cookies".to_owned()),
        ThirdPartyCookies::Unknown => Err("whether the browser kept third-party cookies is not known".to_owned()),
    }
}

fn read_cookies(moment: &Moment) -> Result<(), String> {
    moment.cookies.as_result().map(|_| ()).map_err(|why| format!("the jar was not read: {why}"))
}

fn item(lived: &Lived<'_>, cookie: &SeenCookie<'_>) -> Option<Item> {
    let at = telling(&cookie.sightings)?;
    Some(Item {
        facts: cookie.facts.clone(),
        evidence: pointer::moment_entry(lived.index, at.moment, "cookies", at.entry),
        identity: cookie.identity.clone(),
        is_counted: false,
    })
}

/// The values of every cookie of a state.
fn profile<'a>(ground: &Ground<'a>, state: &State) -> Profile<'a, CookieKey<'a>> {
    let lived = match ground.loaded(state) {
        Ok(lived) => lived,
        Err(why) => return (BTreeMap::new(), InProfile::NotSeen(why)),
    };
    let joined = presence::join(lived, |moment| moment.cookies.ok(), CookieKey::of);
    let values = presence::profile_values(lived, joined, read_cookies, |cookie| cookie.value.as_str());
    (values, presence::missing(lived.saw_everything(read_cookies)))
}

fn plain_facts(cookie: &Cookie, domain: &str, party: Party) -> BTreeMap<&'static str, Fact> {
    BTreeMap::from([
        ("name", Fact::text(cookie.name.as_str())),
        ("domain", Fact::text(domain)),
        ("path", Fact::text(cookie.path.as_str())),
        ("party", Fact::text(party.word())),
        ("partitioned", Fact::flag(cookie.partition_key.is_some())),
    ])
}

/// What a site may change when it sets a cookie again. That it was so all the time is known if all the time was seen;
/// that it once was not so needs no more than that.
fn attributes(
    sightings: &Sightings<'_, Cookie>,
    last: &Cookie,
    seen: &Result<(), String>,
) -> [(&'static str, Fact); 4] {
    let always = |holds: fn(&Cookie) -> bool| match sightings.iter().all(|sighting| holds(sighting.item)) {
        true => flag(seen.clone().map(|()| true)),
        false => Fact::flag(false),
    };
    let same_site = Fact::text(last.same_site.map_or("unset", same_site_word));
    [
        ("session", always(|cookie| cookie.expires.is_none())),
        ("secure", always(|cookie| cookie.secure)),
        ("http-only", always(|cookie| cookie.http_only)),
        ("same-site", seen.clone().map_or_else(Fact::Unknown, |()| same_site)),
    ]
}

fn same_site_word(same_site: SameSite) -> &'static str {
    match same_site {
        SameSite::Strict => "strict",
        SameSite::Lax => "lax",
        SameSite::None => "none",
    }
}

/// A rewrite leaves another value or another expiry.
fn differs(one: &Cookie, other: &Cookie) -> bool {
    one.value != other.value || one.expires != other.expires
}

/// Values that say that there is nothing, or that the visitor opted out.
const EMPTY_VALUES: &[&str] = &["", "deleted", "opt_out", "optout", "opt-out"];
/// Parts of names under which sites keep an opt-out.
const OPT_OUT_NAMES: &[&str] = &["optout", "opt_out", "opt-out", "ga-disable", "consent_removed"];
/// Values by which such a name says that there is no opt-out.
const NEGATIONS: &[&str] = &["0", "false", "no", "n"];

fn is_opt_out(cookie: &Cookie, kind: Option<&str>) -> bool {
    let value = cookie.value.trim_matches('"').to_ascii_lowercase();
    if EMPTY_VALUES.contains(&value.as_str()) {
        return true;
    }
    let name = cookie.name.to_ascii_lowercase();
    let named = kind == Some("opt-out") || OPT_OUT_NAMES.iter().any(|part| name.contains(part));
    named && !NEGATIONS.contains(&value.as_str()) && tokens(&value).bits() < IDENTIFYING_BITS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::staged::parts::cookie;

    #[test]
    fn an_opt_out_is_kept_under_its_name_its_kind_or_its_value_and_identifies_nobody() {
        for (name, value, kind, opt_out) in [
            ("IDE", "OPT_OUT", None, true),
            ("IDE", "\"\"", None, true),
            ("IDE", "deleted", Some("advertising"), true),
            ("site_optout", "1", None, true),
            ("ga-disable-UA-1", "true", None, true),
            ("choice", "1", Some("opt-out"), true),
            ("choice", "1", None, false),
            ("choice", "1", Some("advertising"), false),
            ("site_optout", "0", None, false),
            ("site_optout", "False", None, false),
            ("choice", "no", Some("opt-out"), false),
            ("site_optout", "8f14e45fceea167a5a36dedd4bea2543", None, false),
            ("choice", "8f14e45fceea167a5a36dedd4bea2543", Some("opt-out"), false),
        ] {
            assert_eq!(is_opt_out(&cookie(name, value, "a.example"), kind), opt_out, "{name}={value} {kind:?}");
        }
    }
}
