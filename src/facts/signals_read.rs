//! The signals of one moment, decoded once for all facts that ask of them.

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

    /// Whether Consent Mode's calls grant storing now; `None` where there are no calls that say.
    pub fn mode_grants(&self, country: Option<&str>, when: When) -> Option<Result<bool, String>> {
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

    /// Whether the strings of American laws say that the visitor opted out; `None` where none says.
    pub fn opted_out(&self) -> Option<Result<bool, String>> {
        let mut said: Vec<bool> = Vec::new();
        match &self.gpp {
            Some(Err(why)) => return Some(Err(why.clone())),
            Some(Ok(gpp)) => {
                for section in &gpp.sections {
                    let fields = section.decoded.as_ref().filter(|_| section.id >= 7);
                    let answers = OPT_OUTS.iter().filter_map(|name| fields?[*name].as_u64());
                    said.extend(answers.filter(|answer| *answer != 0).map(|answer| answer == 1));
                    if fields.is_some_and(|fields| fields["Gpc"] == false) && self.raw.gpc == Some(true) {
                        said.push(false);
                    }
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
    pub fn vendor(&self, vendor: VendorInterface) -> Option<VendorSays> {
        let calls = self.raw.vendor_calls.iter().filter(|call| call.vendor == vendor);
        let says = calls.map(|call| match vendor {
            VendorInterface::MicrosoftUet => microsoft_uet(&call.arguments),
            VendorInterface::MicrosoftClarity => microsoft_clarity(&call.arguments),
            VendorInterface::Meta => meta(&call.arguments),
            VendorInterface::TikTok => tik_tok(&call.arguments),
        });
        says.rev().find(|says| !matches!(says, VendorSays::Unclear | VendorSays::Restricted(_)))
    }

    /// Whether a tag of Google's was configured before the first default; `None` where neither happened.
    pub fn default_comes_late(&self) -> Option<bool> {
        let mut late = None;
        let mut layers: Vec<&str> = self.raw.data_layers.iter().map(|one| one.layer.as_str()).collect();
        layers.dedup();
        for layer in layers {
            let calls = || self.raw.data_layers.iter().filter(|one| one.layer == layer);
            let measures = calls().find(|one| matches!(one.call[0].as_str(), Some("config" | "event" | "gtm.js")));
            let default = calls().find(|one| one.call[0] == "consent" && one.call[1] == "default");
            let here = match (measures, default) {
                (None, _) => continue,
                (Some(_), None) => true,
                (Some(measures), Some(default)) => default.at > measures.at,
            };
            late = Some(late.unwrap_or(false) || here);
        }
        late
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
