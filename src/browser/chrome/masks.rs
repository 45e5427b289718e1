//! What pages are told about the browser. Consent software hides from robots, and shows other things to them.

use headless_chrome::protocol::cdp::Emulation::{SetUserAgentOverride, UserAgentBrandVersion, UserAgentMetadata};
use serde_json::Value;

/// What the browser says of itself to us, and what pages are to hear.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    /// `Chromium 156.0.8078.108`.
    pub product: String,
    /// The user agent for pages.
    pub user_agent: String,
    version: String,
    brand: &'static str,
}

impl Identity {
    /// Reads the answer of `Browser.getVersion`; `program` is the executable's path.
    pub(super) fn of(answer: &Value, program: &str) -> Self {
        let product = answer["product"].as_str().unwrap_or_default();
        let version = product.rsplit('/').next().unwrap_or_default().to_owned();
        let lower = program.to_lowercase();
        let brand = if lower.contains("chromium") { "Chromium" } else { "Google Chrome" };
        let name = if brand == "Chromium" { "Chromium" } else { "Chrome" };
        let user_agent = answer["userAgent"].as_str().unwrap_or_default().replace("HeadlessChrome", "Chrome");
        Self { product: format!("{name} {version}"), user_agent, version, brand }
    }

    /// The request that makes pages hear it, the client hints in agreement with the user agent.
    pub(super) fn shown(&self, locale: &str) -> SetUserAgentOverride {
        let major = self.version.split('.').next().unwrap_or_default();
        let brands = |version: &str, filler: &str| {
            let mut brands = vec![brand("Chromium", version), brand("Not_A Brand", filler)];
            if self.brand != "Chromium" {
                brands.push(brand(self.brand, version));
            }
            Some(brands)
        };
        let (name, navigator, version) = platform();
        SetUserAgentOverride {
            user_agent: self.user_agent.clone(),
            accept_language: Some(locale.to_owned()),
            platform: Some(navigator.to_owned()),
            user_agent_metadata: Some(UserAgentMetadata {
                brands: brands(major, "24"),
                full_version_list: brands(&self.version, "24.0.0.0"),
                full_version: Some(self.version.clone()),
                platform: name.to_owned(),
                platform_version: version.to_owned(),
                architecture: if cfg!(target_arch = "aarch64") { "arm" } else { "x86" }.to_owned(),
                model: String::new(),
                mobile: false,
                bitness: Some("64".to_owned()),
                wow_64: Some(false),
                form_factors: None,
            }),
        }
    }
}

fn brand(name: &str, version: &str) -> UserAgentBrandVersion {
    UserAgentBrandVersion { brand: name.to_owned(), version: version.to_owned() }
}

/// Name in the client hints, `navigator.platform`, and version in the client hints.
fn platform() -> (&'static str, &'static str, &'static str) {
    match std::env::consts::OS {
        "macos" => ("macOS", "MacIntel", "14.0.0"),
        "windows" => ("Windows", "Win32", "10.0.0"),
        _ => ("Linux", "Linux x86_64", "6.1.0"),
    }
}

/// What is hidden, for the evidence.
pub(super) fn told() -> Vec<String> {
    vec![
        "navigator.webdriver is false (AutomationControlled is off)".to_owned(),
        "the user agent and its client hints do not say HeadlessChrome".to_owned(),
    ]
}
