//! The signals of one moment, decoded once for all facts that ask of them.

use std::collections::BTreeSet;

use crate::evidence::{Signals, VendorInterface};
use crate::knowledge::signals::{
    ConsentMode, Gpp, Grant, TcString, UsAnswer, UsPrivacy, VendorSays, meta, microsoft_clarity, microsoft_uet, tik_tok,
};

/// Types of consent that stand for storing: those that existed before 2023 and that `gcs` tells.
pub const STORING: &[&str] = &["ad_storage", "analytics_storage"];
/// Purposes for which the framework allows no legitimate interest since 2023.
pub const NO_INTEREST: &[u16] = &[1, 3, 4, 5, 6];
/// Fields of American sections that tell of an opting out: 1 opted out, 2 not.
const OPT_OUTS: &[&str] = &["SaleOptOut", "SharingOptOut", "TargetedAdvertisingOptOut"];
/// Sections of the Global Privacy Platform from this one on are of American laws.
const FIRST_AMERICAN: u16 = 6;
/// Most events of an interface that a visit keeps; gatherers before this version kept as many calls of all layers.
const KEPT: usize = 200;
/// Most consent calls that a visit keeps of one data layer.
const CONSENTS_KEPT: usize = 400;
/// Most data layers that a visit reads.
const LAYERS_KEPT: usize = 20;
/// Most events and calls of all interfaces together that are heard of one document.
const TOLD: usize = 299;
/// Why a data layer without a default accuses nobody.
const BY_TEMPLATE: &str = "no default stands in the data layer, and Google's tags keep one: a tag template may have set \
                           it, and when is not recorded";

/// The signals of one moment.
#[derive(Debug, Clone)]
pub struct Decoded<'a> {
    /// As they are.
    pub raw: &'a Signals,
    /// The TC string, or why it cannot be read; `None` where there is none.
    pub tcf: Option<Result<TcString, String>>,
    /// The GPP string.
    pub gpp: Option<Result<Gpp, String>>,
    /// The US Privacy string.
    pub usp: Option<Result<UsPrivacy, String>>,
    /// Consent Mode; `None` where no call was made.
    pub mode: Option<ConsentMode>,
}

impl<'a> Decoded<'a> {
    /// Decodes all.
    pub fn of(raw: &'a Signals) -> Self {
        let calls = raw.consent_calls();
        Self {
            raw,
            tcf: raw.tc_string().map(|text| TcString::decode(text).map_err(|why| format!("the TC string: {why}"))),
            gpp: raw.gpp_string().map(|text| Gpp::decode(text).map_err(|why| format!("the GPP string: {why}"))),
            usp: raw
                .usp
                .as_deref()
                .map(|text| UsPrivacy::decode(text).map_err(|why| format!("the US Privacy string: {why}"))),
            mode: (!calls.is_empty()).then(|| ConsentMode::of(calls)),
        }
    }

    /// The TC string. Where the interface gave none when it was asked, what it told by itself must have been heard.
    pub fn tc(&self) -> Option<Result<&TcString, String>> {
        let asked = self.raw.tcf.as_ref().is_some_and(|answer| answer["tcString"].is_string());
        match (&self.tcf, asked, self.heard()) {
            (_, false, Err(why)) => Some(Err(why)),
            (read, ..) => read.as_ref().map(|read| read.as_ref().map_err(Clone::clone)),
        }
    }

    /// Whether the framework's interface told that the visitor acted; `None` where there is no such interface.
    pub fn acted(&self) -> Option<Result<bool, String>> {
        let events = self.raw.tcf_events.as_deref();
        if events.unwrap_or_default().iter().any(|event| event["eventStatus"] == "useractioncomplete") {
            return Some(Ok(true));
        }
        match self.heard() {
            Err(why) => Some(Err(why)),
            Ok(()) if self.has_interface() || events.is_some_and(|events| !events.is_empty()) => Some(Ok(false)),
            Ok(()) => None,
        }
    }

    /// Whether Consent Mode's calls grant storing now; `None` where there are no calls that say.
    pub fn mode_grants(&self, country: Option<&str>, when: When) -> Option<Result<bool, String>> {
        if let Err(why) = self.mode_is_whole() {
            return Some(Err(why));
        }
        let mode = self.mode.as_ref()?;
        let said = mode.may_hold(country).into_iter().map(|settings| {
            let grants = STORING.iter().filter_map(|name| settings.get(*name));
            let mut grants = grants
                .map(|setting| if when == When::Beforehand { setting.default } else { setting.now })
                .filter(|grant| *grant != Grant::Unset)
                .peekable();
            grants.peek().is_some().then(|| grants.any(|grant| grant == Grant::Granted))
        });
        match same(said) {
            Ok(said) => said.map(Ok),
            Err(why) => Some(Err(why)),
        }
    }

    /// `Ok` if every call of Consent Mode was recorded and taken in.
    pub fn mode_is_whole(&self) -> Result<(), String> {
        let calls = self.raw.consent_calls().len();
        let layers: BTreeSet<&str> = self.raw.data_layers.iter().map(|one| one.layer.as_str()).collect();
        let at_bound = calls == KEPT || self.raw.data_layers.len() == KEPT;
        if at_bound || calls >= CONSENTS_KEPT || layers.len() >= LAYERS_KEPT {
            return Err("more calls stood in Google's data layers than are recorded".to_owned());
        }
        self.mode.as_ref().and_then(|mode| mode.cut.clone()).map_or(Ok(()), Err)
    }

    /// Whether the strings of American laws say that the visitor opted out; `None` where none says. One that cannot be
    /// read may say otherwise than the rest.
    pub fn opted_out(&self) -> Option<Result<bool, String>> {
        let mut said: Vec<bool> = Vec::new();
        match &self.gpp {
            Some(Err(why)) => return Some(Err(why.clone())),
            Some(Ok(gpp)) => {
                for section in gpp.sections.iter().filter(|section| section.id >= FIRST_AMERICAN) {
                    let Some(fields) = &section.decoded else {
                        let why = section.fault.as_deref().unwrap_or("a section cannot be read");
                        return Some(Err(format!("the GPP string: {why}")));
                    };
                    // The field `Gpc` repeats the browser's signal; whether it was heeded, the opting out says.
                    let answers = OPT_OUTS.iter().filter_map(|name| fields[*name].as_u64());
                    said.extend(answers.filter(|answer| *answer != 0).map(|answer| answer == 1));
                }
                if let Some(section) = gpp.section("uspv1") {
                    said.extend(section["opt_out_sale"].as_str().and_then(|word| match word {
                        "yes" => Some(true),
                        "no" => Some(false),
                        _ => None,
                    }));
                }
            }
            None => {}
        }
        match &self.usp {
            Some(Err(why)) => return Some(Err(why.clone())),
            Some(Ok(usp)) => match usp.opt_out_sale {
                UsAnswer::Yes => said.push(true),
                UsAnswer::No => said.push(false),
                UsAnswer::NotApplicable => {}
            },
            None => {}
        }
        (!said.is_empty()).then(|| Ok(said.iter().all(|out| *out)))
    }

    /// What was said last to one vendor; `None` if nothing.
    pub fn vendor(&self, vendor: VendorInterface) -> Option<Result<VendorSays, String>> {
        if let Err(why) = self.told_in_full() {
            return Some(Err(why));
        }
        let calls = self.raw.vendor_calls.iter().filter(|call| call.vendor == vendor);
        let says = calls.map(|call| match vendor {
            VendorInterface::MicrosoftUet => microsoft_uet(&call.arguments),
            VendorInterface::MicrosoftClarity => microsoft_clarity(&call.arguments),
            VendorInterface::Meta => meta(&call.arguments),
            VendorInterface::TikTok => tik_tok(&call.arguments),
        });
        says.rev().find(|says| !matches!(says, VendorSays::Unclear | VendorSays::Restricted(_))).map(Ok)
    }

    /// Whether a tag of Google's was configured before the first default; `None` where neither happened.
    pub fn default_comes_late(&self) -> Option<Result<bool, String>> {
        let raw = self.raw;
        if raw.data_layers.is_empty() && !raw.consent_calls().is_empty() {
            return Some(Err("where calls stand in Google's data layers was not recorded".to_owned()));
        }
        let mut answers = Vec::new();
        let mut layers: Vec<&str> = raw.data_layers.iter().map(|one| one.layer.as_str()).collect();
        layers.dedup();
        for layer in layers {
            let calls = || raw.data_layers.iter().filter(|one| one.layer == layer);
            let measures = calls().find(|one| matches!(one.call[0].as_str(), Some("config" | "event" | "gtm.js")));
            let default = calls().find(|one| one.call[0] == "consent" && one.call[1] == "default");
            let here = match (measures, default) {
                (None, _) => continue,
                (Some(measures), Some(default)) => Ok(default.at > measures.at),
                (Some(_), None) if raw.google_state.is_some() => Err(BY_TEMPLATE.to_owned()),
                (Some(_), None) => self.mode_is_whole().map(|()| true),
            };
            answers.push(here);
        }
        if answers.contains(&Ok(true)) {
            return Some(Ok(true));
        }
        let all: Result<Vec<bool>, String> = self.mode_is_whole().and_then(|()| answers.into_iter().collect());
        all.map(|all| (!all.is_empty()).then_some(false)).transpose()
    }

    /// Whether an interface of the framework answers.
    fn has_interface(&self) -> bool {
        self.raw.tcf.is_some() || self.raw.tcf_ping.is_some()
    }

    /// `Ok` if all that the framework's interface told by itself is there. One whose platform is loaded answers a
    /// listener at once, so that silence is a listener that was not heard; formats before 1.2 had none.
    fn heard(&self) -> Result<(), String> {
        let waits = |ping: &serde_json::Value| ping["cmpLoaded"] == false || ping["cmpStatus"] == "stub";
        let asked = self.raw.tcf.as_ref().map(|answer| &answer["ping"]);
        match &self.raw.tcf_events {
            _ if !self.has_interface() => self.told_in_full(),
            Some(events) if !events.is_empty() => self.told_in_full(),
            _ if self.raw.tc_string().is_none() && self.raw.tcf_ping.as_ref().or(asked).is_some_and(waits) => Ok(()),
            None => Err("what `__tcfapi` told by itself was not recorded".to_owned()),
            Some(_) => Err("`__tcfapi` answers, and nothing that it told by itself was recorded".to_owned()),
        }
    }

    /// `Ok` if what was told can have been kept whole.
    fn told_in_full(&self) -> Result<(), String> {
        let raw = self.raw;
        let events = [&raw.tcf_events, &raw.gpp_events].map(|events| events.as_ref().map_or(0, Vec::len));
        let counts = || events.into_iter().chain([raw.vendor_calls.len()]);
        if counts().all(|count| count < KEPT) && counts().sum::<usize>() < TOLD {
            return Ok(());
        }
        Err("consent interfaces were told or told more than is recorded".to_owned())
    }
}

/// What all regions have in common that may be the visitor's, or that they differ.
pub fn same<T: PartialEq>(said: impl IntoIterator<Item = T>) -> Result<T, String> {
    let mut said = said.into_iter();
    let first = said.next().ok_or_else(|| "nothing was said".to_owned())?;
    if said.all(|other| other == first) {
        return Ok(first);
    }
    Err("defaults differ by region, and where the visit came from is not known".to_owned())
}

/// Which setting of Consent Mode is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// What was set beforehand.
    Beforehand,
    /// What holds after all calls.
    Now,
}
