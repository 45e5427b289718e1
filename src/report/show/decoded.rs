//! Consent signals in words: what strings and calls mean, each on one line.

use serde_json::{Map, Value};

use crate::evidence::{LayerCall, Signals, VendorCall, VendorInterface};
use crate::knowledge::signals::{
    ConsentMode, Gpp, GppSection, Grant, Setting, TcString, UsAnswer, UsPrivacy, VendorSays, meta, microsoft_clarity,
    microsoft_uet, tik_tok,
};

/// What the TC string holds; `None` where there is none.
pub(super) fn tcf(signals: &Signals) -> Option<String> {
    Some(match TcString::decode(signals.tc_string()?) {
        Ok(string) => tc_string(&string),
        Err(why) => unreadable(&why),
    })
}

fn tc_string(string: &TcString) -> String {
    format!(
        "purposes granted: {}; by legitimate interest: {}; special features: {}; vendors granted: {}; vendors by \
         legitimate interest: {}; platform {}, version {}; vendor list {}; made {}, changed {}",
        numbers(&string.purpose_consents),
        numbers(&string.purpose_li),
        numbers(&string.special_feature_optins),
        string.vendor_consents.len(),
        string.vendor_li.len(),
        string.cmp_id,
        string.cmp_version,
        string.vendor_list_version,
        string.created,
        string.last_updated,
    )
}

fn numbers(list: &[u16]) -> String {
    if list.is_empty() {
        return "none".to_owned();
    }
    list.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

/// The words of the events, in order; `None` where none was heard.
pub(super) fn events(events: &Option<Vec<Value>>, word: &str) -> Option<String> {
    let words = events.as_deref()?.iter().map(|event| event[word].as_str().unwrap_or("without a name"));
    Some(words.collect::<Vec<_>>().join(", ")).filter(|words| !words.is_empty())
}

/// The sections of the GPP string with their fields; `None` where there is no string.
pub(super) fn gpp(signals: &Signals) -> Option<String> {
    Some(match Gpp::decode(signals.gpp_string()?) {
        Ok(gpp) if gpp.sections.is_empty() => "no sections".to_owned(),
        Ok(gpp) => gpp.sections.iter().map(section).collect::<Vec<_>>().join("; "),
        Err(why) => unreadable(&why),
    })
}

fn section(section: &GppSection) -> String {
    let name = section.name.clone().unwrap_or_else(|| format!("section {}", section.id));
    let fields = match (&section.decoded, &section.fault) {
        (_, Some(fault)) => format!("cannot be read: {fault}"),
        (Some(Value::Object(fields)), _) => match TcString::decode(&section.raw) {
            Ok(string) if name == "tcfeuv2" => tc_string(&string),
            _ => pairs(fields),
        },
        (other, None) => other.as_ref().map(Value::to_string).unwrap_or_default(),
    };
    format!("{name}: {fields}")
}

fn pairs(fields: &Map<String, Value>) -> String {
    let pair = |(name, value): (&String, &Value)| match value {
        Value::String(text) => format!("{name} {text}"),
        other => format!("{name} {other}"),
    };
    fields.iter().filter(|(name, _)| *name != "SegmentBits").map(pair).collect::<Vec<_>>().join(", ")
}

/// The answers of the US Privacy string; `None` where there is none.
pub(super) fn us_privacy(signals: &Signals) -> Option<String> {
    let answer = |answer| match answer {
        UsAnswer::Yes => "yes",
        UsAnswer::No => "no",
        UsAnswer::NotApplicable => "not applicable",
    };
    Some(match UsPrivacy::decode(signals.usp.as_deref()?) {
        Ok(read) => format!(
            "notice given: {}; opted out of sale: {}; covered by the agreement of service providers: {}",
            answer(read.notice),
            answer(read.opt_out_sale),
            answer(read.lspa_covered)
        ),
        Err(why) => unreadable(&why),
    })
}

/// What the calls of Consent Mode come to; `None` where there are none.
pub(super) fn consent_mode(signals: &Signals) -> Option<String> {
    let calls = signals.consent_calls();
    if calls.is_empty() {
        return None;
    }
    let mode = ConsentMode::of(calls);
    let mut parts = vec![settings(&mode.everywhere)];
    parts.extend(mode.regions.iter().map(|(region, own)| format!("in {region}: {}", settings(own))));
    parts.extend(mode.faults.iter().map(|fault| format!("not read: {fault}")));
    Some(parts.join("; "))
}

fn settings(settings: &std::collections::BTreeMap<String, Setting>) -> String {
    if settings.is_empty() {
        return "nothing set".to_owned();
    }
    let one = |(name, Setting { default, now }): (&String, &Setting)| match default == now {
        true => format!("{name} {} by default", now.word()),
        false => format!("{name} {} (default {})", now.word(), default.word()),
    };
    settings.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The calls of Google's data layers by their words and places.
pub(super) fn layers(signals: &Signals) -> Option<String> {
    let call = |LayerCall { layer, at, call }: &LayerCall| {
        let words = [&call[0], &call[1]].into_iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ");
        format!("{layer}[{at}] {words}")
    };
    let calls: Vec<String> = signals.data_layers.iter().map(call).collect();
    (!calls.is_empty()).then(|| calls.join(", "))
}

/// What Google's own tags keep: of each type the update, else the default.
pub(super) fn google_state(signals: &Signals) -> Option<String> {
    let entries = signals.google_state.as_ref()?.as_object()?;
    let grant = |value: &Value| match value.as_bool() {
        Some(true) => Grant::Granted,
        Some(false) => Grant::Denied,
        None => Grant::Unset,
    };
    let one = |(name, entry): (&String, &Value)| {
        format!("{name}: default {}, update {}", grant(&entry["default"]).word(), grant(&entry["update"]).word())
    };
    Some(entries.iter().map(one).collect::<Vec<_>>().join("; "))
}

/// What a call to a vendor says.
pub(super) fn vendor_call(call: &VendorCall) -> &'static str {
    let says = match call.vendor {
        VendorInterface::MicrosoftUet => microsoft_uet(&call.arguments),
        VendorInterface::MicrosoftClarity => microsoft_clarity(&call.arguments),
        VendorInterface::Meta => meta(&call.arguments),
        VendorInterface::TikTok => tik_tok(&call.arguments),
    };
    match says {
        VendorSays::Default(Grant::Granted) => "granted by default",
        VendorSays::Default(_) => "denied by default",
        VendorSays::Now(grant) => grant.word(),
        VendorSays::Hold => "waits",
        VendorSays::Restricted(true) => "processing is restricted",
        VendorSays::Restricted(false) => "processing is not restricted",
        VendorSays::Unclear => "not a known call",
    }
}

fn unreadable(why: &impl std::fmt::Display) -> String {
    format!("cannot be read: {why}")
}
