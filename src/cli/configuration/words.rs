//! What may be written for each setting, for the schema. Words are those of the checks; a test holds one against the other.

use serde_json::{Map, Value as Json, json};

use super::super::arguments::named_formats;
use super::super::states;
use super::checks::{BANNER_KINDS, CLOCKS, DEVICES, time_zones};
use super::setting::Setting;
use crate::facts::BannerKind;
use crate::policy::{Confidence, Severity};

/// The name of what is said once of time zones: there are six hundred.
pub const TIME_ZONE: &str = "TimeZone";

/// Two sides of 200 to 8000 pixels.
const VIEWPORT: &str = "^([2-9][0-9]{2}|[1-7][0-9]{3}|8000)x([2-9][0-9]{2}|[1-7][0-9]{3}|8000)$";
/// 1 to 3600, as a text.
const SECONDS: &str = "^([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|3600)$";
/// 0.5 to 4, as a text.
const SCALE: &str = "^(0?\\.[5-9][0-9]*|[1-3](\\.[0-9]+)?|4(\\.0+)?)$";
const LOCALE: &str = "^\\s*[A-Za-z0-9-]+\\s*(,\\s*[A-Za-z0-9-]+\\s*)*$";
const RESOLVE: &str = "^[A-Za-z0-9.*-]+:[0-9]{1,5}:[0-9A-Fa-f:.\\[\\]]+$";
const VARIABLE: &str = "\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}";
/// A word alone is no address of a proxy.
const PROXY: &str = "[.:]|^localhost$";
const TEMPLATE: &str = "^template:.";

/// What a word of a setting may be; of pairs, their values.
pub fn word(setting: Setting) -> Json {
    match setting {
        Setting::States => json!({ "enum": states::words() }),
        Setting::Device => json!({ "enum": DEVICES.map(|(name, ..)| name) }),
        Setting::Clock => json!({ "enum": CLOCKS }),
        Setting::FailOn => json!({ "enum": thresholds() }),
        Setting::Format => json!({ "anyOf": [{ "enum": named_formats().0 }, text_like(TEMPLATE)] }),
        Setting::TimeZone => json!({ "$ref": format!("#/$defs/{TIME_ZONE}") }),
        Setting::Country => text_like("^[A-Za-z]{2}$"),
        Setting::Viewport => text_like(VIEWPORT),
        Setting::Locale => text_like(LOCALE),
        Setting::Resolve => text_like(RESOLVE),
        Setting::BasicAuth => text_like(VARIABLE),
        Setting::Proxy => text_like(PROXY),
        Setting::Scale => json!({ "anyOf": [{ "type": "number", "minimum": 0.5, "maximum": 4 }, text_like(SCALE)] }),
        Setting::Deadline => {
            json!({ "anyOf": [{ "type": "integer", "minimum": 1, "maximum": 3600 }, text_like(SECONDS)] })
        }
        Setting::Pages => json!({ "type": "string", "minLength": 1, "not": { "pattern": "://|^//" } }),
        Setting::Cookies => json!({ "type": ["string", "number", "boolean"] }),
        _ => text(),
    }
}

/// Yes or no, in YAML's words and in ours.
pub fn yes_or_no() -> Json {
    json!({ "enum": [true, false, "yes", "no"] })
}

/// All time zones.
pub fn time_zones_known() -> Json {
    json!({ "description": "An IANA time zone.", "enum": time_zones().collect::<Vec<_>>() })
}

/// What can be expected of a banner.
pub fn expected() -> Json {
    let kinds = BANNER_KINDS.map(BannerKind::word);
    let mut banner = yes_or_no();
    banner["description"] = "Whether it shows one.".into();
    json!({
        "type": "object",
        "properties": {
            "banner": banner,
            "kind": { "enum": kinds, "description": "What it offers, as `banner.kind` in `report.json`." },
            "platform": { "type": "string", "minLength": 1, "description": "The id of the platform that shows it." },
        },
        "additionalProperties": false,
    })
}

/// Files by their formats.
pub fn files() -> Json {
    let (printed, files) = named_formats();
    let names: Vec<&str> = printed.into_iter().chain(files).collect();
    let named: Map<String, Json> = names.iter().map(|name| ((*name).to_owned(), text())).collect();
    json!({
        "type": "object",
        "properties": named,
        "propertyNames": { "anyOf": [{ "enum": names }, { "pattern": TEMPLATE }] },
        "additionalProperties": text(),
    })
}

fn text() -> Json {
    json!({ "type": ["string", "number", "boolean"], "minLength": 1 })
}

fn text_like(pattern: &str) -> Json {
    json!({ "type": "string", "pattern": pattern })
}

/// Every severity, and each with the confidences.
fn thresholds() -> Vec<String> {
    let each = |severity: &Severity| {
        let with = |confidence: &Confidence| format!("{severity}:{confidence}");
        std::iter::once(severity.to_string()).chain(Confidence::ALL.iter().map(with)).collect::<Vec<_>>()
    };
    Severity::ALL.iter().flat_map(each).collect()
}
