//! What the page's consent interfaces said at one moment, raw. Decoding is the duty of facts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Raw consent signals of one moment; what is not offered is `None`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Signals {
    /// Answer of `__tcfapi('getTCData')`, as JSON; where only `ping` answers, `{"ping": …}`.
    pub tcf: Option<Value>,
    /// Answer of `__tcfapi('ping')`, as JSON.
    #[serde(default)]
    pub tcf_ping: Option<Value>,
    /// What `__tcfapi('addEventListener')` told since the page was loaded, in order.
    #[serde(default)]
    pub tcf_events: Option<Vec<Value>>,
    /// Answer of `__gpp('ping')`, as JSON.
    pub gpp: Option<Value>,
    /// What `__gpp('addEventListener')` told since the page was loaded, in order.
    #[serde(default)]
    pub gpp_events: Option<Vec<Value>>,
    /// The US Privacy string that `__uspapi('getUSPData')` answers.
    #[serde(default)]
    pub usp: Option<String>,
    /// Google Consent Mode calls found in the data layer, in order: `["consent", "default", {…}]`.
    pub consent_mode: Option<Value>,
    /// Calls in Google's data layers that set consent or begin to measure, in the order of each layer; layers of other
    /// names than `dataLayer` too.
    #[serde(default)]
    pub data_layers: Vec<LayerCall>,
    /// What Google's own tags keep of consent: `google_tag_data.ics.entries`, as JSON.
    #[serde(default)]
    pub google_state: Option<Value>,
    /// Consent calls of other vendors, in order, by the vendor's own queue.
    #[serde(default)]
    pub vendor_calls: Vec<VendorCall>,
    /// `navigator.globalPrivacyControl`.
    pub gpc: Option<bool>,
}

impl Signals {
    /// The TC string as the interface gave it when asked, else as it told it last; `None` where it gave none.
    pub fn tc_string(&self) -> Option<&str> {
        let asked = self.tcf.as_ref().and_then(|answer| answer["tcString"].as_str());
        let told = || self.tcf_events.iter().flatten().rev().find_map(|event| event["tcString"].as_str());
        asked.or_else(told).filter(|text| !text.is_empty())
    }

    /// Whether the GDPR applies, as the interface of the framework says.
    pub fn gdpr_applies(&self) -> Option<bool> {
        let places = [self.tcf.as_ref(), self.tcf_ping.as_ref()];
        places.into_iter().flatten().find_map(|answer| answer["gdprApplies"].as_bool())
    }

    /// The GPP string; `None` where the interface gave none.
    pub fn gpp_string(&self) -> Option<&str> {
        self.gpp.as_ref()?["gppString"].as_str().filter(|text| !text.is_empty())
    }

    /// Consent calls of Google's data layers, in order; empty where there are none.
    pub fn consent_calls(&self) -> &[Value] {
        self.consent_mode.as_ref().and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A call that stands in a data layer of Google's tags.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LayerCall {
    /// Name of the layer: mostly `dataLayer`.
    pub layer: String,
    /// Position in it, from 0.
    pub at: u32,
    /// A consent call whole: `["consent", "default", {…}]`; of others word and name: `["config", "G-1"]`, `["gtm.js"]`.
    pub call: Value,
}

/// A consent call to one vendor, as it stood in the vendor's queue or was seen being made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VendorCall {
    /// Whose interface it is.
    pub vendor: VendorInterface,
    /// The arguments, as JSON.
    pub arguments: Value,
}

/// Interfaces of single vendors by which consent is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VendorInterface {
    /// Microsoft UET: `uetq.push('consent', …)`.
    MicrosoftUet,
    /// Microsoft Clarity: `clarity('consent', …)`.
    MicrosoftClarity,
    /// Meta: `fbq('consent', 'grant' | 'revoke')`, `fbq('dataProcessingOptions', …)`.
    Meta,
    /// TikTok: `ttq.grantConsent()`, `ttq.revokeConsent()`, `ttq.holdConsent()`.
    TikTok,
}
