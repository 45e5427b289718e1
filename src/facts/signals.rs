//! The collection of signals: what the consent interfaces said in each phase of a state.

use std::collections::BTreeMap;

use super::lifetime;
use super::lived::Lived;
use super::pointer;
use super::signals_read::{Decoded, NO_INTEREST, When, same};
use super::value::{Collected, Collection, Fact, Item, Value};
use crate::evidence::{Moment, Phase, VendorInterface};
use crate::knowledge::signals::{Grant, SegmentKind, Setting, TcString, VendorSays};

/// The day from which on every new string has the segment of disclosed vendors, by version 2.3 of the framework.
const DISCLOSURE_SINCE: &str = "2026-02-28";

/// From where and when a visit came.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// ISO 3166 code of the country, if it is known.
    pub country: Option<&'a str>,
    /// Start of the run, seconds since 1970, or why it is not known.
    pub started: &'a Result<i64, String>,
}

/// The collection of one state: a member for each phase whose signals were read.
pub fn collection(lived: &Lived<'_>, seen: Seen<'_>) -> Collection {
    lived.chosen.clone()?;
    let read = |(at, moment): (usize, &Moment)| {
        let decoded = Decoded::of(moment.signals.ok()?);
        Some(Item {
            facts: facts(lived, moment.phase, &decoded, seen),
            evidence: pointer::in_moment(lived.index, at, "signals/ok"),
            identity: format!("signals {}", moment.phase.word()),
            is_counted: false,
        })
    };
    let items: Vec<Item> = lived.visit.moments.iter().enumerate().filter_map(read).collect();
    let complete = lived.saw_everything(|moment| {
        moment.signals.as_result().map(|_| ()).map_err(|why| format!("consent signals were not read: {why}"))
    });
    Ok(Collected { items, complete })
}

fn facts(lived: &Lived<'_>, phase: Phase, decoded: &Decoded<'_>, seen: Seen<'_>) -> BTreeMap<&'static str, Fact> {
    let mut facts = BTreeMap::from([
        ("phase", Fact::text(phase.word())),
        ("before-choice", Fact::flag(!lived.chooses() || phase == Phase::Arrival)),
        ("after-choice", Fact::flag(lived.chooses() && phase.is_after_choice())),
        ("on-return", Fact::flag(phase == Phase::Return)),
        ("gpc", decoded.raw.gpc.map_or_else(Fact::absent, Fact::flag)),
    ]);
    add_tcf(&mut facts, decoded);
    facts.insert("tcf-age-days", age(decoded, seen.started));
    add_american(&mut facts, decoded);
    add_google(&mut facts, decoded, seen.country);
    for (name, vendor) in [
        ("uet", VendorInterface::MicrosoftUet),
        ("clarity", VendorInterface::MicrosoftClarity),
        ("meta", VendorInterface::Meta),
        ("tiktok", VendorInterface::TikTok),
    ] {
        let fact = match decoded.vendor(vendor) {
            None => Fact::absent(),
            Some(Ok(says)) => Fact::text(vendor_word(&says)),
            Some(Err(why)) => Fact::Unknown(why),
        };
        facts.insert(name, fact);
    }
    facts
}

fn vendor_word(says: &VendorSays) -> &'static str {
    match says {
        VendorSays::Default(grant) | VendorSays::Now(grant) => grant.word(),
        VendorSays::Hold => "held",
        VendorSays::Restricted(_) | VendorSays::Unclear => "unset",
    }
}

/// A fact of the TC string: absent where there is none, unknown where it cannot be read.
type OfString = fn(&TcString) -> Value;

const OF_STRING: &[(&str, OfString)] = &[
    ("tcf-grants", |string| Value::Flag(string.grants())),
    ("tcf-purposes", |string| count(&string.purpose_consents)),
    ("tcf-vendors", |string| count(&string.vendor_consents)),
    ("tcf-special-features", |string| count(&string.special_feature_optins)),
    ("tcf-interests", |string| count(&string.purpose_li)),
    ("tcf-interest-vendors", |string| count(&string.vendor_li)),
    ("tcf-forbidden-interests", |string| {
        Value::Number(string.purpose_li.iter().filter(|purpose| NO_INTEREST.contains(purpose)).count() as f64)
    }),
    ("tcf-discloses-vendors", |string| Value::Flag(string.has(SegmentKind::DisclosedVendors))),
    ("tcf-vendors-disclosed", |string| count(&string.vendors_disclosed)),
    ("tcf-cmp-id", |string| Value::Number(f64::from(string.cmp_id))),
    ("tcf-policy-version", |string| Value::Number(f64::from(string.policy_version))),
    ("tcf-vendor-list-version", |string| Value::Number(f64::from(string.vendor_list_version))),
    ("tcf-language", |string| Value::Text(string.consent_language.clone())),
    ("tcf-created", |string| Value::Text(day(&string.created))),
    ("tcf-disclosure-due", |string| Value::Flag(day(&string.created).as_str() >= DISCLOSURE_SINCE)),
    ("tcf-days-match", |string| Value::Flag(day(&string.created) == day(&string.last_updated))),
];

fn count(list: &[u16]) -> Value {
    Value::Number(list.len() as f64)
}

fn day(time: &str) -> String {
    time.chars().take(10).collect()
}

/// Days from the making of the string to the run.
fn age(decoded: &Decoded<'_>, started: &Result<i64, String>) -> Fact {
    const DAY: i64 = 86_400;
    let string = match decoded.tc() {
        None => return Fact::absent(),
        Some(Err(why)) => return Fact::Unknown(why),
        Some(Ok(string)) => string,
    };
    match (started, lifetime::seconds_of(&string.created)) {
        (Ok(started), Some(created)) => Fact::number((started.div_euclid(DAY) - created.div_euclid(DAY)) as f64),
        (Err(why), _) => Fact::Unknown(why.clone()),
        (_, None) => Fact::Unknown("the day on which the string was made cannot be read".to_owned()),
    }
}

fn add_tcf(facts: &mut BTreeMap<&'static str, Fact>, decoded: &Decoded<'_>) {
    let raw = decoded.raw;
    facts.insert("tcf-present", Fact::flag(raw.tcf.is_some() || raw.tcf_ping.is_some()));
    facts.insert("tcf-gdpr-applies", raw.gdpr_applies().map_or_else(Fact::absent, Fact::flag));
    let asked = raw.tcf.as_ref().and_then(|answer| answer["eventStatus"].as_str());
    let told = raw.tcf_events.iter().flatten().rev().find_map(|event| event["eventStatus"].as_str());
    facts.insert("tcf-status", asked.or(told).map_or_else(Fact::absent, Fact::text));
    facts.insert("tcf-readable", decoded.tcf.as_ref().map_or_else(Fact::absent, |read| Fact::flag(read.is_ok())));
    for (name, of) in OF_STRING {
        let fact = match decoded.tc() {
            None => Fact::absent(),
            Some(Ok(string)) => Fact::Known(of(string)),
            Some(Err(why)) => Fact::Unknown(why),
        };
        facts.insert(name, fact);
    }
}

fn add_american(facts: &mut BTreeMap<&'static str, Fact>, decoded: &Decoded<'_>) {
    facts.insert("gpp-present", Fact::flag(decoded.raw.gpp.is_some()));
    facts.insert("gpp-readable", decoded.gpp.as_ref().map_or_else(Fact::absent, |read| Fact::flag(read.is_ok())));
    facts.insert("us-privacy-present", Fact::flag(decoded.raw.usp.is_some()));
    facts.insert("us-opted-out", of_option(decoded.opted_out()));
}

fn add_google(facts: &mut BTreeMap<&'static str, Fact>, decoded: &Decoded<'_>, country: Option<&str>) {
    facts.insert("consent-mode-present", Fact::flag(decoded.mode.is_some()));
    facts.insert("consent-mode-default-granted", of_option(decoded.mode_grants(country, When::Beforehand)));
    facts.insert("consent-mode-granted", of_option(decoded.mode_grants(country, When::Now)));
    facts.insert("consent-mode-late", of_option(decoded.default_comes_late()));
    for (name, kind) in [
        ("consent-mode-ads", "ad_storage"),
        ("consent-mode-analytics", "analytics_storage"),
        ("consent-mode-user-data", "ad_user_data"),
        ("consent-mode-personalization", "ad_personalization"),
    ] {
        let fact = match (decoded.mode_is_whole(), &decoded.mode) {
            (Err(why), _) => Fact::Unknown(why),
            (Ok(()), None) => Fact::absent(),
            (Ok(()), Some(mode)) => {
                let now = |setting: Option<&Setting>| setting.map_or(Grant::Unset, |setting| setting.now);
                match same(mode.may_hold(country).into_iter().map(|settings| now(settings.get(kind)))) {
                    Ok(grant) => Fact::text(grant.word()),
                    Err(why) => Fact::Unknown(why),
                }
            }
        };
        facts.insert(name, fact);
    }
}

fn of_option(read: Option<Result<bool, String>>) -> Fact {
    match read {
        None => Fact::absent(),
        Some(Ok(flag)) => Fact::flag(flag),
        Some(Err(why)) => Fact::Unknown(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRING: &str = "CQgipwAQnB74AE4sCMENDMFgAKCAAAAAACQgJYQAwACQK8Ar4CWAAAAAAAAA.YAAAAAAAAAAA";

    #[test]
    fn the_segment_of_disclosed_vendors_is_due_from_a_published_day_on() {
        let (_, due) = OF_STRING.iter().find(|(name, _)| *name == "tcf-disclosure-due").unwrap();
        let made = |day: &str| TcString { created: format!("{day}T00:00:00Z"), ..TcString::decode(STRING).unwrap() };
        assert_eq!(due(&made("2026-02-28")), Value::Flag(true));
        assert_eq!(due(&made("2026-02-27")), Value::Flag(false), "a string from before stays as it is");
    }
}
