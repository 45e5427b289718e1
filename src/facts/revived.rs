//! Cookies that come back with the same value after all cookies were deleted, and where the value was kept.

use std::collections::BTreeMap;

use super::cookies::CookieKey;
use super::lived::{Ground, Lived};
use super::party::{host_of, tidy_host};
use super::presence::flag;
use super::storage::read_storage;
use super::value::Fact;
use crate::evidence::{Area, Cookie, Gathered, Revival, State, StorageItem};

/// The experiment that deletes all cookies, made in one visit.
#[derive(Debug)]
pub struct Revived<'a> {
    tried: Result<Tried<'a>, String>,
}

#[derive(Debug)]
struct Tried<'a> {
    revival: &'a Revival,
    deleted: BTreeMap<CookieKey<'a>, &'a str>,
    after: BTreeMap<CookieKey<'a>, &'a str>,
    stored: Vec<&'a StorageItem>,
    /// Why a place in storage can have been missed, if so.
    whole: Result<(), String>,
}

/// Where a value that came back was kept.
struct Kept<'a> {
    /// As the catalogue calls it.
    place: &'static str,
    /// Storage key, or address that was asked for with a validator.
    name: Option<&'a str>,
}

/// What became of a cookie.
enum Came<'a> {
    /// It is gone, has another value, or says nothing of anybody.
    Forgotten,
    /// It is there again; where it was kept, or why that is not known.
    Back(Result<Kept<'a>, String>),
}

impl<'a> Revived<'a> {
    /// Reads what the experiment brought, if it was made.
    pub fn of(ground: &Ground<'a>) -> Self {
        Self { tried: ground.loaded(&State::NoneAgain).and_then(Tried::of) }
    }

    /// Adds the facts of one cookie. `like` tells whether its value looks like an identifier.
    pub fn add_to(&self, facts: &mut BTreeMap<&'static str, Fact>, key: &CookieKey<'a>, like: &Result<bool, String>) {
        let came = self.came(key, like);
        let (place, name) = match &came {
            Ok(Came::Forgotten) => (Fact::absent(), Fact::absent()),
            Ok(Came::Back(Ok(kept))) => (Fact::text(kept.place), kept.name.map_or_else(Fact::absent, Fact::text)),
            Ok(Came::Back(Err(why))) | Err(why) => (Fact::Unknown(why.clone()), Fact::Unknown(why.clone())),
        };
        facts.insert("respawned", flag(came.map(|came| matches!(came, Came::Back(_)))));
        facts.insert("respawned-from", place);
        facts.insert("respawned-name", name);
    }

    fn came(&self, key: &CookieKey<'a>, like: &Result<bool, String>) -> Result<Came<'_>, String> {
        let tried = self.tried.as_ref().map_err(Clone::clone)?;
        let Some(before) = tried.deleted.get(key) else {
            return Err("it did not lie in the jar when all cookies were deleted".to_owned());
        };
        // Gone, or set anew with another value: forgotten, as it should be.
        if tried.after.get(key) != Some(before) {
            return Ok(Came::Forgotten);
        }
        // The same for everybody tells nobody apart.
        if !like.clone()? {
            return Ok(Came::Forgotten);
        }
        Ok(Came::Back(tried.place(key, before)))
    }
}

impl<'a> Tried<'a> {
    fn of(lived: &Lived<'a>) -> Result<Self, String> {
        let revival = match &lived.visit.revival {
            None => return Err("whether anything comes back after deletion was not tried in this run".to_owned()),
            Some(Gathered::Failed(why)) => return Err(format!("what comes back after deletion is not known: {why}")),
            Some(Gathered::Ok(revival)) => revival,
        };
        let values = |jar: &'a [Cookie]| jar.iter().map(|one| (CookieKey::of(one), one.value.as_str())).collect();
        let moments = &lived.visit.moments;
        Ok(Self {
            revival,
            deleted: values(&revival.deleted),
            after: values(&revival.after),
            stored: moments.iter().filter_map(|moment| moment.storage.ok()).flatten().collect(),
            whole: moments.iter().try_for_each(read_storage),
        })
    }

    fn place(&self, key: &CookieKey<'_>, value: &str) -> Result<Kept<'_>, String> {
        let holds = |item: &&&StorageItem| item.value.contains(value);
        if let Some(item) = self.stored.iter().filter(holds).min_by_key(|item| item.area) {
            return Ok(Kept { place: place_word(item.area), name: Some(&item.key) });
        }
        self.whole.clone()?;
        let host = tidy_host(key.domain());
        let of_host =
            |url: &str| host_of(url).is_some_and(|asked| asked == host || asked.ends_with(&format!(".{host}")));
        let mut carried =
            self.revival.validators.iter().filter(|validator| of_host(&validator.url)).collect::<Vec<_>>();
        carried.sort_by_key(|validator| !validator.value.contains(value));
        Ok(match carried.first() {
            Some(validator) => Kept { place: "validator", name: Some(&validator.url) },
            None => Kept { place: "unknown", name: None },
        })
    }
}

fn place_word(area: Area) -> &'static str {
    match area {
        Area::LocalStorage => "local-storage",
        Area::SessionStorage => "session-storage",
        Area::IndexedDb => "indexed-db",
        Area::Cache => "cache",
        Area::ServiceWorker => "service-worker",
    }
}
