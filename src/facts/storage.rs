//! Web storage of one visit, joined over the phases.

use std::collections::{BTreeMap, BTreeSet};

use super::declared::Declarations;
use super::described::{Described, Records, Setter, optional};
use super::identifier::{InProfile, identifier_like};
use super::lived::{Ground, Lived};
use super::names;
use super::owner::Owners;
use super::party::{host_of, origin_host, party};
use super::pointer;
use super::presence::{self, Sighting, Sightings, Written, flag, phases, telling};
use super::profiles::{Profile, Profiles};
use super::setter::{Askers, by_script};
use super::site::{ItemKind, Party, SetBy, StoredItem};
use super::unseen;
use super::value::{Collected, Collection, Fact, Item};
use crate::evidence::{Area, Format, Moment, State, StorageDeed, StorageItem, StorageWrite};
use crate::knowledge::{Knowledge, RecordPlace};

/// What tells entries of one profile apart: storage, origin, key.
pub type StorageKey<'a> = (Area, &'a str, &'a str);

fn key_of(item: &StorageItem) -> StorageKey<'_> {
    (item.area, &item.origin, &item.key)
}

/// The first format whose evidence holds values of databases.
const VALUES_TOLD_SINCE: (u32, u32) = (1, 2);

/// One entry of one visit.
#[derive(Debug, Clone)]
pub struct SeenStorage<'a> {
    /// Every time that it was there.
    pub sightings: Sightings<'a, StorageItem>,
    /// What it is for.
    pub described: Described,
    /// Facts for rules.
    pub facts: BTreeMap<&'static str, Fact>,
    /// As reports print it; `seen` holds this visit alone.
    pub stored: StoredItem,
    /// What identifies it across runs.
    pub identity: String,
    /// Whether it holds the choice or nothing, so that it is no tracking however it is known.
    pub harmless: bool,
    /// Its first value in another profile in which nothing was chosen, if it was there.
    pub other: Option<&'a str>,
    /// Why its values are not known whole in this visit or in a profile that it is compared with, if so.
    pub whole: Result<(), String>,
}

/// What one visit tells of its entries beside their values.
struct Heard<'a> {
    writes: Result<BTreeMap<StorageKey<'a>, Vec<&'a StorageWrite>>, &'a str>,
    askers: Askers<'a>,
    records: Records<'a>,
}

/// All that derivations of storage share.
#[derive(Debug)]
pub struct StorageGround<'g, 'a> {
    knowledge: &'a Knowledge,
    declarations: &'g Declarations<'a>,
    profiles: Profiles<'a, StorageKey<'a>>,
    /// Entries of these profiles whose values were not read whole.
    cut: BTreeSet<StorageKey<'a>>,
    /// Why values of databases are not known, if so.
    databases: Result<(), String>,
}

impl<'g, 'a> StorageGround<'g, 'a> {
    /// Reads the profiles whose values are compared.
    pub fn new(ground: &Ground<'a>, knowledge: &'a Knowledge, declarations: &'g Declarations<'a>) -> Self {
        let profiles = Profiles::of(|state| profile(ground, state));
        let states = Profiles::<StorageKey<'_>>::STATES;
        let moments =
            states.iter().filter_map(|state| ground.loaded(state).ok()).flat_map(|lived| &lived.visit.moments);
        let items = moments.filter_map(|moment| moment.storage.ok()).flatten();
        let cut = items.filter(|item| item.cut).map(key_of).collect();
        let databases = told_values(&ground.evidence.format);
        Self { knowledge, declarations, profiles, cut, databases }
    }

    /// Every entry of a visit, by storage, origin and key. The visit must have loaded.
    pub fn entries(&self, lived: &Lived<'a>) -> Vec<SeenStorage<'a>> {
        let heard = Heard {
            writes: lived.visit.storage_writes.as_result().map(|list| by_key(list)),
            askers: Askers::of(lived.visit.requests.ok().map(Vec::as_slice).unwrap_or_default()),
            records: Records::of(lived.visit, self.knowledge),
        };
        let joined = presence::join(lived, |moment| moment.storage.ok(), key_of);
        joined.into_iter().filter_map(|(key, seen)| self.entry(lived, key, seen, &heard)).collect()
    }

    fn entry(
        &self,
        lived: &Lived<'a>,
        key: StorageKey<'a>,
        sightings: Sightings<'a, StorageItem>,
        heard: &Heard<'a>,
    ) -> Option<SeenStorage<'a>> {
        let (area, origin, name) = key;
        let last = sightings.last()?.item;
        let domain = origin_host(origin).unwrap_or_else(|| origin.to_owned());
        let own = own_writes(area, &heard.writes, &key);
        let unseen = unseen::writes_for(lived.visit, &domain);
        let own = own.and_then(|writes| if writes.is_empty() { unseen.clone().map(|()| writes) } else { Ok(writes) });
        let set_by = set_by(&own, &heard.askers);
        let setter = match &own {
            Ok(_) => names::setter(lived, self.knowledge, set_by.url.as_deref().and_then(host_of)),
            Err(why) => Setter::NotRecorded(why.clone()),
        };
        let described = Described::look_up(self.knowledge, name, &domain, &lived.page_host, &setter);
        let record = record_place(area).is_some_and(|place| heard.records.holds(name, place, &described));
        let [one, other] =
            if record { self.profiles.untouched(&key) } else { self.profiles.compared(lived.state(), &key) };
        let mut values: Vec<&str> = sightings.iter().map(|sighting| sighting.item.value.as_str()).collect();
        values.dedup();
        let read = self.read_whole(&key, &sightings);
        let whole =
            if self.cut.contains(&key) { read.clone().and_then(|()| Err(cut_short(&key))) } else { read.clone() };
        // What was not read may identify.
        let like = identifier_like(&values, one, other)
            .and_then(|like| if like { Ok(true) } else { whole.clone().map(|()| false) });
        let party = party(&domain, &lived.page_host);
        let mut facts = plain_facts(last, &domain, party);
        described.add_to(&mut facts);
        Owners::new(self.knowledge, &lived.page_host).add_to(&mut facts, &domain);
        self.declarations.add_to(&mut facts, name);
        let setter = own.as_ref().map(|_| optional(set_by.url.as_deref()));
        facts.insert("setter", setter.unwrap_or_else(|why| Fact::Unknown(why.clone())));
        let line = own.as_ref().map(|_| set_by.line.map_or_else(Fact::absent, |line| Fact::number(f64::from(line))));
        facts.insert("setter-line", line.unwrap_or_else(|why| Fact::Unknown(why.clone())));
        facts.insert("identifier-like", flag(like.clone()));
        facts.insert("consent-record", Fact::flag(record));
        let was_there = sightings.iter().any(|sighting| !sighting.phase.is_after_choice());
        let written = own.and_then(|writes| match Written::of(writes.iter().map(|write| write.phase)) {
            Written::AfterChoice => Ok(Written::AfterChoice),
            // Whether a value changed that was not read whole is not known.
            other if was_there => unseen.and_then(|()| read.clone()).map(|()| other),
            other => unseen.map(|()| other),
        });
        presence::add_flags(&mut facts, lived, &sightings, read_storage, written, differs);
        let stored = StoredItem {
            identifier_like: (&like).into(),
            set_by,
            seen: BTreeMap::from([(lived.state().clone(), phases(&sightings))]),
            ..described.stored(item_kind(area), name, &domain, party)
        };
        let identity = format!("{} {name} {domain}", area_word(area));
        let harmless = record || (last.value.is_empty() && read.is_ok());
        let other = self.profiles.elsewhere(lived.state(), &key);
        Some(SeenStorage { sightings, described, facts, stored, identity, harmless, other, whole })
    }

    /// `Ok` if every value that an entry had in a visit was read whole.
    fn read_whole(&self, key: &StorageKey<'_>, sightings: &[Sighting<'_, StorageItem>]) -> Result<(), String> {
        if key.0 == Area::IndexedDb {
            self.databases.clone()?;
        }
        if sightings.iter().any(|sighting| sighting.item.cut) { Err(cut_short(key)) } else { Ok(()) }
    }
}

/// The collection of one state from its entries.
pub fn collection(lived: &Lived<'_>, entries: &[SeenStorage<'_>]) -> Collection {
    lived.chosen.clone()?;
    let complete = complete(lived);
    if lived.visit.moments.iter().all(|moment| moment.storage.ok().is_none()) {
        return Err(complete
            .err()
            .unwrap_or_else(|| format!("the storage of the state {} was not read", lived.state())));
    }
    let items = entries.iter().filter_map(|entry| item(lived, entry)).collect();
    Ok(Collected { items, complete })
}

/// `Ok` if no entry of the visit can have been missed.
pub fn complete(lived: &Lived<'_>) -> Result<(), String> {
    lived.saw_everything(read_storage)
}

/// `Ok` if everything that was stored at a moment was read.
pub fn read_storage(moment: &Moment) -> Result<(), String> {
    moment.storage.as_result().map_err(|why| format!("the storage was not read: {why}"))?;
    match moment.storage_unread.first() {
        Some(unread) => Err(format!("not all storage of {} was read: {}", unread.origin, unread.why)),
        None => Ok(()),
    }
}

fn item(lived: &Lived<'_>, entry: &SeenStorage<'_>) -> Option<Item> {
    let at = telling(&entry.sightings)?;
    Some(Item {
        facts: entry.facts.clone(),
        evidence: pointer::moment_entry(lived.index, at.moment, "storage", at.entry),
        identity: entry.identity.clone(),
        is_counted: false,
    })
}

fn profile<'a>(ground: &Ground<'a>, state: &State) -> Profile<'a, StorageKey<'a>> {
    let lived = match ground.loaded(state) {
        Ok(lived) => lived,
        Err(why) => return (BTreeMap::new(), InProfile::NotSeen(why)),
    };
    let values = presence::join(lived, |moment| moment.storage.ok(), key_of);
    let values = presence::profile_values(lived, values, read_storage, |item| item.value.as_str());
    (values, presence::missing(complete(lived)))
}

fn cut_short((area, origin, name): &StorageKey<'_>) -> String {
    format!("the value of {name} in the {} of {origin} was not read whole", area_word(*area))
}

/// `Ok` if evidence of this format tells values of databases.
fn told_values(format: &Format) -> Result<(), String> {
    let version = format.version.split_once('.');
    let version = version.and_then(|(major, minor)| Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?)));
    if version.is_some_and(|version| version >= VALUES_TOLD_SINCE) {
        return Ok(());
    }
    Err(format!("evidence of format {} holds names of databases and none of their values", format.version))
}

/// Whether two sightings surely hold different values, of which what was cut is known in part.
fn differs(one: &StorageItem, other: &StorageItem) -> bool {
    let left_out = |item: &StorageItem| item.cut && item.value.is_empty();
    if left_out(one) || left_out(other) {
        return false;
    }
    if !one.cut && !other.cut {
        return one.value != other.value;
    }
    let alike = one.value.starts_with(&other.value) || other.value.starts_with(&one.value);
    one.length != other.length || !alike
}

fn by_key(writes: &[StorageWrite]) -> BTreeMap<StorageKey<'_>, Vec<&StorageWrite>> {
    let mut sorted: Vec<&StorageWrite> = writes.iter().collect();
    sorted.sort_by_key(|write| write.seq);
    let mut map: BTreeMap<StorageKey<'_>, Vec<&StorageWrite>> = BTreeMap::new();
    for write in sorted.into_iter().filter(|write| write.done == StorageDeed::Set) {
        map.entry((write.area, &write.origin, &write.key)).or_default().push(write);
    }
    map
}

/// The writes of one entry, or why none could be seen: the hook hears localStorage and sessionStorage alone.
fn own_writes<'a>(
    area: Area,
    writes: &Result<BTreeMap<StorageKey<'a>, Vec<&'a StorageWrite>>, &str>,
    key: &StorageKey<'_>,
) -> Result<Vec<&'a StorageWrite>, String> {
    if matches!(area, Area::IndexedDb | Area::Cache | Area::ServiceWorker) {
        return Err(format!("writes to {} are not recorded", area_word(area)));
    }
    let writes = writes.as_ref().map_err(|why| (*why).to_owned())?;
    Ok(writes.get(key).cloned().unwrap_or_default())
}

fn set_by(own: &Result<Vec<&StorageWrite>, String>, askers: &Askers<'_>) -> SetBy {
    let first = own.as_ref().ok().and_then(|writes| writes.first());
    first.map_or_else(SetBy::nobody, |write| by_script(&write.stack, askers))
}

fn record_place(area: Area) -> Option<RecordPlace> {
    match area {
        Area::LocalStorage => Some(RecordPlace::LocalStorage),
        Area::SessionStorage => Some(RecordPlace::SessionStorage),
        Area::IndexedDb | Area::Cache | Area::ServiceWorker => None,
    }
}

fn plain_facts(item: &StorageItem, domain: &str, party: Party) -> BTreeMap<&'static str, Fact> {
    BTreeMap::from([
        ("name", Fact::text(item.key.as_str())),
        ("kind", Fact::text(area_word(item.area))),
        ("domain", Fact::text(domain)),
        ("party", Fact::text(party.word())),
    ])
}

/// The word for a part of storage, as in the catalogue.
pub fn area_word(area: Area) -> &'static str {
    kind_word(item_kind(area))
}

/// The word for a kind of item, as in the catalogue.
pub fn kind_word(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Cookie => "cookie",
        ItemKind::LocalStorage => "local-storage",
        ItemKind::SessionStorage => "session-storage",
        ItemKind::IndexedDb => "indexed-db",
        ItemKind::Cache => "cache",
        ItemKind::ServiceWorker => "service-worker",
    }
}

fn item_kind(area: Area) -> ItemKind {
    match area {
        Area::LocalStorage => ItemKind::LocalStorage,
        Area::SessionStorage => ItemKind::SessionStorage,
        Area::IndexedDb => ItemKind::IndexedDb,
        Area::Cache => ItemKind::Cache,
        Area::ServiceWorker => ItemKind::ServiceWorker,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Phase;
    use crate::facts::staged::parts::local_item;

    const ORIGIN: &str = "https://shop.example";

    fn whole(value: &str) -> StorageItem {
        local_item(ORIGIN, "visitor", value)
    }

    fn cut(value: &str, length: u64) -> StorageItem {
        StorageItem { cut: true, length, ..whole(value) }
    }

    #[test]
    fn values_differ_only_where_that_is_sure() {
        for (one, other, surely) in [
            (whole("abc"), whole("abc"), false),
            (whole("abc"), whole("abd"), true),
            (whole(""), whole("abc"), true),
            (cut("", 0), whole("abc"), false),
            (cut("", 0), cut("abc", 9), false),
            (cut("abc", 5), whole("abcde"), false),
            (cut("abc", 5), whole("abXde"), true),
            (cut("abc", 5), whole("abcd"), true),
            (cut("abc", 9), cut("abc", 9), false),
            (cut("abc", 9), cut("abc", 10), true),
            (cut("abc", 9), cut("abX", 9), true),
        ] {
            assert_eq!(differs(&one, &other), surely, "{one:?} {other:?}");
            assert_eq!(differs(&other, &one), surely, "{other:?} {one:?}");
        }
    }

    fn write(seq: u64, key: &str, done: StorageDeed) -> StorageWrite {
        StorageWrite {
            seq,
            at_ms: None,
            phase: Phase::Arrival,
            area: Area::LocalStorage,
            origin: ORIGIN.to_owned(),
            key: key.to_owned(),
            done,
            stack: Vec::new(),
        }
    }

    #[test]
    fn an_entry_has_the_writes_that_set_it_in_their_order() {
        let writes = [
            write(9, "visitor", StorageDeed::Set),
            write(2, "visitor", StorageDeed::Set),
            write(4, "visitor", StorageDeed::Remove),
            write(5, "other", StorageDeed::Set),
        ];
        let seen = Ok(by_key(&writes));
        let of = |area, key| {
            let own = own_writes(area, &seen, &(area, ORIGIN, key))?;
            Ok::<Vec<u64>, String>(own.iter().map(|write| write.seq).collect())
        };
        assert_eq!(of(Area::LocalStorage, "visitor"), Ok(vec![2, 9]));
        assert_eq!(of(Area::LocalStorage, "unheard-of"), Ok(Vec::new()));
        assert_eq!(of(Area::SessionStorage, "visitor"), Ok(Vec::new()));
        for silent in [Area::IndexedDb, Area::Cache, Area::ServiceWorker] {
            assert!(of(silent, "visitor").is_err(), "nobody hears writes to {}", area_word(silent));
        }
        assert!(own_writes(Area::LocalStorage, &Err("no hook"), &(Area::LocalStorage, ORIGIN, "visitor")).is_err());
    }
}
