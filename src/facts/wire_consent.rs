//! What requests say of consent in their parameters.

use std::collections::BTreeMap;

use super::value::Fact;
use crate::evidence::Request;
use crate::knowledge::signals::{Grant, TcString, UsAnswer, UsPrivacy, WireConsent};

/// What a request says.
pub fn of(request: &Request) -> WireConsent {
    WireConsent::of(&request.url, request.body.as_deref())
}

/// Whether a request tells Google or Microsoft that storing is granted; `None` if it says nothing of it. `gcs` is
/// official and speaks first; `gcd` where there is no `gcs`.
pub fn grants_storing(wire: &WireConsent) -> Option<bool> {
    let by_gcs = wire.gcs.map(|gcs| [gcs.ad_storage, gcs.analytics_storage]);
    let by_gcd = || wire.gcd.map(|gcd| [gcd.ad_storage.now(), gcd.analytics_storage.now()]);
    let said: Vec<Grant> = by_gcs.or_else(by_gcd).into_iter().flatten().chain(wire.uet).collect();
    let known = said.iter().any(|grant| *grant != Grant::Unset);
    known.then(|| said.contains(&Grant::Granted))
}

/// Adds the facts of one request.
pub fn add(facts: &mut BTreeMap<&'static str, Fact>, request: &Request) {
    let wire = of(request);
    let word = |grant: Option<Grant>| grant.map_or_else(Fact::absent, |grant| Fact::text(grant.word()));
    let flag = |said: Option<bool>| said.map_or_else(Fact::absent, Fact::flag);
    facts.insert("gcs-ads", word(wire.gcs.map(|gcs| gcs.ad_storage)));
    facts.insert("gcs-analytics", word(wire.gcs.map(|gcs| gcs.analytics_storage)));
    facts.insert("gcd-ads", word(wire.gcd.map(|gcd| gcd.ad_storage.now())));
    facts.insert("gcd-analytics", word(wire.gcd.map(|gcd| gcd.analytics_storage.now())));
    facts.insert("gcd-user-data", word(wire.gcd.map(|gcd| gcd.ad_user_data.now())));
    facts.insert("gcd-personalization", word(wire.gcd.map(|gcd| gcd.ad_personalization.now())));
    facts.insert("npa", flag(wire.npa));
    facts.insert("dma", flag(wire.dma));
    facts.insert("dma-services", wire.dma_cps.as_deref().map_or_else(Fact::absent, Fact::text));
    facts.insert("uet-ads", word(wire.uet));
    facts.insert("restricted", flag(wire.rdp));
    facts.insert("gdpr-applies", flag(wire.gdpr));
    let grants = wire.gdpr_consent.as_deref().map(|text| match TcString::decode(text) {
        Ok(string) => Fact::flag(string.grants()),
        Err(why) => Fact::Unknown(format!("the TC string: {why}")),
    });
    facts.insert("tcf-grants", grants.unwrap_or_else(Fact::absent));
    let out = wire.us_privacy.as_deref().map(|text| match UsPrivacy::decode(text).map(|string| string.opt_out_sale) {
        Ok(UsAnswer::Yes) => Fact::flag(true),
        Ok(UsAnswer::No) => Fact::flag(false),
        Ok(UsAnswer::NotApplicable) => Fact::absent(),
        Err(why) => Fact::Unknown(format!("the US Privacy string: {why}")),
    });
    facts.insert("us-opted-out", out.unwrap_or_else(Fact::absent));
}
