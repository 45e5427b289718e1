//! Who of the advertising trade is sent identifiers, and whether Global Privacy Control changes that.

use std::collections::{BTreeMap, BTreeSet};

use super::lived::{Ground, not_run};
use super::value::{Collection, Fact, Item, Value};
use super::view::Singles;
use crate::evidence::State;

/// Vendors, or why they are not known.
type Recipients<'a> = Result<BTreeSet<&'a str>, String>;

/// Adds `effect.ad-recipients*` from the requests of the states.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, collections: &BTreeMap<(&'static str, State), Collection>) {
    let of = |state: State| match collections.get(&("request", state.clone())) {
        Some(requests) => recipients(requests),
        None => Err(not_run(&state)),
    };
    let (none, gpc) = (of(State::None), of(State::Gpc));
    let share = match (&none, &gpc) {
        (Err(why), _) | (Ok(_), Err(why)) => Fact::Unknown(why.clone()),
        (Ok(none), Ok(_)) if none.is_empty() => Fact::absent(),
        (Ok(none), Ok(gpc)) => Fact::number(none.intersection(gpc).count() as f64 / none.len() as f64),
    };
    singles.insert("effect.ad-recipients", count(none), ground.place(&State::None));
    singles.insert("effect.ad-recipients-under-gpc", count(gpc), ground.place(&State::Gpc));
    singles.insert("effect.ad-recipients-kept-share", share, ground.place(&State::Gpc));
}

fn count(recipients: Recipients<'_>) -> Fact {
    recipients.map_or_else(Fact::Unknown, |recipients| Fact::number(recipients.len() as f64))
}

/// Vendors of endpoints of advertising that were sent an identifier. That it is all of them is known only if no request
/// was missed and of each it is known whether it counts.
fn recipients(requests: &Collection) -> Recipients<'_> {
    let requests = requests.as_ref().map_err(Clone::clone)?;
    requests.complete.clone()?;
    let mut vendors = BTreeSet::new();
    for item in &requests.items {
        if let Some(vendor) = recipient(item)? {
            vendors.insert(vendor);
        }
    }
    Ok(vendors)
}

/// The vendor, if the request counts.
fn recipient(item: &Item) -> Result<Option<&str>, String> {
    for (name, wanted) in [
        ("url-kind", Value::Text("endpoint".to_owned())),
        ("purpose", Value::Text("marketing".to_owned())),
        ("carries-identifier", Value::Flag(true)),
    ] {
        match item.facts.get(name) {
            Some(Fact::Known(value)) if *value == wanted => {}
            Some(Fact::Unknown(why)) => return Err(why.clone()),
            _ => return Ok(None),
        }
    }
    match item.facts.get("vendor") {
        Some(Fact::Known(Value::Text(vendor))) => Ok(Some(vendor)),
        Some(Fact::Unknown(why)) => Err(why.clone()),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::value::Collected;

    fn sent(vendor: &str, kind: &str, purpose: &str, identifies: Fact) -> Item {
        let facts = [("vendor", vendor), ("url-kind", kind), ("purpose", purpose)];
        let mut facts: BTreeMap<&'static str, Fact> =
            facts.into_iter().map(|(name, text)| (name, Fact::text(text))).collect();
        facts.insert("carries-identifier", identifies);
        Item { facts, evidence: String::new(), identity: String::new(), is_counted: false }
    }

    fn all(items: Vec<Item>) -> Collection {
        Ok(Collected::complete(items))
    }

    #[test]
    fn a_vendor_counts_once_and_others_do_not() {
        let (yes, no) = (Fact::flag(true), Fact::flag(false));
        let requests = all(vec![
            sent("Ads", "endpoint", "marketing", yes.clone()),
            sent("Ads", "endpoint", "marketing", yes.clone()),
            sent("Library", "library", "marketing", yes.clone()),
            sent("Numbers", "endpoint", "analytics", yes),
            sent("Blind", "endpoint", "marketing", no),
        ]);
        assert_eq!(recipients(&requests), Ok(BTreeSet::from(["Ads"])));
    }

    #[test]
    fn what_was_missed_or_cannot_be_told_is_not_known() {
        let doubt = sent("Ads", "endpoint", "marketing", Fact::Unknown("no other profile".to_owned()));
        assert_eq!(recipients(&all(vec![doubt])), Err("no other profile".to_owned()));
        let elsewhere = sent("Numbers", "endpoint", "analytics", Fact::Unknown("no other profile".to_owned()));
        assert_eq!(recipients(&all(vec![elsewhere])), Ok(BTreeSet::new()), "it does not count either way");
        let cut: Collection = Ok(Collected::partial(Vec::new(), "the deadline passed"));
        assert_eq!(recipients(&cut), Err("the deadline passed".to_owned()));
    }
}
