//! Consent calls of single vendors: what each says.
//!
//! Sources: Microsoft UET <https://help.ads.microsoft.com/apex/index/3/en/60119>, Clarity
//! <https://learn.microsoft.com/en-us/clarity/setup-and-installation/clarity-consent-api-v2>, Meta
//! <https://developers.facebook.com/docs/meta-pixel/implementation/gdpr>, TikTok
//! <https://ads.tiktok.com/help/article/tiktok-pixel-consent-mode>.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::google_status::Grant;

/// What a consent call says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VendorSays {
    /// Consent, or its lack, set beforehand.
    Default(Grant),
    /// Consent, or its lack, from now on.
    Now(Grant),
    /// Wait: nothing is sent until more is said.
    Hold,
    /// Data processing is restricted, or no longer.
    Restricted(bool),
    /// It is no call that is known.
    Unclear,
}

/// What `uetq.push('consent', 'default' | 'update', { ad_storage: … })` says of advertising.
pub fn microsoft_uet(arguments: &Value) -> VendorSays {
    match (arguments[1].as_str(), grant(&arguments[2]["ad_storage"])) {
        (Some("default"), Some(grant)) => VendorSays::Default(grant),
        (Some("update"), Some(grant)) => VendorSays::Now(grant),
        _ => VendorSays::Unclear,
    }
}

/// What `clarity('consent', true | false)` and `clarity('consentv2', { analytics_Storage: … })` say of analytics.
pub fn microsoft_clarity(arguments: &Value) -> VendorSays {
    match (arguments[0].as_str(), &arguments[1]) {
        (Some("consent"), Value::Null | Value::Bool(true)) => VendorSays::Now(Grant::Granted),
        (Some("consent"), Value::Bool(false)) => VendorSays::Now(Grant::Denied),
        (Some("consentv2"), Value::Null) => VendorSays::Now(Grant::Granted),
        (Some("consentv2"), given) => match grant(&given["analytics_Storage"]) {
            Some(grant) => VendorSays::Now(grant),
            None => VendorSays::Unclear,
        },
        _ => VendorSays::Unclear,
    }
}

/// What `fbq('consent', 'grant' | 'revoke')` and `fbq('dataProcessingOptions', […])` say.
pub fn meta(arguments: &Value) -> VendorSays {
    match (arguments[0].as_str(), arguments[1].as_str()) {
        (Some("consent"), Some("grant")) => VendorSays::Now(Grant::Granted),
        (Some("consent"), Some("revoke")) => VendorSays::Now(Grant::Denied),
        (Some("dataProcessingOptions"), _) => match arguments[1].as_array() {
            Some(options) => VendorSays::Restricted(options.iter().any(|option| option == "LDU")),
            None => VendorSays::Unclear,
        },
        _ => VendorSays::Unclear,
    }
}

/// What `ttq.grantConsent()`, `ttq.revokeConsent()` and `ttq.holdConsent()` say.
pub fn tik_tok(arguments: &Value) -> VendorSays {
    match arguments[0].as_str() {
        Some("grantConsent") => VendorSays::Now(Grant::Granted),
        Some("revokeConsent") => VendorSays::Now(Grant::Denied),
        Some("holdConsent") => VendorSays::Hold,
        _ => VendorSays::Unclear,
    }
}

fn grant(value: &Value) -> Option<Grant> {
    match value.as_str()? {
        "granted" => Some(Grant::Granted),
        "denied" => Some(Grant::Denied),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_vendor_has_its_own_words() {
        let denied = json!({ "ad_storage": "denied" });
        assert_eq!(microsoft_uet(&json!(["consent", "default", denied])), VendorSays::Default(Grant::Denied));
        assert_eq!(microsoft_clarity(&json!(["consent"])), VendorSays::Now(Grant::Granted));
        assert_eq!(microsoft_clarity(&json!(["consent", false])), VendorSays::Now(Grant::Denied));
        let storage = json!({ "analytics_Storage": "denied" });
        assert_eq!(microsoft_clarity(&json!(["consentv2", storage])), VendorSays::Now(Grant::Denied));
        assert_eq!(meta(&json!(["consent", "revoke"])), VendorSays::Now(Grant::Denied));
        assert_eq!(meta(&json!(["dataProcessingOptions", ["LDU"], 1, 1000])), VendorSays::Restricted(true));
        assert_eq!(meta(&json!(["dataProcessingOptions", []])), VendorSays::Restricted(false));
        assert_eq!(tik_tok(&json!(["holdConsent"])), VendorSays::Hold);
        for other in [json!(null), json!([]), json!(["consent", "maybe"]), json!("consent"), json!([["consent"]])] {
            assert_eq!(meta(&other), VendorSays::Unclear);
            assert_eq!(microsoft_uet(&other), VendorSays::Unclear);
            assert_eq!(tik_tok(&other), VendorSays::Unclear);
        }
    }
}
