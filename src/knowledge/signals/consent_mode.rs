//! Google Consent Mode: what its calls, taken in order, come to.
//!
//! `consent default` sets what holds before a choice, for everywhere or for regions (ISO 3166-2; the most specific one
//! that fits a visitor wins); `consent update` sets what holds from then on, everywhere.
//! Source: <https://developers.google.com/tag-platform/security/guides/consent>.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::google_status::Grant;

/// The parameter of a call that is no type of consent: how long tags wait for an update, milliseconds.
const WAIT: &str = "wait_for_update";
/// The parameter that names regions.
const REGION: &str = "region";

/// What calls of Consent Mode come to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ConsentMode {
    /// How many calls set defaults.
    pub defaults: usize,
    /// How many calls were updates.
    pub updates: usize,
    /// How long tags wait for an update, milliseconds, as set last.
    pub wait_for_update: Option<f64>,
    /// What holds everywhere that has no default of its own.
    pub everywhere: BTreeMap<String, Setting>,
    /// What holds in regions that have defaults of their own, by region.
    pub regions: BTreeMap<String, BTreeMap<String, Setting>>,
    /// Calls that cannot be read, with their position and why.
    pub faults: Vec<String>,
    /// Why not everything that the calls say was taken in; what holds is not known then. `None` if all was.
    #[serde(skip)]
    pub cut: Option<String>,
}

/// One type of consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Setting {
    /// What held before an update.
    pub default: Grant,
    /// What holds after all calls.
    pub now: Grant,
}

type Defaults = BTreeMap<String, Grant>;

/// Most regions that are taken in: twice as many as have privacy laws of their own. Each holds every type of consent.
const MOST_REGIONS: usize = 500;
/// Most types of consent that are taken in; Google knows seven.
const MOST_TYPES: usize = 50;
/// Most faults that are told.
const MOST_FAULTS: usize = 200;

/// What calls said so far, bounded.
#[derive(Default)]
struct Said {
    defaults: BTreeMap<Option<String>, Defaults>,
    updates: Defaults,
    types: BTreeSet<String>,
    cut: Option<String>,
}

impl Said {
    /// The types of consent that a call sets, without those beyond the bound.
    fn bounded(&mut self, at: usize, grants: Defaults) -> Defaults {
        let mut kept = Defaults::new();
        for (name, grant) in grants {
            if !self.types.contains(&name) && self.types.len() >= MOST_TYPES {
                self.leave_out(at, MOST_TYPES, "types of consent");
                continue;
            }
            self.types.insert(name.clone());
            kept.insert(name, grant);
        }
        kept
    }

    fn set_defaults(&mut self, at: usize, region: Option<String>, grants: &Defaults) {
        // Everywhere is no region.
        if region.is_some() && !self.defaults.contains_key(&region) && self.regions() >= MOST_REGIONS {
            self.leave_out(at, MOST_REGIONS, "regions");
            return;
        }
        self.defaults.entry(region).or_default().extend(grants.clone());
    }

    fn regions(&self) -> usize {
        self.defaults.len() - usize::from(self.defaults.contains_key(&None))
    }

    fn leave_out(&mut self, at: usize, most: usize, what: &str) {
        let why = || format!("call {at}: only the first {most} {what} are read");
        self.cut.get_or_insert_with(why);
    }
}

impl ConsentMode {
    /// Takes `["consent", "default" | "update", {…}]` in order.
    pub fn of<'a>(calls: impl IntoIterator<Item = &'a Value>) -> Self {
        let mut read = Self::default();
        let mut said = Said::default();
        for (at, call) in calls.into_iter().enumerate() {
            match (call[1].as_str(), call[2].as_object()) {
                (Some("default"), Some(given)) => {
                    read.defaults += 1;
                    read.wait_for_update = given.get(WAIT).and_then(Value::as_f64).or(read.wait_for_update);
                    let (grants, faults) = grants(at, call);
                    read.faults.extend(faults);
                    let grants = said.bounded(at, grants);
                    for region in regions(call) {
                        said.set_defaults(at, region, &grants);
                    }
                }
                (Some("update"), Some(_)) => {
                    read.updates += 1;
                    let (grants, faults) = grants(at, call);
                    read.faults.extend(faults);
                    let grants = said.bounded(at, grants);
                    said.updates.extend(grants);
                }
                (Some("default" | "update"), None) => read.faults.push(format!("call {at}: it has no parameters")),
                (other, _) => {
                    read.faults
                        .push(format!("call {at}: {:?} is neither default nor update", other.unwrap_or_default()));
                }
            }
        }
        read.settle(said);
        read
    }

    /// What was said, by region.
    fn settle(&mut self, said: Said) {
        let Said { mut defaults, updates, cut, .. } = said;
        let general = defaults.remove(&None).unwrap_or_default();
        self.everywhere = settings(&[&general], &updates);
        for region in defaults.keys().flatten() {
            let country = region.split('-').next().unwrap_or_default().to_owned();
            let of = |name: &str| defaults.get(&Some(name.to_owned()));
            let chain: Vec<&Defaults> = [of(region), of(&country), Some(&general)].into_iter().flatten().collect();
            self.regions.insert(region.clone(), settings(&chain, &updates));
        }
        self.faults.truncate(MOST_FAULTS);
        self.faults.extend(cut.clone());
        self.cut = cut;
    }

    /// What holds for a visitor of `country`, two letters; of everywhere where that is not known.
    pub fn at(&self, country: Option<&str>) -> &BTreeMap<String, Setting> {
        let own = country.and_then(|country| self.regions.get(&country.to_ascii_uppercase()));
        own.unwrap_or(&self.everywhere)
    }

    /// Everything that may hold for a visitor of `country`, two letters: which part of it he is in is not known. Where
    /// the country is not known either, everything.
    pub fn may_hold(&self, country: Option<&str>) -> Vec<&BTreeMap<String, Setting>> {
        let code = |region: &str| region.split('-').next().unwrap_or_default().to_owned();
        let parts = |region: &str| {
            country.is_none_or(|country| region.contains('-') && code(region).eq_ignore_ascii_case(country))
        };
        let regions = self.regions.iter().filter(|(region, _)| parts(region)).map(|(_, settings)| settings);
        std::iter::once(self.at(country)).chain(regions).collect()
    }
}

/// Types of consent in a call, and what is wrong with them.
fn grants(at: usize, call: &Value) -> (Defaults, Vec<String>) {
    let (mut grants, mut faults) = (Defaults::new(), Vec::new());
    let given = call[2].as_object().into_iter().flatten();
    for (name, value) in given.filter(|(name, _)| *name != WAIT && *name != REGION) {
        match value.as_str() {
            Some("granted") => _ = grants.insert(name.clone(), Grant::Granted),
            Some("denied") => _ = grants.insert(name.clone(), Grant::Denied),
            _ => faults.push(format!("call {at}: {name} is {value}, neither granted nor denied")),
        }
    }
    (grants, faults)
}

/// Regions of a call; `None` stands for everywhere.
fn regions(call: &Value) -> Vec<Option<String>> {
    let named: Vec<Option<String>> = match &call[2][REGION] {
        Value::Array(regions) => {
            regions.iter().filter_map(Value::as_str).map(|region| Some(region.to_ascii_uppercase())).collect()
        }
        Value::String(region) => vec![Some(region.to_ascii_uppercase())],
        _ => Vec::new(),
    };
    if named.is_empty() { vec![None] } else { named }
}

/// The most specific default of each type, and the update over it.
fn settings(chain: &[&Defaults], updates: &Defaults) -> BTreeMap<String, Setting> {
    let names = chain.iter().flat_map(|defaults| defaults.keys()).chain(updates.keys());
    names
        .map(|name| {
            let default = chain.iter().find_map(|defaults| defaults.get(name)).copied().unwrap_or(Grant::Unset);
            let now = updates.get(name).copied().unwrap_or(default);
            (name.clone(), Setting { default, now })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Grant::{Denied, Granted, Unset};
    use super::*;
    use serde_json::json;

    fn of(calls: &Value) -> ConsentMode {
        ConsentMode::of(calls.as_array().unwrap())
    }

    #[test]
    fn an_update_replaces_a_default_and_leaves_it_known() {
        let read = of(&json!([
            ["consent", "default", { "ad_storage": "denied", "analytics_storage": "denied", "wait_for_update": 500 }],
            ["consent", "update", { "analytics_storage": "granted" }],
            ["consent", "update", { "security_storage": "granted" }],
        ]));
        assert_eq!(read.everywhere["ad_storage"], Setting { default: Denied, now: Denied });
        assert_eq!(read.everywhere["analytics_storage"], Setting { default: Denied, now: Granted });
        assert_eq!(read.everywhere["security_storage"], Setting { default: Unset, now: Granted });
        assert_eq!((read.wait_for_update, read.defaults, read.updates), (Some(500.0), 1, 2));
    }

    #[test]
    fn the_most_specific_region_wins() {
        let read = of(&json!([
            ["consent", "default", { "ad_storage": "granted", "region": ["US"] }],
            ["consent", "default", { "ad_storage": "denied", "analytics_storage": "granted" }],
            ["consent", "default", { "ad_storage": "denied", "region": "us-ca" }],
        ]));
        assert_eq!(read.at(None)["ad_storage"].now, Denied);
        assert_eq!(read.at(Some("de"))["ad_storage"].now, Denied);
        assert_eq!(read.at(Some("us"))["ad_storage"].now, Granted);
        assert_eq!(read.regions["US-CA"]["ad_storage"].now, Denied);
        assert_eq!(
            read.regions["US-CA"]["analytics_storage"].now, Granted,
            "what a region leaves out holds as elsewhere"
        );
        let counts = [Some("US"), Some("de"), None].map(|country| read.may_hold(country).len());
        assert_eq!(counts, [2, 1, 3]);
    }

    #[test]
    fn floods_of_regions_and_types_are_bounded_and_said() {
        let regions: Vec<String> = (0..10_000).map(|number| format!("XX-{number}")).collect();
        let mut given: serde_json::Map<String, Value> =
            (0..10_000).map(|number| (format!("type_{number}"), json!("granted"))).collect();
        given.insert("region".to_owned(), json!(regions));
        let read = of(&json!([["consent", "default", given]]));
        assert_eq!((read.regions.len(), read.regions["XX-0"].len()), (MOST_REGIONS, MOST_TYPES));
        assert!(read.cut.as_deref().is_some_and(|why| why.contains("only the first 50 types")), "{:?}", read.cut);
        assert_eq!(read.faults.last(), read.cut.as_ref());
        let many = of(&json!([["consent", "default", { "ad_storage": "denied", "region": regions }]]));
        assert!(many.cut.is_some_and(|why| why.contains("only the first 500 regions")));
        let few = json!([["consent", "default", { "ad_storage": "denied", "region": regions[..500] }],
            ["consent", "default", { "ad_storage": "granted" }]]);
        assert_eq!((of(&few).cut, of(&few).everywhere.len()), (None, 1));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let read = of(&json!([
            ["consent", "default", { "ad_storage": true, "analytics_storage": "denied" }],
            ["consent", "declare", {}],
            ["consent", "update"],
            ["consent"],
            7,
        ]));
        assert_eq!(read.faults.len(), 5, "{:?}", read.faults);
        assert!(read.faults[0].contains("call 0: ad_storage is true"));
        assert_eq!(read.everywhere.len(), 1);
    }
}
