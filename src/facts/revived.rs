//! Cookies that come back with the same value after all cookies were deleted, and where the value was kept.

use std::collections::{BTreeMap, BTreeSet};

use super::cookies::CookieKey;
use super::lived::{Ground, Lived};
use super::party::{host_of, tidy_host};
use super::presence::flag;
use super::storage::{area_word, read_storage};
use super::value::Fact;
use crate::evidence::{Area, Cookie, Gathered, Moment, Revival, State, StorageItem};

/// The experiment that deletes all cookies, made in one visit.
#[derive(Debug)]
pub struct Revived<'a> {
    tried: Result<Tried<'a>, String>,
}

#[derive(Debug)]
struct Tried<'a> {
    deleted: BTreeMap<CookieKey<'a>, &'a str>,
    after: BTreeMap<CookieKey<'a>, &'a str>,
    /// Where the value of each cookie that came back unchanged was kept, or why that is not known.
    kept: BTreeMap<CookieKey<'a>, Result<Kept<'a>, String>>,
}

/// What was stored before the deletion.
struct Stored<'a> {
    /// Different values with their places, in order, so that the first that holds a text tells its place.
    items: BTreeSet<(Area, &'a str, &'a str)>,
    /// Why a place can have been missed, if so.
    whole: Result<(), String>,
}

/// Where a value that came back was kept.
#[derive(Debug, Clone, Copy)]
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
        let kept = tried.kept.get(key).cloned();
        Ok(Came::Back(kept.unwrap_or_else(|| Err("where its value was kept was not looked for".to_owned()))))
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
        let (deleted, after): (BTreeMap<_, _>, BTreeMap<_, _>) = (values(&revival.deleted), values(&revival.after));
        let stored = Stored::of(&lived.visit.moments);
        let same = deleted.iter().filter(|(key, value)| after.get(key) == Some(value));
        let kept = same.map(|(key, value)| (key.clone(), place(revival, &stored, key, value))).collect();
        Ok(Self { deleted, after, kept })
    }
}

impl<'a> Stored<'a> {
    fn of(moments: &'a [Moment]) -> Self {
        let items = || moments.iter().filter_map(|moment| moment.storage.ok()).flatten();
        let cut = |item: &StorageItem| format!("the value of {} of {} was not read whole", item.key, item.origin);
        let read = moments.iter().try_for_each(read_storage);
        let whole = read.and_then(|()| items().find(|item| item.cut).map_or(Ok(()), |item| Err(cut(item))));
        Self { items: items().map(|item| (item.area, item.key.as_str(), item.value.as_str())).collect(), whole }
    }
}

fn place<'a>(revival: &'a Revival, stored: &Stored<'a>, key: &CookieKey<'_>, value: &str) -> Result<Kept<'a>, String> {
    if let Some((area, name, _)) = stored.items.iter().find(|(.., held)| held.contains(value)) {
        return Ok(Kept { place: area_word(*area), name: Some(name) });
    }
    stored.whole.clone()?;
    let host = tidy_host(key.domain());
    let of_host = |url: &str| host_of(url).is_some_and(|asked| asked == host || asked.ends_with(&format!(".{host}")));
    let mut carried = revival.validators.iter().filter(|validator| of_host(&validator.url)).collect::<Vec<_>>();
    carried.sort_by_key(|validator| !validator.value.contains(value));
    Ok(match carried.first() {
        Some(validator) => Kept { place: "validator", name: Some(&validator.url) },
        None => Kept { place: "unknown", name: None },
    })
}
